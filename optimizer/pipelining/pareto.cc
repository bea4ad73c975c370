// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/pipelining/pareto.h"

#include <algorithm>

#include "wirefold/optimizer/pipelining/minimum_registers.h"
#include "wirefold/optimizer/pipelining/pipeline.h"

namespace wirefold {

bool PipelineTradeOff::beats(const PipelineTradeOff& other) const {
  const bool is_no_worse = stage_count <= other.stage_count && longest_stage_ps <= other.longest_stage_ps &&
                           bits_between_stages <= other.bits_between_stages;
  return is_no_worse && (stage_count < other.stage_count || longest_stage_ps < other.longest_stage_ps ||
                         bits_between_stages < other.bits_between_stages);
}

std::vector<PipelineTradeOff> pareto_front(const CombLogic& logic, const DeviceProfile& profile,
                                           const ParetoOptions& options) {
  return pareto_front(stage_problem(logic, operation_delays_ps(logic, profile), true), options);
}

std::vector<PipelineTradeOff> pareto_front(const StageProblem& problem, const ParetoOptions& options) {
  constexpr std::int64_t kPerMille = 1000;
  std::vector<PipelineTradeOff> all;
  const std::int64_t whole = longest_stage(problem, Stages(problem.size(), 0));
  for (std::uint32_t stages = 1; stages <= options.most_stages; ++stages) {
    const std::int64_t least = least_limit(problem, stages);
    for (std::int64_t limit = std::min(whole, options.longest_stage_ps); limit >= least;) {
      const MinimumRegisters cut = minimum_registers(problem, {stages, limit});
      all.push_back({stages, cut.longest_stage, cut.bits_between_stages});
      if (cut.longest_stage == least) break;
      const std::int64_t step = std::max<std::int64_t>(cut.longest_stage * options.least_step_per_mille / kPerMille, 1);
      limit = std::max(cut.longest_stage - step, least);
    }
  }
  std::vector<PipelineTradeOff> front;
  for (const PipelineTradeOff& point : all) {
    const auto beats_it = [&](const PipelineTradeOff& other) { return other.beats(point); };
    if (std::none_of(all.begin(), all.end(), beats_it)) front.push_back(point);
  }
  return front;
}

}  // namespace wirefold
