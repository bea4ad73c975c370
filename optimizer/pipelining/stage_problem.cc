// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/pipelining/stage_problem.h"

#include <algorithm>

#include "wirefold/ir/error.h"
#include "wirefold/optimizer/cost/operation_cost.h"

namespace wirefold {
namespace {

// A wire that joins more than this many values is a step like any other: its readers would follow each of them.
constexpr std::size_t kMostFollowed = 8;

// One sweep in the order of the program: the earliest stage of each step and when it is ready in it.
template <class Visit>
void sweep_early(const StageProblem& problem, std::int64_t limit, const Visit& visit) {
  Stages stages(problem.size(), 0);
  std::vector<std::int64_t> ready(problem.size(), 0);
  for (std::size_t i = 0; i < problem.size(); ++i) {
    for (const std::uint32_t before : problem.follows(i)) {
      if (stages[before] > stages[i]) {
        stages[i] = stages[before];
        ready[i] = 0;
      }
      if (stages[before] == stages[i]) ready[i] = std::max(ready[i], ready[before]);
    }
    ready[i] += problem.step(i).delay;
    if (ready[i] > limit) {
      ++stages[i];
      ready[i] = problem.step(i).delay;
    }
    visit(stages[i]);
  }
}

}  // namespace

std::uint32_t StageProblem::add(const Step& step, std::span<const std::uint32_t> reads) {
  check_internal(!step.is_wire || step.delay == 0, "a wire that takes time");
  std::vector<std::uint32_t> distinct(reads.begin(), reads.end());
  std::sort(distinct.begin(), distinct.end());
  distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
  reads_.insert(reads_.end(), distinct.begin(), distinct.end());
  first_read_.push_back(reads_.size());
  std::vector<std::uint32_t> before;
  for (const std::uint32_t read : distinct) {
    check_internal(read < steps_.size(), "a step that reads a later one");
    if (!steps_[read].is_wire) {
      before.push_back(read);
    } else {
      before.insert(before.end(), follows(read).begin(), follows(read).end());
    }
  }
  std::sort(before.begin(), before.end());
  before.erase(std::unique(before.begin(), before.end()), before.end());
  follows_.insert(follows_.end(), before.begin(), before.end());
  first_follow_.push_back(follows_.size());
  steps_.push_back(step);
  steps_.back().is_wire = step.is_wire && before.size() <= kMostFollowed;
  return static_cast<std::uint32_t>(steps_.size() - 1);
}

StageProblem stage_problem(const CombLogic& logic, std::span<const std::int64_t> delays, bool repeats_wires) {
  const auto is_constant = [&](ValueId value) {
    return logic.definition(value).opcode == Opcode::kConstant || logic.interval(value).is_point();
  };
  std::vector<bool> is_output(logic.operations().size(), false);
  for (const NamedTensor& output : logic.outputs()) {
    for (const Use& use : output.elements) is_output[logic.definition_index(use.value)] = true;
  }
  StageProblem problem;
  std::vector<std::uint32_t> reads;
  for (std::size_t i = 0; i < logic.operations().size(); ++i) {
    const Operation& operation = logic.operations()[i];
    check_internal(operation.result_count == 1, "a program that is not lowered has no stages");
    reads.clear();
    for (const Use& use : logic.operands(operation)) {
      if (!is_constant(use.value)) reads.push_back(static_cast<std::uint32_t>(logic.definition_index(use.value)));
    }
    StageProblem::Step step{.delay = delays[i], .is_input = operation.opcode == Opcode::kInput};
    if (!is_constant(operation.first_result)) {
      step.width_bits = static_cast<std::uint32_t>(std::max(logic.format(operation.first_result).width(), 0));
      step.is_output = is_output[i];
      step.is_wire = repeats_wires && delays[i] == 0 && is_wires(logic, operation);
    }
    problem.add(step, reads);
  }
  return problem;
}

Stages earliest_stages(const StageProblem& problem, std::int64_t limit) {
  Stages stages;
  stages.reserve(problem.size());
  sweep_early(problem, limit, [&](std::uint32_t stage) { stages.push_back(stage); });
  return stages;
}

Stages latest_stages(const StageProblem& problem, std::int64_t limit, std::uint32_t stage_count) {
  Stages stages(problem.size(), stage_count - 1);
  std::vector<std::int64_t> tail(problem.size(), 0);  // of what follows in the same stage
  for (std::size_t i = problem.size(); i-- > 0;) {
    const std::int64_t delay = problem.step(i).delay;
    tail[i] += delay;
    if (tail[i] > limit) {
      check_internal(stages[i] > 0, "more stages are needed than there are");
      --stages[i];
      tail[i] = delay;
    }
    if (problem.step(i).is_input) stages[i] = 0;
    for (const std::uint32_t before : problem.follows(i)) {
      if (stages[i] < stages[before]) {
        stages[before] = stages[i];
        tail[before] = 0;
      }
      if (stages[i] == stages[before]) tail[before] = std::max(tail[before], tail[i]);
    }
  }
  return stages;
}

std::uint32_t least_stage_count(const StageProblem& problem, std::int64_t limit) {
  std::uint32_t count = 1;
  sweep_early(problem, limit, [&](std::uint32_t stage) { count = std::max(count, stage + 1); });
  return count;
}

std::int64_t least_limit(const StageProblem& problem, std::uint32_t stage_count) {
  std::int64_t low = 0;  // the longest step must fit
  for (std::size_t i = 0; i < problem.size(); ++i) low = std::max(low, problem.step(i).delay);
  std::int64_t high = longest_stage(problem, Stages(problem.size(), 0));  // everything fits into one stage
  while (low < high) {
    const std::int64_t middle = low + (high - low) / 2;
    if (least_stage_count(problem, middle) <= stage_count) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

std::vector<std::int64_t> arrivals(const StageProblem& problem, const Stages& stages) {
  std::vector<std::int64_t> ready(problem.size(), 0);
  for (std::size_t i = 0; i < problem.size(); ++i) {
    for (const std::uint32_t before : problem.follows(i)) {
      if (stages[before] == stages[i]) ready[i] = std::max(ready[i], ready[before]);
    }
    ready[i] += problem.step(i).delay;
  }
  return ready;
}

std::int64_t longest_stage(const StageProblem& problem, const Stages& stages) {
  std::int64_t longest = 0;
  for (const std::int64_t arrival : arrivals(problem, stages)) longest = std::max(longest, arrival);
  return longest;
}

std::uint64_t bits_between_stages(const StageProblem& problem, const Stages& stages, std::uint32_t stage_count) {
  Stages last = stages;
  for (std::size_t i = 0; i < problem.size(); ++i) {
    if (problem.step(i).is_output) last[i] = stage_count - 1;
    for (const std::uint32_t read : problem.reads(i)) last[read] = std::max(last[read], stages[i]);
  }
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < problem.size(); ++i) {
    bits += std::uint64_t{problem.step(i).width_bits} * (last[i] - stages[i]);
  }
  return bits;
}

}  // namespace wirefold
