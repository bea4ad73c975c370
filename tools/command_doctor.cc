// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <array>

#include "tools/commands.h"
#include "wirefold/backends/hls/hls_emulator.h"
#include "wirefold/backends/process.h"
#include "wirefold/driver/version.h"
#include "wirefold/ir/error.h"

namespace wirefold::tools {
namespace {

struct ExternalTool {
  const char* program;
  const char* version_argument;
  const char* used_for;
  bool is_required;
};

constexpr std::array kTools = {
    ExternalTool{"verilator", "--version", "compile, predict and verify", true},
    ExternalTool{"c++", "--version", "compile, predict and verify", true},
    ExternalTool{"iverilog", "-V", "the second simulator", false},
    ExternalTool{"ghdl", "--version", "simulation of VHDL", false},
    ExternalTool{"yosys", "-V", "synthesis of a project, proofs", false},
    ExternalTool{"ccache", "--version", "faster builds", false},
};

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

// The C++ types of a vendor, which the HLS backends are compiled with: where they are looked for says HlsEmulator.
void print_type_headers(const char* name, const char* backend) {
  try {
    fmt::print("{:<10} {}\n", name, find_type_headers(backend, ""));
  } catch (const ToolError& error) {
    fmt::print("{:<10} not found: needed to run HLS C++ for {}: {}\n", name, backend, error.what());
  }
}

}  // namespace

int run_doctor() {
  fmt::print("wirefold {}\n", kVersion);
  bool all_required = true;
  for (const ExternalTool& tool : kTools) {
    if (!find_program(tool.program)) {
      fmt::print("{:<10} not found: needed for {}\n", tool.program, tool.used_for);
      all_required = all_required && !tool.is_required;
      continue;
    }
    const ProcessResult result = run_process({tool.program, tool.version_argument}, ".");
    fmt::print("{:<10} {}\n", tool.program, first_line(result.output));
  }
  print_type_headers("ap_types", "vitis");
  print_type_headers("ac_types", "oneapi");
  return all_required ? 0 : 1;
}

}  // namespace wirefold::tools
