// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/pipelining/minimum_registers.h"

#include <algorithm>
#include <set>
#include <utility>

#include "wirefold/ir/error.h"
#include "wirefold/optimizer/pipelining/difference_program.h"
#include "wirefold/optimizer/pipelining/least_solution.h"

namespace wirefold {
namespace {

using Variable = DifferenceProgram::Variable;

// The stage of step i is variable i + 1; the last stages of values follow.
Variable stage_of(std::size_t step) { return static_cast<Variable>(step + 1); }

class RegisterProgram {
 public:
  RegisterProgram(const StageProblem& problem, const MinimumRegistersOptions& options)
      : problem_(problem), limit_(options.longest_stage), readers_(problem.size(), kNobody) {
    for (std::size_t i = 0; i < problem_.size(); ++i) program_.add_variable();
    require_order(options.stage_count);
    count_registers();
    require_longest_paths();
  }

  // Solves until no path is too long.
  DifferenceProgram::Solution solve() {
    for (;;) {
      DifferenceProgram::Solution solution = program_.solve();
      if (!require_broken_paths(stages(solution.values))) return solution;
    }
  }

  Stages stages(const std::vector<std::int64_t>& values) const {
    Stages result;
    for (std::size_t i = 0; i < problem_.size(); ++i) result.push_back(static_cast<std::uint32_t>(values[stage_of(i)]));
    return result;
  }

  const DifferenceProgram& program() const { return program_; }

 private:
  static constexpr std::uint32_t kNobody = 0xFFFFFFFF;
  static constexpr std::uint32_t kSeveral = 0xFFFFFFFE;

  void require_order(std::uint32_t stage_count) {
    const Stages earliest = earliest_stages(problem_, limit_);
    const Stages latest = latest_stages(problem_, limit_, stage_count);
    for (std::size_t i = 0; i < problem_.size(); ++i) {
      check_internal(earliest[i] <= latest[i], "a step that fits into no stage");
      program_.require(stage_of(i), DifferenceProgram::kGround, earliest[i]);
      program_.require(DifferenceProgram::kGround, stage_of(i), -std::int64_t{latest[i]});
      for (const std::uint32_t before : problem_.follows(i)) program_.require(stage_of(i), stage_of(before), 0);
      for (const std::uint32_t read : problem_.reads(i)) {
        readers_[read] = readers_[read] == kNobody ? static_cast<std::uint32_t>(i) : kSeveral;
      }
    }
  }

  // The one of an output is known: it counts from stage 0, which moves the cost by a constant. A value that one step
  // reads lives until there, so it needs no variable for its last stage, unless it is a wire: that may be read earlier.
  void count_registers() {
    std::vector<Variable> last(problem_.size(), DifferenceProgram::kGround);
    for (std::size_t i = 0; i < problem_.size(); ++i) {
      const StageProblem::Step& step = problem_.step(i);
      if (step.is_output) {
        program_.add_cost(DifferenceProgram::kGround, stage_of(i), step.width_bits);
      } else if (step.width_bits == 0 || readers_[i] == kNobody) {
        continue;
      } else if (readers_[i] != kSeveral && !step.is_wire) {
        program_.add_cost(stage_of(readers_[i]), stage_of(i), step.width_bits);
      } else {
        last[i] = program_.add_variable();
        program_.add_cost(last[i], stage_of(i), step.width_bits);
        program_.require(last[i], stage_of(i), 0);
      }
    }
    for (std::size_t i = 0; i < problem_.size(); ++i) {
      for (const std::uint32_t read : problem_.reads(i)) {
        if (last[read] != DifferenceProgram::kGround) program_.require(last[read], stage_of(i), 0);
      }
    }
  }

  bool require_path(std::uint32_t from, std::size_t to) {
    if (!paths_.insert({from, static_cast<std::uint32_t>(to)}).second) return false;
    program_.require(stage_of(to), stage_of(from), 1);
    return true;
  }

  // Walks back from `to` by way of `before`, always to the latest arrival in `ready`, until the path is too long for a
  // stage. `stages`: the path stays in one stage; null: it may go anywhere.
  bool require_path_back(std::uint32_t before, std::size_t to, const std::vector<std::int64_t>& ready,
                         const Stages* stages) {
    std::int64_t length = problem_.step(to).delay;
    for (std::uint32_t at = before;;) {
      length += problem_.step(at).delay;
      if (length > limit_) return require_path(at, to);
      std::uint32_t next = kNobody;
      for (const std::uint32_t candidate : problem_.follows(at)) {
        if (stages != nullptr && (*stages)[candidate] != (*stages)[at]) continue;
        if (next == kNobody || ready[candidate] > ready[next]) next = candidate;
      }
      if (next == kNobody) return false;
      at = next;
    }
  }

  // To begin with, one path to each step, the longest one: nearly all that will be needed.
  void require_longest_paths() {
    const std::vector<std::int64_t> ready = arrivals(problem_, Stages(problem_.size(), 0));
    for (std::size_t i = 0; i < problem_.size(); ++i) {
      if (ready[i] <= limit_ || problem_.step(i).delay == 0) continue;
      const auto before = problem_.follows(i);
      const auto later = [&](std::uint32_t a, std::uint32_t b) { return ready[a] < ready[b]; };
      if (!before.empty()) require_path_back(*std::max_element(before.begin(), before.end(), later), i, ready, nullptr);
    }
  }

  // Of the paths that are too long for a stage, those to the steps at which they become so. True if there are any.
  bool require_broken_paths(const Stages& stages) {
    const std::vector<std::int64_t> ready = arrivals(problem_, stages);
    bool is_broken = false;
    for (std::size_t i = 0; i < problem_.size(); ++i) {
      if (ready[i] <= limit_) continue;
      bool becomes_so = true;
      for (const std::uint32_t before : problem_.follows(i)) {
        if (stages[before] == stages[i] && ready[before] > limit_) becomes_so = false;
      }
      if (!becomes_so) continue;
      for (const std::uint32_t before : problem_.follows(i)) {
        if (stages[before] == stages[i] && require_path_back(before, i, ready, &stages)) is_broken = true;
      }
      check_internal(is_broken, "a path is too long although it was required not to be");
    }
    return is_broken;
  }

  const StageProblem& problem_;
  const std::int64_t limit_;
  DifferenceProgram program_;
  std::vector<std::uint32_t> readers_;  // the one reader of each value
  std::set<std::pair<std::uint32_t, std::uint32_t>> paths_;
};

}  // namespace

MinimumRegisters minimum_registers(const StageProblem& problem, const MinimumRegistersOptions& options) {
  RegisterProgram program(problem, options);
  const DifferenceProgram::Solution optimum = program.solve();
  MinimumRegisters result;
  result.stages = program.stages(optimum.values);
  result.bits_between_stages = bits_between_stages(problem, result.stages, options.stage_count);

  // Among the cuts with as few bits, the least limit by bisection.
  LeastSolution least(problem, program.program(), optimum.binds);
  std::int64_t low = 0;
  for (std::size_t i = 0; i < problem.size(); ++i) low = std::max(low, problem.step(i).delay);
  std::int64_t high = longest_stage(problem, result.stages);
  check_internal(least.tighten(high), "the optimum is none");
  while (low < high) {
    const std::int64_t middle = low + (high - low) / 2;
    if (least.tighten(middle)) {
      high = longest_stage(problem, least.stages());
    } else {
      low = middle + 1;
    }
  }
  result.stages = least.stages();
  check_internal(bits_between_stages(problem, result.stages, options.stage_count) == result.bits_between_stages,
                 "a cut of the optimal face is not optimal");
  result.longest_stage = high;
  return result;
}

}  // namespace wirefold
