// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "wirefold/optimizer/cost/device_profile.h"
#include "wirefold/optimizer/pipelining/stage_problem.h"

namespace wirefold {

/// What one way to cut a program costs.
struct PipelineTradeOff {
  std::uint32_t stage_count = 1;
  std::int64_t longest_stage_ps = 0;
  std::uint64_t bits_between_stages = 0;

  /// No worse in anything and better in something.
  bool beats(const PipelineTradeOff& other) const;
};

struct ParetoOptions {
  std::uint32_t most_stages = 8;
  std::int64_t longest_stage_ps = kNoLimit;
  /// How much shorter the longest stage has to get, in thousandths, to be a trade-off of its own. The shortest one of
  /// each number of stages is always there.
  std::int64_t least_step_per_mille = 30;
};

/// The cuts of a lowered program that none beats in stages, longest stage and register bits, by stages and then from
/// the longest stage to the shortest. Each has the fewest register bits of its limit (`minimum_registers`), so none
/// between two that are listed is better by more than the step.
std::vector<PipelineTradeOff> pareto_front(const CombLogic& logic, const DeviceProfile& profile,
                                           const ParetoOptions& options);
/// The same for a problem, in its own unit of time.
std::vector<PipelineTradeOff> pareto_front(const StageProblem& problem, const ParetoOptions& options);

}  // namespace wirefold
