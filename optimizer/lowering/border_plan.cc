// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/lowering/border_plan.h"

#include <algorithm>

#include "wirefold/optimizer/lowering/value_levels.h"

namespace wirefold {
namespace {

constexpr std::uint32_t kMostLevels = 40;  // of a sum: more terms than there are

}  // namespace

std::uint64_t slots_between(std::uint32_t border, std::uint32_t level, std::span<const std::uint32_t> later_levels) {
  std::uint64_t slots = std::uint64_t{1} << std::min(level - border, kMostLevels);
  for (const std::uint32_t later : later_levels) {
    slots -= std::min(slots, std::uint64_t{1} << std::min(later - border, kMostLevels));
  }
  return slots;
}

BorderPlan::BorderPlan(const CombLogic& logic, const NestedSums& sums, std::uint32_t levels_per_stage)
    : levels_per_stage_(levels_per_stage), levels_(value_levels(logic)) {
  std::uint32_t depth = 0;
  for (const NamedTensor& output : logic.outputs()) {
    for (const Use& use : output.elements) depth = std::max(depth, levels_[use.value]);
  }
  slack_ = (levels_per_stage - depth % levels_per_stage) % levels_per_stage;
  std::vector<std::uint32_t> width_bits(logic.value_count());
  for (ValueId value = 0; value < logic.value_count(); ++value) {
    const bool is_number = logic.interval(value).is_point();
    width_bits[value] = is_number ? 0 : static_cast<std::uint32_t>(logic.format(value).width());
  }
  std::map<std::uint32_t, std::vector<CrossingSum>> crossing;  // by border
  const auto operations = logic.operations();
  for (std::size_t place = 0; place < operations.size(); ++place) {
    if (!sums.is_outer(place)) continue;
    const ValueId result = operations[place].first_result;
    const std::vector<Use> terms = sums.terms(operations[place]);
    for (auto border = border_before(deadline(result)); border; border = border_before(*border)) {
      CrossingSum sum;
      std::vector<std::uint32_t> later;
      for (const Use& term : terms) {
        const std::uint32_t level = levels_[term.value];
        if (level > *border) {
          later.push_back(level);
        } else {
          sum.terms.push_back({term.value, *border - level});
          sum.sum_bits = std::max(sum.sum_bits, width_bits[term.value] + 2);
        }
      }
      if (sum.terms.size() < 2) break;
      sum.slots = slots_between(*border, deadline(result), later);
      crossing[*border].push_back(std::move(sum));
    }
  }
  for (std::uint32_t border = levels_per_stage; border < depth + slack_; border += levels_per_stage) {
    may_cross_[border] = values_that_cross(crossing[border], width_bits);
  }
}

std::optional<std::uint32_t> BorderPlan::border_before(std::uint32_t level) const {
  if (level <= levels_per_stage_) return std::nullopt;
  return (level - 1) / levels_per_stage_ * levels_per_stage_;
}

}  // namespace wirefold
