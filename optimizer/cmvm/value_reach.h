// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "wirefold/optimizer/cmvm/value_set.h"

namespace wirefold::cmvm {

/// Which values of a set can be made from its bases, and how soon.
class ValueReach {
 public:
  static constexpr std::uint32_t kNever = 0xFFFFFFFF;
  static constexpr std::uint32_t kNone = ValueSet::kNone;

  /// `times`, by slot: of a base, when it is there; of a target, when it must be there. Both outlive this.
  ValueReach(const ValueSet& set, const std::vector<std::uint32_t>& times) : set_(set), times_(times) {}

  /// Level by level, so that every value gets its least depth. Whether all values but one are reached in time.
  bool reach_all(std::uint32_t without);

  bool is_reached(std::uint32_t slot) const { return slot < values_.size() && values_[slot].level != kNever; }
  /// Adder levels until it is there.
  std::uint32_t level(std::uint32_t slot) const { return values_[slot].level; }
  /// The place in `order`.
  std::uint32_t rank(std::uint32_t slot) const { return values_[slot].rank; }
  /// Slots in the order in which they were reached.
  const std::vector<std::uint32_t>& order() const { return order_; }

 private:
  struct Reached {
    std::uint32_t level = kNever;
    std::uint32_t rank = kNever;
  };

  void settle(std::uint32_t slot, std::uint32_t level);
  void derive_from(std::uint32_t slot, std::uint32_t without);

  const ValueSet& set_;
  const std::vector<std::uint32_t>& times_;
  std::vector<Reached> values_;  // by slot
  std::vector<std::uint32_t> order_;
  std::vector<std::vector<std::uint32_t>> waiting_;  // slots by level
};

}  // namespace wirefold::cmvm
