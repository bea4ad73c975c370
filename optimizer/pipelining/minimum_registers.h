// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "wirefold/optimizer/pipelining/stage_problem.h"

namespace wirefold {

/// What is asked of a cut with the fewest register bits.
struct MinimumRegistersOptions {
  std::uint32_t stage_count = 1;
  std::int64_t longest_stage = kNoLimit;  ///< `stage_count` stages of this length must suffice
};

struct MinimumRegisters {
  Stages stages;
  std::uint64_t bits_between_stages = 0;  ///< the fewest there are
  std::int64_t longest_stage = 0;         ///< the least there is with as few bits
};

/// The cut with the fewest register bits; among those the one with the shortest longest stage; among those the one that
/// has every step as early as possible. That is one cut, so the result depends on nothing but the problem.
///
/// Stage s(v) of step v and last stage l(v) of its value with w(v) bits are the solution of
///
///   minimise  sum of w(v) (l(v) - s(v))
///   where     s(y) >= s(x)      for y after x
///             l(x) >= s(y)      for y that reads x
///             s(y) >= s(x) + 1  for every path from x to y that is longer than a stage may be
///             0 <= s(v) < stages, inputs at 0, l(v) = stages - 1 for outputs,
///
/// a program over differences, so its dual is a minimum-cost flow and its solutions are integers (Leiserson and Saxe,
/// 1991). The paths are far too many to list, so they come as they are broken: solve without, add the paths that are
/// too long in the solution, solve again. Every such program is a relaxation of the full one, so the first solution
/// that breaks no path is optimal for the full one.
MinimumRegisters minimum_registers(const StageProblem& problem, const MinimumRegistersOptions& options);

}  // namespace wirefold
