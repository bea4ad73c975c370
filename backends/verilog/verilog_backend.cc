// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/verilog/verilog_backend.h"

#include "wirefold/backends/rtl/project.h"
#include "wirefold/backends/verilog/handshake_properties.h"
#include "wirefold/backends/verilog/module_writer.h"
#include "wirefold/backends/verilog/project_files.h"
#include "wirefold/backends/verilog/stream_bench.h"
#include "wirefold/backends/verilog/test_bench.h"
#include "wirefold/backends/verilog/wrapper_language.h"

namespace wirefold {
namespace {

constexpr const char* kBackend = "verilog";

std::vector<ProjectFile> proofs(const rtl::Module& module, const std::vector<Wrapper>& wrappers,
                                const ProjectFolder& folder) {
  std::vector<ProjectFile> files;
  for (const Wrapper& wrapper : wrappers) {
    if (!verilog::has_handshake_properties(wrapper)) continue;
    const std::string path = "formal/" + wrapper.module_name;
    files.push_back(
        {path + "_properties.sv", "// SPDX-License-Identifier: MIT-0\n" +
                                      verilog::handshake_properties(wrapper, module.interface, module.name)});
    files.push_back({path + ".ys", verilog::handshake_script(wrapper, folder.sources)});
  }
  return files;
}

std::vector<ProjectFile> emit(const EmissionInput& input) {
  return rtl::emit_project(input, {.backend = kBackend,
                                   .option_rows = hardware_option_rows(),
                                   .language = SourceLanguage::kVerilog,
                                   .file_ending = ".v",
                                   .wrappers = verilog::wrapper_language(),
                                   .write_module = verilog::write_module,
                                   .write_test_bench = verilog::write_test_bench,
                                   .write_stream_bench = verilog::write_stream_bench,
                                   .write_readme = verilog::project_readme,
                                   .write_proofs = proofs});
}

}  // namespace

Backend verilog_backend() {
  return {.name = kBackend,
          .options = hardware_option_rows(),
          .legalize = [](CombLogic logic, const BackendOptions&) { return logic; },
          .emit = emit};
}

}  // namespace wirefold
