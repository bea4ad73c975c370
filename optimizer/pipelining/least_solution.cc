// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/pipelining/least_solution.h"

#include <algorithm>

namespace wirefold {

LeastSolution::LeastSolution(const StageProblem& problem, const DifferenceProgram& program,
                             const std::vector<bool>& binds)
    : problem_(problem),
      first_push_(program.variable_count() + 1, 0),
      values_(program.variable_count(), 0),
      is_open_(values_.size(), false) {
  const auto requirements = program.requirements();
  const auto for_each_push = [&](const auto& visit) {
    for (std::size_t i = 0; i < requirements.size(); ++i) {
      const DifferenceProgram::Requirement& requirement = requirements[i];
      visit(requirement.earlier, Push{requirement.later, requirement.least});
      if (binds[i]) visit(requirement.later, Push{requirement.earlier, -requirement.least});
    }
  };
  for_each_push([&](Variable source, const Push&) { ++first_push_[source + 1]; });
  for (std::size_t i = 1; i < first_push_.size(); ++i) first_push_[i] += first_push_[i - 1];
  pushes_.resize(first_push_.back());
  std::vector<std::size_t> next(first_push_.begin(), first_push_.end() - 1);
  for_each_push([&](Variable source, const Push& push) { pushes_[next[source]++] = push; });
  // The bounds first, from the ground: they spare most of the small steps upwards.
  for (std::size_t i = 0; i < values_.size(); ++i) {
    is_open_[i] = true;
    open_.push_back(static_cast<Variable>(i));
  }
}

bool LeastSolution::tighten(std::int64_t limit) {
  const std::vector<std::int64_t> before = values_;
  do {
    if (!propagate()) {
      values_ = before;
      for (const Variable variable : open_) is_open_[variable] = false;
      open_.clear();
      return false;
    }
  } while (raise_late_steps(limit));
  return true;
}

Stages LeastSolution::stages() const {
  Stages stages;
  for (std::size_t i = 0; i < problem_.size(); ++i) stages.push_back(static_cast<std::uint32_t>(values_[i + 1]));
  return stages;
}

// False if the ground would have to rise: there is no solution.
bool LeastSolution::propagate() {
  while (!open_.empty()) {
    const Variable source = open_.front();
    open_.pop_front();
    is_open_[source] = false;
    for (std::size_t i = first_push_[source]; i < first_push_[source + 1]; ++i) {
      const Push& push = pushes_[i];
      const std::int64_t least_value = values_[source] + push.distance;
      if (values_[push.target] >= least_value) continue;
      if (push.target == DifferenceProgram::kGround) return false;
      raise(push.target, least_value);
    }
  }
  return true;
}

void LeastSolution::raise(Variable variable, std::int64_t value) {
  values_[variable] = value;
  if (is_open_[variable]) return;
  is_open_[variable] = true;
  open_.push_back(variable);
}

// A step that ends too late has to move on: all that is before it in its stage is there at the least already.
bool LeastSolution::raise_late_steps(std::int64_t limit) {
  bool is_raised = false;
  std::vector<std::int64_t> ready(problem_.size(), 0);
  for (std::size_t i = 0; i < ready.size(); ++i) {
    const auto variable = static_cast<Variable>(i + 1);
    const std::int64_t delay = problem_.step(i).delay;
    const auto follows = problem_.follows(i);
    for (const std::uint32_t before : follows) {
      if (values_[before + 1] > values_[variable]) raise(variable, values_[before + 1]);
    }
    for (const std::uint32_t before : follows) {
      if (values_[before + 1] == values_[variable]) ready[i] = std::max(ready[i], ready[before]);
    }
    ready[i] += delay;
    if (ready[i] <= limit) continue;
    raise(variable, values_[variable] + 1);
    ready[i] = delay;
    is_raised = true;
  }
  return is_raised;
}

}  // namespace wirefold
