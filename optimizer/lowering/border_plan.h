// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <vector>

#include "wirefold/ir/graph.h"
#include "wirefold/optimizer/lowering/nested_sums.h"

namespace wirefold {

/// Where the terms of nested sums cross the borders of stages of so many adder levels each, so that few bits do.
///
/// The program adds its sums as early as it can. All of them may be later by what the last stage has to spare.
class BorderPlan {
 public:
  /// Of the borders that a sum spans, so many are planned; its terms from before them are added up early.
  static constexpr int kMostBorders = 8;

  BorderPlan(const CombLogic& logic, const NestedSums& sums, std::uint32_t levels_per_stage);

  /// The level at which a sum must be complete.
  std::uint32_t deadline(ValueId sum) const { return levels_[sum] + slack_; }
  /// The last border before that level; nothing in the first stage.
  std::optional<std::uint32_t> border_before(std::uint32_t level) const;
  /// Whether a value of the program may cross the border as it is.
  bool may_cross(std::uint32_t border, ValueId value) const;

 private:
  std::uint32_t levels_per_stage_;
  std::uint32_t slack_ = 0;
  std::vector<std::uint32_t> levels_;
  std::map<std::uint32_t, std::vector<ValueId>> crossing_;  // by border: what may, rising
};

/// How many values may cross a border and be added by a level, beside terms that are there after the border.
std::uint64_t slots_between(std::uint32_t border, std::uint32_t level, std::span<const std::uint32_t> later_levels);

/// The level by which so many terms can be added that are all there at a level.
std::uint32_t level_of_sum(std::uint32_t level, std::size_t terms);

}  // namespace wirefold
