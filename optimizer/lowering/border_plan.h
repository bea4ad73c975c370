// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "wirefold/ir/graph.h"
#include "wirefold/optimizer/lowering/crossing_terms.h"
#include "wirefold/optimizer/lowering/nested_sums.h"

namespace wirefold {

/// Where the terms of nested sums cross the borders of stages of so many adder levels each, so that few bits do.
///
/// The program adds its sums as early as it can. All of them may be later by what the last stage has to spare.
class BorderPlan {
 public:
  BorderPlan(const CombLogic& logic, const NestedSums& sums, std::uint32_t levels_per_stage);

  /// The level at which a sum must be complete.
  std::uint32_t deadline(ValueId sum) const { return levels_[sum] + slack_; }
  /// The last border before that level; nothing in the first stage.
  std::optional<std::uint32_t> border_before(std::uint32_t level) const;
  /// Which values of the program may cross the border as they are.
  const MayCross& may_cross(std::uint32_t border) const { return may_cross_.at(border); }

 private:
  std::uint32_t levels_per_stage_;
  std::uint32_t slack_ = 0;
  std::vector<std::uint32_t> levels_;
  std::map<std::uint32_t, MayCross> may_cross_;  // by border
};

/// How many values may cross a border and be added by a level, beside terms that are there after the border.
std::uint64_t slots_between(std::uint32_t border, std::uint32_t level, std::span<const std::uint32_t> later_levels);

}  // namespace wirefold
