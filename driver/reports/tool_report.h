// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wirefold {

/// A figure that tools report of a design.
enum class Measure {
  kLuts,           ///< look-up tables of six inputs; ALUTs of Intel devices
  kAlms,           ///< adaptive logic modules, or logic elements of devices without
  kRegisters,      ///< flip-flops
  kCarryCells,     ///< CARRY4 or CARRY8
  kDsps,           ///< DSP slices, blocks or multipliers
  kBlockRams,      ///< RAM blocks as the tool counts them
  kCells,          ///< of a netlist of yosys
  kPeriodNs,       ///< of the clock that was asked for
  kSetupSlackNs,   ///< worst
  kHoldSlackNs,    ///< worst
  kEstimatedNs,    ///< the period that a high-level synthesis expects
  kFmaxMhz,        ///< said by the tool, or of period and setup slack
  kLatencyCycles,  ///< of a high-level synthesis
  kInterval,       ///< cycles from sample to sample, of a high-level synthesis
};
inline constexpr std::size_t kMeasureCount = 14;

struct MeasureInfo {
  Measure measure;
  const char* key;    ///< in JSON and CSV
  const char* title;  ///< for people
  int decimals;
};
const std::array<MeasureInfo, kMeasureCount>& measure_infos();

using Figures = std::array<std::optional<double>, kMeasureCount>;
inline std::optional<double>& at(Figures& figures, Measure measure) {
  return figures[static_cast<std::size_t>(measure)];
}
inline const std::optional<double>& at(const Figures& figures, Measure measure) {
  return figures[static_cast<std::size_t>(measure)];
}

enum class ToolState { kNotRun, kFailed, kParsed };
/// "not run", "failed" or "parsed".
std::string_view to_string(ToolState state);

/// What one synthesis tool said of one design of a project.
struct ToolReport {
  std::string tool;     ///< "vivado", "quartus", "vitis_hls" or "yosys"
  std::string design;   ///< the module that was synthesised
  std::string version;  ///< of the tool; empty if its reports do not say
  std::string device;
  std::string step;  ///< how far the design had come: "Routed"; empty if the reports do not say
  ToolState state = ToolState::kNotRun;
  std::string message;             ///< of a run that failed: its last line
  std::vector<std::string> files;  ///< that were read, below the project folder
  Figures figures;
};

/// "not run", "parsed" or "failed: ERROR: no licence".
std::string state_text(const ToolReport& report);

/// Reads every report of a tool below `folder`: for each tool that a project of `backend` has scripts for, or that left
/// something, the report of the module `top`, then those of other modules.
///
/// Files are known by what they hold, not by their names. Errors: IoError for a file that cannot be read.
std::vector<ToolReport> read_tool_reports(const std::string& folder, const std::string& top,
                                          const std::string& backend);

}  // namespace wirefold
