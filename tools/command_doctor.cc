// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tools/commands.h"
#include "wirefold/backends/hls/hls_emulator.h"
#include "wirefold/backends/process.h"
#include "wirefold/driver/version.h"
#include "wirefold/ir/error.h"

namespace wirefold::tools {
namespace {

struct ExternalTool {
  const char* program;
  std::vector<std::string> version_arguments;
  const char* used_for;
  bool is_required;
};

const std::vector<ExternalTool>& external_tools() {
  static const std::vector<ExternalTool> tools = {
      {"verilator", {"--version"}, "compile, predict and verify", true},
      {"c++", {"--version"}, "compile, predict and verify", true},
      {"iverilog", {"-V"}, "the second simulator", false},
      {"ghdl", {"--version"}, "simulation of VHDL", false},
      {"yosys", {"-V"}, "synthesis of a project, proofs", false},
      {"yosys-abc", {"-q", "version"}, "proofs of designs with many bits", false},
      {"ccache", {"--version"}, "faster builds", false},
  };
  return tools;
}

struct Finding {
  std::string name;
  std::string found;    // version or place; empty: not found
  std::string missing;  // what that means
};

Finding look_for(const ExternalTool& tool) {
  if (!find_program(tool.program)) return {tool.program, "", std::string("needed for ") + tool.used_for};
  std::vector<std::string> command{tool.program};
  command.insert(command.end(), tool.version_arguments.begin(), tool.version_arguments.end());
  const std::string output = run_process(command, ".").output;
  return {tool.program, output.substr(0, output.find('\n')), ""};
}

// The C++ types of a vendor, which the HLS backends are compiled with: where they are looked for says HlsEmulator.
Finding look_for_types(const char* name, const char* backend) {
  try {
    return {name, find_type_headers(backend, ""), ""};
  } catch (const ToolError& error) {
    return {name, "", fmt::format("needed to run HLS C++ for {}: {}", backend, error.what())};
  }
}

void print_json(const std::vector<Finding>& findings) {
  nlohmann::ordered_json tools = nlohmann::ordered_json::array();
  for (const auto& [name, found, missing] : findings) {
    tools.push_back({{"name", name}, {"is_found", missing.empty()}, {"text", missing.empty() ? found : missing}});
  }
  fmt::print("{}\n", nlohmann::ordered_json{{"wirefold", kVersion}, {"tools", tools}}.dump(2));
}

}  // namespace

int run_doctor(bool json) {
  bool all_required = true;
  std::vector<Finding> findings;
  for (const ExternalTool& tool : external_tools()) {
    findings.push_back(look_for(tool));
    all_required = all_required && (findings.back().missing.empty() || !tool.is_required);
  }
  findings.push_back(look_for_types("ap_types", "vitis"));
  findings.push_back(look_for_types("ac_types", "oneapi"));
  if (json) {
    print_json(findings);
    return all_required ? 0 : 1;
  }
  fmt::print("wirefold {}\n", kVersion);
  for (const auto& [name, found, missing] : findings) {
    fmt::print("{:<10} {}\n", name, missing.empty() ? found : "not found: " + missing);
  }
  return all_required ? 0 : 1;
}

}  // namespace wirefold::tools
