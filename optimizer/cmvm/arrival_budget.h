// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace wirefold::cmvm {

/// Tells whether values can be added up by a deadline, in adder levels.
///
/// Values that arrive at times t can be added up by time D exactly if the sum of 2^t is at most 2^D: an addition turns
/// two values into one of twice the later's share (Kraft's inequality for binary trees). Shares are in units of
/// 2^(D - 40). What arrives earlier than that counts as one unit, which errs on the safe side.
class ArrivalBudget {
 public:
  static constexpr std::uint32_t kNever = 0xFFFFFFFF;  ///< no deadline: everything fits
  static constexpr std::uint64_t kTotal = std::uint64_t{1} << 40;

  explicit ArrivalBudget(std::uint32_t deadline = kNever) : deadline_(deadline) {}

  std::uint32_t deadline() const { return deadline_; }
  /// The part of kTotal that a value takes; more than all if it comes after the deadline.
  std::uint64_t share(std::uint32_t arrival) const {
    if (arrival > deadline_) return 2 * kTotal;
    return deadline_ - arrival >= 40 ? 1 : kTotal >> (deadline_ - arrival);
  }

 private:
  std::uint32_t deadline_;
};

}  // namespace wirefold::cmvm
