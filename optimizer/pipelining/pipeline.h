// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "wirefold/ir/schedule.h"
#include "wirefold/optimizer/cost/device_profile.h"

namespace wirefold {

/// What is best after the number of stages.
enum class PipelineStrategy {
  kMinimumRegisters,  ///< the fewest register bits, then the shortest longest stage
  kBalanced,          ///< the shortest longest stage, then the fewest register bits
  kAsSoonAsPossible,  ///< every operation in the first stage in which it ends in time
};

/// How to cut a lowered program into stages: give a longest stage, a number of stages, or both.
struct PipelineOptions {
  std::int64_t longest_stage_ps = 0;  ///< 0: the least that `stage_count` stages can keep
  std::uint32_t stage_count = 0;      ///< 0: as few as the longest stage allows
  bool input_register = true;
  bool output_register = true;
  PipelineStrategy strategy = PipelineStrategy::kMinimumRegisters;
};

/// Cuts a program into stages. No operation straddles a register and no stage is longer than the limit. So by default
/// there are the fewest stages that the limit allows, with the fewest register bits that these stages allow, and with
/// the shortest longest stage that those bits allow: no schedule is better in all three.
///
/// Errors:  ValueError if neither is given, if one operation alone is longer than the limit (with its name, delay and
///          the user's line), or if more stages are needed (with the operation that first ends too late).
Schedule pipeline(const CombLogic& logic, const DeviceProfile& profile, const PipelineOptions& options);

struct PipelinedProgram {
  CombLogic logic;
  Schedule schedule;
};

/// The same, but operations that are only wires (dropped bits, sign bits) may be repeated in several stages where
/// registers are saved by taking them from values that are held anyway. The program computes the same; it is `logic`
/// itself where nothing is repeated.
PipelinedProgram pipelined(CombLogic logic, const DeviceProfile& profile, const PipelineOptions& options);

/// The delay of each operation on a device.
std::vector<std::int64_t> operation_delays_ps(const CombLogic& logic, const DeviceProfile& profile);

/// The longest path of each stage in picoseconds, without registers' own delays.
std::vector<std::int64_t> stage_delays_ps(const CombLogic& logic, const Schedule& schedule,
                                          const DeviceProfile& profile);

}  // namespace wirefold
