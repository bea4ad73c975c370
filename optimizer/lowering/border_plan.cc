// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/lowering/border_plan.h"

#include <algorithm>
#include <bit>
#include <unordered_map>

#include "wirefold/optimizer/lowering/crossing_terms.h"
#include "wirefold/optimizer/lowering/value_levels.h"

namespace wirefold {
namespace {

constexpr std::uint32_t kMostLevels = 40;  // of a sum: more terms than there are

// The sums that are complete after a border, with the values of their terms numbered as they come.
struct Border {
  std::vector<CrossingSum> sums;
  std::vector<ValueId> values;
  std::unordered_map<ValueId, std::size_t> numbers;

  std::size_t number_of(ValueId value) {
    const auto [known, is_new] = numbers.emplace(value, values.size());
    if (is_new) values.push_back(value);
    return known->second;
  }
};

// A number is in no register.
std::uint32_t register_bits_of(const CombLogic& logic, ValueId value) {
  return logic.interval(value).is_point() ? 0 : static_cast<std::uint32_t>(logic.format(value).width());
}

std::vector<ValueId> crossing_values(const CombLogic& logic, const Border& border) {
  std::vector<std::uint32_t> width_bits;
  for (const ValueId value : border.values) width_bits.push_back(register_bits_of(logic, value));
  const MayCross may_cross = values_that_cross(border.sums, width_bits);
  std::vector<ValueId> crossing;
  for (std::size_t i = 0; i < border.values.size(); ++i) {
    if (may_cross[i]) crossing.push_back(border.values[i]);
  }
  std::sort(crossing.begin(), crossing.end());
  return crossing;
}

}  // namespace

std::uint64_t slots_between(std::uint32_t border, std::uint32_t level, std::span<const std::uint32_t> later_levels) {
  std::uint64_t slots = std::uint64_t{1} << std::min(level - border, kMostLevels);
  for (const std::uint32_t later : later_levels) {
    slots -= std::min(slots, std::uint64_t{1} << std::min(later - border, kMostLevels));
  }
  return slots;
}

std::uint32_t level_of_sum(std::uint32_t level, std::size_t terms) {
  return level + static_cast<std::uint32_t>(std::bit_width(terms - 1));
}

BorderPlan::BorderPlan(const CombLogic& logic, const NestedSums& sums, std::uint32_t levels_per_stage)
    : levels_per_stage_(levels_per_stage), levels_(value_levels(logic)) {
  const std::uint32_t depth = levels_.empty() ? 0 : *std::max_element(levels_.begin(), levels_.end());
  slack_ = (levels_per_stage - depth % levels_per_stage) % levels_per_stage;
  std::map<std::uint32_t, Border> borders;
  // Adds the sum to the border before `deadline`. The level at which what is there before can be complete; nothing
  // where that is no sum.
  const auto add_crossing = [&](const std::vector<Use>& terms, std::uint32_t deadline) -> std::optional<std::uint32_t> {
    const auto at = border_before(deadline);
    if (!at) return std::nullopt;
    Border& border = borders[*at];
    CrossingSum sum;
    std::vector<std::uint32_t> later_levels;
    std::uint32_t latest = 0;
    for (const Use& term : terms) {
      const std::uint32_t level = levels_[term.value];
      if (level > *at) {
        later_levels.push_back(level);
        continue;
      }
      latest = std::max(latest, level);
      sum.terms.push_back({border.number_of(term.value), *at - level});
      // Two terms of one width add up to one or two bits more.
      sum.sum_bits = std::max(sum.sum_bits, register_bits_of(logic, term.value) + 2);
    }
    if (sum.terms.size() < 2) return std::nullopt;
    sum.slots = slots_between(*at, deadline, later_levels);
    const std::uint32_t complete = level_of_sum(latest, sum.terms.size());
    border.sums.push_back(std::move(sum));
    return std::min(*at, complete);
  };
  for (std::size_t place = 0; place < logic.operations().size(); ++place) {
    if (!sums.is_outer(place)) continue;
    const Operation& sum = logic.operations()[place];
    const std::vector<Use> terms = sums.terms(sum);
    std::optional<std::uint32_t> due = deadline(sum.first_result);
    for (int count = 0; due && count < kMostBorders; ++count) due = add_crossing(terms, *due);
  }
  for (const auto& [at, border] : borders) crossing_[at] = crossing_values(logic, border);
}

std::optional<std::uint32_t> BorderPlan::border_before(std::uint32_t level) const {
  if (level <= levels_per_stage_) return std::nullopt;
  return (level - 1) / levels_per_stage_ * levels_per_stage_;
}

bool BorderPlan::may_cross(std::uint32_t border, ValueId value) const {
  const auto found = crossing_.find(border);
  return found != crossing_.end() && std::binary_search(found->second.begin(), found->second.end(), value);
}

}  // namespace wirefold
