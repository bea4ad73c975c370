// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "wirefold/driver/estimates.h"
#include "wirefold/driver/reports/tool_report.h"

namespace wirefold {

struct ProjectPort {
  std::string name;
  bool is_input = false;
  std::int64_t width_bits = 0;
};

/// What estimates.json of a project says.
struct ProjectEstimates {
  std::string device;
  std::string calibration;
  std::vector<double> stage_delays_ns;
  std::vector<std::int64_t> border_bits;  ///< register bits between each stage and the next
  std::int64_t shift_register_bits = 0;   ///< of them, those that are in LUTs
  std::int64_t shift_register_luts = 0;
  std::vector<TensorEstimate> tensors;  ///< inputs, then layers
};

/// A project folder that `wirefold convert` wrote, and what synthesis tools left in it.
struct ProjectReport {
  std::string folder;
  std::string top;
  std::string backend;
  std::string version;  ///< of wirefold
  bool is_pipelined = false;
  std::int64_t stages = 1;
  std::int64_t latency_cycles = 0;
  std::int64_t input_register_bits = 0;
  std::int64_t stage_register_bits = 0;
  std::int64_t output_register_bits = 0;
  std::vector<ProjectPort> ports;
  std::optional<double> estimated_luts;
  std::optional<double> longest_stage_ns;
  std::optional<ProjectEstimates> estimates;  ///< nothing in projects without estimates.json
  std::vector<ToolReport> tools;

  std::int64_t register_bits() const { return input_register_bits + stage_register_bits + output_register_bits; }
};

/// Reads metadata.json, estimates.json and every report of a tool below `folder`. Fields that are not known are
/// skipped.
///
/// Errors: IoError for a folder that is missing or holds no project, and for files that are not what they should be.
ProjectReport read_project_report(const std::string& folder);

/// What the estimate says of a figure that tools report: LUTs with those of shift registers, flip-flops without them.
std::optional<double> estimate_of(const ProjectReport& project, Measure measure);

}  // namespace wirefold
