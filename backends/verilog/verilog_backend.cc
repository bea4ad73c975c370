// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/verilog/verilog_backend.h"

#include "wirefold/backends/project_metadata.h"
#include "wirefold/backends/rtl/project_text.h"
#include "wirefold/backends/verilog/module_writer.h"
#include "wirefold/backends/verilog/project_files.h"
#include "wirefold/backends/verilog/stream_bench.h"
#include "wirefold/backends/verilog/test_bench.h"
#include "wirefold/backends/verilog/wrapper_language.h"

namespace wirefold {
namespace {

constexpr const char* kBackend = "verilog";

std::string wrapper_bench(const Wrapper& wrapper, const Interface& interface, const TestVectors& vectors) {
  if (wrapper.kind == WrapperKind::kVector) {
    const TestVectors joined{vectors.sample_count,
                             {joined_words(interface.inputs, vectors.inputs, vectors.sample_count)},
                             {joined_words(interface.outputs, vectors.outputs, vectors.sample_count)}};
    return verilog::write_test_bench(rtl::benched_vector(wrapper), joined);
  }
  const bool is_one_cycle_a_transfer = wrapper.in_beats.beat_count == 1 && wrapper.out_beats.beat_count == 1;
  return verilog::write_stream_bench(wrapper, input_transfers(wrapper, interface, vectors),
                                     output_transfers(wrapper, interface, vectors), is_one_cycle_a_transfer);
}

// The hardware, lower modules first, and the benches, as they are without the header that all of them get.
std::vector<ProjectFile> hardware_files(const verilog::Module& module, const std::vector<Wrapper>& wrappers,
                                        const EmissionInput& input) {
  std::vector<ProjectFile> files;
  for (const rtl::Submodule& submodule : module.submodules) {
    files.push_back({"rtl/" + submodule.name + ".v", submodule.text});
  }
  files.push_back({"rtl/" + module.name + ".v", module.text});
  for (const Wrapper& wrapper : wrappers) {
    files.push_back({"rtl/" + wrapper.module_name + ".v",
                     rtl::write_wrapper(wrapper, module.interface, module.name, verilog::wrapper_language())});
  }
  if (input.vectors.sample_count == 0) return files;
  files.push_back({"tb/" + module.name + "_tb.v",
                   verilog::write_test_bench({module.name, module.interface.controls, module.interface.inputs,
                                              module.interface.outputs, input.schedule.latency_cycles()},
                                             input.vectors)});
  for (const Wrapper& wrapper : wrappers) {
    files.push_back({"tb/" + wrapper.module_name + "_tb.v", wrapper_bench(wrapper, module.interface, input.vectors)});
  }
  return files;
}

std::vector<ProjectFile> emit(const EmissionInput& input) {
  const BackendOptions options = completed_options(verilog_backend(), input.options);
  const HardwareOptions hardware = hardware_options(kBackend, options);
  Interface interface = make_interface(input.logic, input.schedule, input.module_name, hardware);
  std::vector<Wrapper> wrappers = make_wrappers(interface, input.schedule, input.module_name, hardware);
  std::vector<std::string> taken_names = {input.module_name};
  for (const Wrapper& wrapper : wrappers) taken_names.push_back(wrapper.module_name);
  verilog::Module module = verilog::write_module(input, hardware, std::move(interface), taken_names);

  std::vector<ProjectFile> files = hardware_files(module, wrappers, input);
  const std::string hash = rtl::hash_of_hardware(files);
  const std::string header =
      rtl::file_header("//", input, module, option_summary(hardware_option_rows(), options), hash);
  for (ProjectFile& file : files) file.contents.insert(0, header);
  const ProjectFolder folder =
      project_folder(module.name, SourceLanguage::kVerilog, files, module.interface.controls, wrappers);
  for (ProjectFile& file : tool_files(folder)) files.push_back(std::move(file));
  files.push_back({"README.md", verilog::project_readme(input, module, wrappers, folder)});
  const EmittedDesign design{
      kBackend, options, hash, std::move(module.value_names), std::move(module.interface), std::move(wrappers)};
  files.push_back({"metadata.json", metadata_json(input, design)});
  files.push_back({"name_map.json", name_map_json(input, design)});
  return files;
}

}  // namespace

Backend verilog_backend() {
  return {.name = kBackend,
          .options = hardware_option_rows(),
          .legalize = [](CombLogic logic, const BackendOptions&) { return logic; },
          .emit = emit};
}

}  // namespace wirefold
