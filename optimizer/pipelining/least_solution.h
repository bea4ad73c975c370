// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <vector>

#include "wirefold/optimizer/pipelining/difference_program.h"
#include "wirefold/optimizer/pipelining/stage_problem.h"

namespace wirefold {

/// The least optimal solution of a program over differences whose variables 1.. are the stages of a problem's steps.
///
/// Solutions of difference requirements form a lattice, so there is one with every variable at its least. It is found
/// by raising variables as far as the requirements force them to, with the ones that bind read both ways.
class LeastSolution {
 public:
  LeastSolution(const StageProblem& problem, const DifferenceProgram& program, const std::vector<bool>& binds);

  /// Moves on to the least solution in which no stage is longer than `limit`, which is no larger than at the last
  /// success. False, and nothing has changed, if there is none.
  bool tighten(std::int64_t limit);

  Stages stages() const;

 private:
  using Variable = DifferenceProgram::Variable;
  struct Push {
    Variable target;
    std::int64_t distance;
  };

  bool propagate();
  void raise(Variable variable, std::int64_t value);
  bool raise_late_steps(std::int64_t limit);

  const StageProblem& problem_;
  std::vector<std::size_t> first_push_;  // by source
  std::vector<Push> pushes_;
  std::vector<std::int64_t> values_;
  std::vector<bool> is_open_;
  std::deque<Variable> open_;
};

}  // namespace wirefold
