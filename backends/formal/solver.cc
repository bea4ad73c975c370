// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/formal/solver.h"

#include <chrono>
#include <filesystem>
#include <string>

#include "wirefold/backends/process.h"
#include "wirefold/ir/error.h"

namespace wirefold::formal {
namespace {

// The values that ABC wrote of the first inputs, a character each.
std::vector<bool> written_inputs(const std::filesystem::path& path, std::size_t count) {
  std::vector<bool> inputs(count);
  const std::string text = read_file(path);
  std::size_t next = 0;
  for (const char c : text) {
    if (c != '0' && c != '1') continue;
    check_internal(next < count, "a counter-example of more inputs than there are");
    inputs[next++] = c == '1';
  }
  return inputs;
}

}  // namespace

SolverResult find_one(const BitNetlist& netlist, std::span<const BitNetlist::Bit> bits, unsigned timeout_seconds) {
  using Outcome = SolverResult::Outcome;
  if (bits.empty()) return {Outcome::kNever, {}};
  const std::string abc = require_tool("verify", "yosys-abc", "apt-get install yosys").string();
  const TemporaryFolder folder(std::filesystem::temp_directory_path() / "wirefold");
  const BitNetlist::Port inputs{"x", netlist.inputs()};
  const BitNetlist::Port outputs{"y", {bits.begin(), bits.end()}};
  write_file(folder.path() / "miter.blif", netlist.blif("miter", std::span(&inputs, 1), std::span(&outputs, 1)));
  write_file(folder.path() / "prove.abc", "read_blif miter.blif\nstrash\n&get\n&cec -m -C 1000000 -T " +
                                              std::to_string(timeout_seconds) + "\nwrite_cex inputs.cex\n");
  // ABC looks at its own clock too seldom.
  const ProcessResult run = run_process({abc, "-f", "prove.abc"}, folder.path(), std::chrono::seconds(timeout_seconds));
  if (run.was_stopped) return {Outcome::kUndecided, {}};
  if (run.exit_status != 0) throw ToolError("verify", "yosys-abc failed and printed\n" + run.output);
  const std::string& output = run.output;
  if (output.find("Networks are NOT EQUIVALENT") != std::string::npos) {
    return {Outcome::kPossible, written_inputs(folder.path() / "inputs.cex", inputs.bits.size())};
  }
  return {output.find("Networks are equivalent") != std::string::npos ? Outcome::kNever : Outcome::kUndecided, {}};
}

}  // namespace wirefold::formal
