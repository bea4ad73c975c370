// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/cmvm/value_reach.h"

namespace wirefold::cmvm {

void ValueReach::settle(std::uint32_t slot, std::uint32_t level) {
  values_[slot].level = level;
  if (waiting_.size() <= level) waiting_.resize(level + 1);
  waiting_[level].push_back(slot);
}

bool ValueReach::reach_all(std::uint32_t without) {
  values_.assign(set_.capacity(), {});
  order_.clear();
  for (std::vector<std::uint32_t>& slots : waiting_) slots.clear();
  std::size_t alive = 0;
  for (std::uint32_t slot = 0; slot < set_.capacity(); ++slot) {
    if (!set_[slot].is_alive || slot == without) continue;
    ++alive;
    if (set_[slot].is_base) settle(slot, times_[slot]);
  }
  for (std::uint32_t level = 0; level < waiting_.size(); ++level) {
    for (std::size_t i = 0; i < waiting_[level].size(); ++i) {
      const std::uint32_t slot = waiting_[level][i];
      values_[slot].rank = static_cast<std::uint32_t>(order_.size());
      order_.push_back(slot);
      derive_from(slot, without);
    }
  }
  set_.spend(alive);
  return order_.size() == alive;
}

// Settles what a value and those before it make.
void ValueReach::derive_from(std::uint32_t slot, std::uint32_t without) {
  const std::uint32_t level = values_[slot].level + 1;
  for (const std::uint32_t id : set_.relations_of(slot)) {
    std::uint32_t missing = kNone;
    int count = 0;
    for (const std::uint32_t value : set_.relation(id).value) {
      if (values_[value].rank != kNever) continue;
      missing = value;
      ++count;
    }
    if (count != 1 || missing == without || is_reached(missing)) continue;
    if (set_[missing].is_target && level > times_[missing]) continue;
    settle(missing, level);
  }
}

}  // namespace wirefold::cmvm
