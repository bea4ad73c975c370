// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/rtl/project.h"

#include <utility>

#include "wirefold/backends/project_metadata.h"
#include "wirefold/backends/rtl/project_text.h"

namespace wirefold::rtl {
namespace {

std::string wrapper_bench(const ProjectWriter& writer, const Wrapper& wrapper, const Interface& interface,
                          const TestVectors& vectors) {
  if (wrapper.kind == WrapperKind::kTensor)
    return writer.write_test_bench(benched_tensors(wrapper, interface), vectors);
  if (wrapper.kind == WrapperKind::kVector) {
    const TestVectors joined{vectors.sample_count,
                             {joined_words(interface.inputs, vectors.inputs, vectors.sample_count)},
                             {joined_words(interface.outputs, vectors.outputs, vectors.sample_count)}};
    return writer.write_test_bench(benched_vector(wrapper), joined);
  }
  const bool is_one_cycle_a_transfer = wrapper.in_beats.beat_count == 1 && wrapper.out_beats.beat_count == 1;
  return writer.write_stream_bench(wrapper, input_transfers(wrapper, interface, vectors),
                                   output_transfers(wrapper, interface, vectors), is_one_cycle_a_transfer);
}

// The hardware, lower modules first, and the benches, as they are without the header that all of them get.
std::vector<ProjectFile> hardware_files(const EmissionInput& input, const ProjectWriter& writer, const Module& module,
                                        const std::vector<Wrapper>& wrappers) {
  std::vector<ProjectFile> files;
  const auto add = [&](const std::string& path, std::string text) {
    files.push_back({path + writer.file_ending, std::move(text)});
  };
  for (const Submodule& submodule : module.submodules) add("rtl/" + submodule.name, submodule.text);
  add("rtl/" + module.name, module.text);
  for (const Wrapper& wrapper : wrappers) {
    add("rtl/" + wrapper.module_name, write_wrapper(wrapper, module.interface, module.name, writer.wrappers));
  }
  if (input.vectors.sample_count == 0) return files;
  add("tb/" + module.name + "_tb",
      writer.write_test_bench({module.name, module.interface.controls, module.interface.inputs,
                               module.interface.outputs, input.schedule.latency_cycles()},
                              input.vectors));
  for (const Wrapper& wrapper : wrappers) {
    add("tb/" + wrapper.module_name + "_tb", wrapper_bench(writer, wrapper, module.interface, input.vectors));
  }
  return files;
}

}  // namespace

std::vector<ProjectFile> emit_project(const EmissionInput& input, const ProjectWriter& writer) {
  const BackendOptions options = completed_options(find_backend(writer.backend), input.options);
  const HardwareOptions hardware = hardware_options(writer.backend, options);
  Interface interface = make_interface(input.logic, input.schedule, input.module_name, hardware);
  std::vector<Wrapper> wrappers = make_wrappers(interface, input.schedule, input.module_name, hardware);
  std::vector<std::string> taken_names = {input.module_name};
  for (const Wrapper& wrapper : wrappers) taken_names.push_back(wrapper.module_name);
  Module module = writer.write_module(input, hardware, std::move(interface), taken_names);

  std::vector<ProjectFile> files = hardware_files(input, writer, module, wrappers);
  const std::string hash = hash_of_hardware(files);
  const std::string header = file_header(writer.wrappers.hardware().comment_mark(), input, module,
                                         option_summary(writer.option_rows, options), hash);
  for (ProjectFile& file : files) file.contents.insert(0, header);
  const ProjectFolder folder = project_folder(module.name, writer.language, files, module.interface.controls, wrappers);
  for (ProjectFile& file : tool_files(folder)) files.push_back(std::move(file));
  if (writer.write_proofs) {
    for (ProjectFile& file : writer.write_proofs(module, wrappers, folder)) files.push_back(std::move(file));
  }
  files.push_back({"README.md", writer.write_readme(input, module, wrappers, folder)});
  const EmittedDesign design{
      writer.backend, options, hash, std::move(module.value_names), std::move(module.interface), std::move(wrappers)};
  files.push_back({"metadata.json", metadata_json(input, design)});
  files.push_back({"name_map.json", name_map_json(input, design)});
  return files;
}

}  // namespace wirefold::rtl
