// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "wirefold/ir/schedule.h"
#include "wirefold/optimizer/cost/device_profile.h"

namespace wirefold {

/// How to cut a lowered program into stages. Give either a longest stage or a number of stages.
struct PipelineOptions {
  std::int64_t longest_stage_ps = 0;  ///< 0: not limited
  std::uint32_t stage_count = 0;      ///< 0: as few as the longest stage allows
  bool input_register = true;
  bool output_register = true;
};

/// Cuts a program as soon as possible: every operation in the first stage in which it ends in time. No operation
/// straddles a register and no stage is longer than the limit.
///
/// With a longest stage the number of stages is the least possible; with a number of stages the longest stage is.
/// Errors:  ValueError if both or neither are given, or one operation alone is longer than the limit (with its name,
///          delay and the user's line).
Schedule pipeline(const CombLogic& logic, const DeviceProfile& profile, const PipelineOptions& options);

/// The longest path of each stage in picoseconds, without registers' own delays.
std::vector<std::int64_t> stage_delays_ps(const CombLogic& logic, const Schedule& schedule,
                                          const DeviceProfile& profile);

}  // namespace wirefold
