// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/vhdl/vhdl_backend.h"

#include "wirefold/backends/project_metadata.h"
#include "wirefold/backends/rtl/project_text.h"
#include "wirefold/backends/transfers.h"
#include "wirefold/backends/vhdl/module_writer.h"
#include "wirefold/backends/vhdl/project_files.h"
#include "wirefold/backends/vhdl/stream_bench.h"
#include "wirefold/backends/vhdl/test_bench.h"
#include "wirefold/backends/vhdl/wrapper_language.h"
#include "wirefold/ir/error.h"

namespace wirefold {
namespace {

constexpr const char* kBackend = "vhdl";

std::vector<BackendOption> option_rows() {
  std::vector<BackendOption> rows = hardware_option_rows();
  rows.insert(rows.begin(), {"standard", "93", "the VHDL that the text is written in: 93 or 2008"});
  return rows;
}

vhdl::Standard standard_option(const BackendOptions& options) {
  const std::string& text = options.at("standard");
  if (text == "93") return vhdl::Standard::k93;
  if (text == "2008") return vhdl::Standard::k2008;
  throw ValueError(kBackend, "option standard is '" + text + "', it must be 93 or 2008");
}

std::string wrapper_bench(const Wrapper& wrapper, const Interface& interface, const TestVectors& vectors,
                          vhdl::Standard standard) {
  if (wrapper.kind == WrapperKind::kVector) {
    const TestVectors joined{vectors.sample_count,
                             {joined_words(interface.inputs, vectors.inputs, vectors.sample_count)},
                             {joined_words(interface.outputs, vectors.outputs, vectors.sample_count)}};
    return vhdl::write_test_bench(rtl::benched_vector(wrapper), joined, standard);
  }
  const bool is_one_cycle_a_transfer = wrapper.in_beats.beat_count == 1 && wrapper.out_beats.beat_count == 1;
  return vhdl::write_stream_bench(wrapper, input_transfers(wrapper, interface, vectors),
                                  output_transfers(wrapper, interface, vectors), is_one_cycle_a_transfer, standard);
}

// The hardware, lower entities first, and the benches, as they are without the header that all of them get.
std::vector<ProjectFile> hardware_files(const rtl::Module& module, const std::vector<Wrapper>& wrappers,
                                        const EmissionInput& input, vhdl::Standard standard) {
  std::vector<ProjectFile> files;
  for (const rtl::Submodule& submodule : module.submodules) {
    files.push_back({"rtl/" + submodule.name + ".vhd", submodule.text});
  }
  files.push_back({"rtl/" + module.name + ".vhd", module.text});
  for (const Wrapper& wrapper : wrappers) {
    files.push_back({"rtl/" + wrapper.module_name + ".vhd",
                     rtl::write_wrapper(wrapper, module.interface, module.name, vhdl::wrapper_language(standard))});
  }
  if (input.vectors.sample_count == 0) return files;
  files.push_back({"tb/" + module.name + "_tb.vhd",
                   vhdl::write_test_bench({module.name, module.interface.controls, module.interface.inputs,
                                           module.interface.outputs, input.schedule.latency_cycles()},
                                          input.vectors, standard)});
  for (const Wrapper& wrapper : wrappers) {
    files.push_back(
        {"tb/" + wrapper.module_name + "_tb.vhd", wrapper_bench(wrapper, module.interface, input.vectors, standard)});
  }
  return files;
}

std::vector<ProjectFile> emit(const EmissionInput& input) {
  const BackendOptions options = completed_options(vhdl_backend(), input.options);
  const vhdl::Standard standard = standard_option(options);
  const HardwareOptions hardware = hardware_options(kBackend, options);
  Interface interface = make_interface(input.logic, input.schedule, input.module_name, hardware);
  std::vector<Wrapper> wrappers = make_wrappers(interface, input.schedule, input.module_name, hardware);
  std::vector<std::string> taken_names = {input.module_name};
  for (const Wrapper& wrapper : wrappers) taken_names.push_back(wrapper.module_name);
  rtl::Module module = vhdl::write_module(input, hardware, standard, std::move(interface), taken_names);

  std::vector<ProjectFile> files = hardware_files(module, wrappers, input, standard);
  const std::string hash = rtl::hash_of_hardware(files);
  const std::string header = rtl::file_header("--", input, module, option_summary(option_rows(), options), hash);
  for (ProjectFile& file : files) file.contents.insert(0, header);
  const SourceLanguage language = standard == vhdl::Standard::k93 ? SourceLanguage::kVhdl93 : SourceLanguage::kVhdl2008;
  const ProjectFolder folder = project_folder(module.name, language, files, module.interface.controls, wrappers);
  for (ProjectFile& file : tool_files(folder)) files.push_back(std::move(file));
  files.push_back({"README.md", vhdl::project_readme(input, module, wrappers, folder, standard)});
  const EmittedDesign design{
      kBackend, options, hash, std::move(module.value_names), std::move(module.interface), std::move(wrappers)};
  files.push_back({"metadata.json", metadata_json(input, design)});
  files.push_back({"name_map.json", name_map_json(input, design)});
  return files;
}

}  // namespace

Backend vhdl_backend() {
  return {.name = kBackend,
          .options = option_rows(),
          .legalize = [](CombLogic logic, const BackendOptions&) { return logic; },
          .emit = emit};
}

}  // namespace wirefold
