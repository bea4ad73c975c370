// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/pipelining/pipeline.h"

#include <algorithm>

#include "wirefold/ir/error.h"
#include "wirefold/optimizer/cost/operation_cost.h"

namespace wirefold {
namespace {

std::vector<std::int64_t> operation_delays(const CombLogic& logic, const DeviceProfile& profile) {
  std::vector<std::int64_t> delays;
  delays.reserve(logic.operations().size());
  for (const Operation& operation : logic.operations()) delays.push_back(cost_of(logic, operation, profile).delay_ps);
  return delays;
}

// Stages and the delay at which each value is ready within its stage.
class AsSoonAsPossible {
 public:
  AsSoonAsPossible(const CombLogic& logic, const std::vector<std::int64_t>& delays, std::int64_t limit)
      : stages_(logic.operations().size(), 0), ready_(logic.operations().size(), 0) {
    const auto operations = logic.operations();
    for (std::size_t i = 0; i < operations.size(); ++i) {
      for (const Use& use : logic.operands(operations[i])) {
        const std::size_t operand = logic.definition_index(use.value);
        if (stages_[operand] > stages_[i]) {
          stages_[i] = stages_[operand];
          ready_[i] = 0;
        }
        if (stages_[operand] == stages_[i]) ready_[i] = std::max(ready_[i], ready_[operand]);
      }
      ready_[i] += delays[i];
      if (ready_[i] > limit) {
        ++stages_[i];
        ready_[i] = delays[i];
      }
      stage_count_ = std::max(stage_count_, stages_[i] + 1);
    }
  }

  std::uint32_t stage_count() const { return stage_count_; }
  std::vector<std::uint32_t> take_stages() { return std::move(stages_); }

 private:
  std::vector<std::uint32_t> stages_;
  std::vector<std::int64_t> ready_;
  std::uint32_t stage_count_ = 1;
};

std::string ns(std::int64_t picoseconds) {
  std::string fraction = std::to_string(picoseconds % 1000);
  fraction.insert(0, 3 - fraction.size(), '0');
  return std::to_string(picoseconds / 1000) + "." + fraction + " ns";
}

void check_possible(const CombLogic& logic, const std::vector<std::int64_t>& delays, std::int64_t limit) {
  for (std::size_t i = 0; i < delays.size(); ++i) {
    if (delays[i] <= limit) continue;
    const Operation& operation = logic.operations()[i];
    throw ValueError("pipeline",
                     "the longest stage is " + ns(limit) + ", but one " + std::string(info(operation.opcode).name) +
                         " of " + std::to_string(logic.format(operation.first_result).width()) + " bits takes " +
                         ns(delays[i]) + "; allow longer stages or quantize its operands",
                     logic.location(operation));
  }
}

// The least limit that gives at most `stage_count` stages.
std::int64_t least_limit(const CombLogic& logic, const std::vector<std::int64_t>& delays, std::uint32_t stage_count) {
  std::int64_t low = 0;   // the longest operation must fit
  std::int64_t high = 0;  // everything fits into one stage
  for (const std::int64_t delay : delays) {
    low = std::max(low, delay);
    high += delay;
  }
  while (low < high) {
    const std::int64_t middle = low + (high - low) / 2;
    if (AsSoonAsPossible(logic, delays, middle).stage_count() <= stage_count) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

}  // namespace

Schedule pipeline(const CombLogic& logic, const DeviceProfile& profile, const PipelineOptions& options) {
  if ((options.longest_stage_ps > 0) == (options.stage_count > 0)) {
    throw ValueError("pipeline", "give either a longest stage or a number of stages, and greater than zero");
  }
  const std::vector<std::int64_t> delays = operation_delays(logic, profile);
  std::int64_t limit = options.longest_stage_ps;
  if (options.stage_count > 0) {
    limit = least_limit(logic, delays, options.stage_count);
  } else {
    check_possible(logic, delays, limit);
  }
  AsSoonAsPossible cut(logic, delays, limit);
  Schedule schedule;
  schedule.stage_count = std::max(cut.stage_count(), options.stage_count);
  schedule.stages = cut.take_stages();
  schedule.input_register = options.input_register;
  schedule.output_register = options.output_register;
  const std::vector<std::string> broken = violations(logic, schedule);
  if (!broken.empty()) throw InternalError("the pipeline breaks a rule: " + broken.front());
  return schedule;
}

std::vector<std::int64_t> stage_delays_ps(const CombLogic& logic, const Schedule& schedule,
                                          const DeviceProfile& profile) {
  const auto operations = logic.operations();
  std::vector<std::int64_t> ready(operations.size(), 0);
  std::vector<std::int64_t> longest(schedule.stage_count, 0);
  for (std::size_t i = 0; i < operations.size(); ++i) {
    for (const Use& use : logic.operands(operations[i])) {
      const std::size_t operand = logic.definition_index(use.value);
      if (schedule.stages[operand] == schedule.stages[i]) ready[i] = std::max(ready[i], ready[operand]);
    }
    ready[i] += cost_of(logic, operations[i], profile).delay_ps;
    longest[schedule.stages[i]] = std::max(longest[schedule.stages[i]], ready[i]);
  }
  return longest;
}

}  // namespace wirefold
