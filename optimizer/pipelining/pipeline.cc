// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/pipelining/pipeline.h"

#include <algorithm>
#include <string>

#include "wirefold/ir/error.h"
#include "wirefold/optimizer/cost/operation_cost.h"
#include "wirefold/optimizer/pipelining/minimum_registers.h"
#include "wirefold/optimizer/pipelining/repeat_wires.h"

namespace wirefold {
namespace {

std::string delay_text(const DeviceProfile& profile, std::int64_t picoseconds) {
  if (profile.counts_adders) {
    const std::int64_t adders = picoseconds / profile.adder_delay_ps;
    return std::to_string(adders) + (adders == 1 ? " adder" : " adders");
  }
  std::string fraction = std::to_string(picoseconds % 1000);
  fraction.insert(0, 3 - fraction.size(), '0');
  return std::to_string(picoseconds / 1000) + "." + fraction + " ns";
}

std::string operation_text(const CombLogic& logic, std::size_t i) {
  const Operation& operation = logic.operations()[i];
  return std::string(info(operation.opcode).name) + " of " +
         std::to_string(logic.format(operation.first_result).width()) + " bits";
}

void check_each_fits(const CombLogic& logic, const StageProblem& problem, const DeviceProfile& profile,
                     std::int64_t limit) {
  for (std::size_t i = 0; i < problem.size(); ++i) {
    const std::int64_t delay = problem.step(i).delay;
    if (delay <= limit) continue;
    throw ValueError("pipeline",
                     "the longest stage is " + delay_text(profile, limit) + ", but one " + operation_text(logic, i) +
                         " takes " + delay_text(profile, delay) + "; allow longer stages or quantize its operands",
                     logic.location(logic.operations()[i]));
  }
}

void check_stages_suffice(const CombLogic& logic, const StageProblem& problem, const DeviceProfile& profile,
                          std::int64_t limit, std::uint32_t stage_count) {
  const Stages earliest = earliest_stages(problem, limit);
  for (std::size_t i = 0; i < problem.size(); ++i) {
    if (earliest[i] < stage_count) continue;
    throw ValueError("pipeline",
                     std::to_string(stage_count) + " stages of at most " + delay_text(profile, limit) +
                         " are too few: one " + operation_text(logic, i) + " of " +
                         delay_text(profile, problem.step(i).delay) + " ends later; the program needs " +
                         std::to_string(least_stage_count(problem, limit)) + " stages, or stages of " +
                         delay_text(profile, least_limit(problem, stage_count)),
                     logic.location(logic.operations()[i]));
  }
}

// Stages as they are asked for, before any wire is repeated.
Schedule cut(const CombLogic& logic, const StageProblem& problem, const DeviceProfile& profile,
             const PipelineOptions& options) {
  if (options.longest_stage_ps < 0 || (options.longest_stage_ps == 0 && options.stage_count == 0)) {
    throw ValueError("pipeline", "give a longest stage or a number of stages, greater than zero");
  }
  std::int64_t limit = options.longest_stage_ps;
  std::uint32_t stage_count = options.stage_count;
  if (limit == 0) {
    limit = least_limit(problem, stage_count);
  } else {
    check_each_fits(logic, problem, profile, limit);
    if (stage_count == 0) stage_count = least_stage_count(problem, limit);
    check_stages_suffice(logic, problem, profile, limit, stage_count);
  }
  if (options.strategy == PipelineStrategy::kBalanced) limit = least_limit(problem, stage_count);
  return {.stage_count = stage_count,
          .stages = options.strategy == PipelineStrategy::kAsSoonAsPossible
                        ? earliest_stages(problem, limit)
                        : minimum_registers(problem, {stage_count, limit}).stages,
          .input_register = options.input_register,
          .output_register = options.output_register};
}

void verify_cut(const CombLogic& logic, const Schedule& schedule, const DeviceProfile& profile,
                const PipelineOptions& options) {
  const std::int64_t limit = options.longest_stage_ps == 0 ? kNoLimit : options.longest_stage_ps;
  const std::vector<std::string> broken = violations(logic, schedule, operation_delays_ps(logic, profile), limit);
  if (!broken.empty()) throw InternalError("the pipeline breaks a rule: " + broken.front());
}

}  // namespace

Schedule pipeline(const CombLogic& logic, const DeviceProfile& profile, const PipelineOptions& options) {
  const StageProblem problem = stage_problem(logic, operation_delays_ps(logic, profile), false);
  Schedule schedule = cut(logic, problem, profile, options);
  verify_cut(logic, schedule, profile, options);
  return schedule;
}

PipelinedProgram pipelined(CombLogic logic, const DeviceProfile& profile, const PipelineOptions& options) {
  const StageProblem problem = stage_problem(logic, operation_delays_ps(logic, profile), true);
  Schedule schedule = cut(logic, problem, profile, options);
  if (options.strategy == PipelineStrategy::kAsSoonAsPossible) {
    verify_cut(logic, schedule, profile, options);
    return {std::move(logic), std::move(schedule)};
  }
  PipelinedProgram result = repeat_wires(std::move(logic), std::move(schedule));
  verify_cut(result.logic, result.schedule, profile, options);
  return result;
}

std::vector<std::int64_t> operation_delays_ps(const CombLogic& logic, const DeviceProfile& profile) {
  std::vector<std::int64_t> delays;
  delays.reserve(logic.operations().size());
  for (const Operation& operation : logic.operations()) delays.push_back(cost_of(logic, operation, profile).delay_ps);
  return delays;
}

std::vector<std::int64_t> stage_delays_ps(const CombLogic& logic, const Schedule& schedule,
                                          const DeviceProfile& profile) {
  return stage_delays(logic, schedule, operation_delays_ps(logic, profile));
}

}  // namespace wirefold
