// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace wirefold::cmvm {

/// How long to search. All but `in_seconds` are budgets in search steps: the same result on every machine and for any
/// number of threads. A step is a pair of digits or of values looked at, some 20 to 50 ns.
struct Effort {
  enum class Kind { kFast, kDefault, kMax, kSteps, kSeconds };
  Kind kind = Kind::kDefault;
  std::uint64_t steps = 0;
  double seconds = 0;

  /// One pass, and a second one over a decomposition that promises much.
  static Effort fast() { return {Kind::kFast, 0, 0}; }
  /// A hundred times the steps of the default effort.
  static Effort max() { return {Kind::kMax, 0, 0}; }
  static Effort in_steps(std::uint64_t steps) { return {Kind::kSteps, steps, 0}; }
  /// Wall-clock time. `Solution::steps` tells the budget that repeats the result with `in_steps`.
  static Effort in_seconds(double seconds) { return {Kind::kSeconds, 0, seconds}; }
};

}  // namespace wirefold::cmvm
