// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/vhdl/vhdl_backend.h"

#include <utility>

#include "wirefold/backends/rtl/project.h"
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

std::vector<ProjectFile> emit(const EmissionInput& input) {
  const vhdl::Standard standard = standard_option(completed_options(vhdl_backend(), input.options));
  const auto write_module = [=](const EmissionInput& emitted, const HardwareOptions& options, Interface interface,
                                const std::vector<std::string>& taken_names) {
    return vhdl::write_module(emitted, options, standard, std::move(interface), taken_names);
  };
  const auto write_test_bench = [=](const rtl::BenchedModule& module, const TestVectors& vectors) {
    return vhdl::write_test_bench(module, vectors, standard);
  };
  const auto write_stream_bench = [=](const Wrapper& wrapper, const Transfers& sent, const Transfers& expected,
                                      bool is_one_cycle_a_transfer) {
    return vhdl::write_stream_bench(wrapper, sent, expected, is_one_cycle_a_transfer, standard);
  };
  const auto write_readme = [=](const EmissionInput& emitted, const rtl::Module& module,
                                const std::vector<Wrapper>& wrappers, const ProjectFolder& folder) {
    return vhdl::project_readme(emitted, module, wrappers, folder, standard);
  };
  const bool is_1993 = standard == vhdl::Standard::k93;
  return rtl::emit_project(input, {.backend = kBackend,
                                   .option_rows = option_rows(),
                                   .language = is_1993 ? SourceLanguage::kVhdl93 : SourceLanguage::kVhdl2008,
                                   .file_ending = ".vhd",
                                   .wrappers = vhdl::wrapper_language(standard),
                                   .write_module = write_module,
                                   .write_test_bench = write_test_bench,
                                   .write_stream_bench = write_stream_bench,
                                   .write_readme = write_readme});
}

}  // namespace

Backend vhdl_backend() {
  return {.name = kBackend,
          .options = option_rows(),
          .legalize = [](CombLogic logic, const BackendOptions&) { return logic; },
          .emit = emit};
}

}  // namespace wirefold
