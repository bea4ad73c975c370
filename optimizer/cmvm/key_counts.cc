// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/cmvm/key_counts.h"

#include <algorithm>

namespace wirefold::cmvm {

void KeyCounts::add(std::uint64_t key) {
  std::size_t i = slot_of(key);
  if (slots_[i] == 0) {
    if (3 * (used_ + 1) > 2 * slots_.size()) {
      rebuild();
      i = slot_of(key);
    }
    ++used_;
    slots_[i] = tag(key);
  }
  ++slots_[i];
}

void KeyCounts::clear() {
  std::fill(slots_.begin(), slots_.end(), 0);
  used_ = 0;
}

void KeyCounts::remove(std::uint64_t key) {
  std::uint64_t& slot = slots_[slot_of(key)];
  if ((slot & kCountMask) != 0) --slot;
}

// Drops keys of count 0. The memory at least doubles unless most keys are dropped.
void KeyCounts::rebuild() {
  std::size_t live = 0;
  for (const std::uint64_t slot : slots_) live += (slot & kCountMask) != 0 ? 1U : 0U;
  std::size_t size = slots_.size();
  while (size < 4 * live) size *= 2;
  std::vector<std::uint64_t> old(size, 0);
  old.swap(slots_);
  used_ = live;
  for (const std::uint64_t slot : old) {
    if ((slot & kCountMask) == 0) continue;
    std::size_t i = home_of_tag(slot & ~kCountMask);
    while (slots_[i] != 0) i = (i + 1) & (slots_.size() - 1);
    slots_[i] = slot;
  }
}

}  // namespace wirefold::cmvm
