// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/cmvm/pattern_table.h"

namespace wirefold::cmvm {

void PatternTable::set(const Entry& entry) {
  if (2 * (used_ + 1) > entries_.size()) grow();
  Entry& place = entries_[slot_of(entry.key)];
  if (place.key == 0) ++used_;
  place = entry;
}

// Moves later entries of the same run up, so that a search never meets a gap before what it seeks.
void PatternTable::erase(Entry* entry) {
  const std::size_t mask = entries_.size() - 1;
  auto gap = static_cast<std::size_t>(entry - entries_.data());
  for (std::size_t i = (gap + 1) & mask; entries_[i].key != 0; i = (i + 1) & mask) {
    const std::size_t home = hash_slot(entries_[i].key, entries_.size());
    if (((i - home) & mask) < ((i - gap) & mask)) continue;
    entries_[gap] = entries_[i];
    gap = i;
  }
  entries_[gap] = {};
  --used_;
}

void PatternTable::grow() {
  std::vector<Entry> old(2 * entries_.size());
  old.swap(entries_);
  for (const Entry& entry : old) {
    if (entry.key != 0) entries_[slot_of(entry.key)] = entry;
  }
}

void PatternCounter::insert(std::size_t slot, std::uint64_t key) {
  if (2 * (used_.size() + 1) > slots_.size()) {
    grow();
    slot = slot_of(key);
  }
  slots_[slot] = {key, 1};
  used_.push_back(static_cast<std::uint32_t>(slot));
}

void PatternCounter::grow() {
  std::vector<Entry> old(2 * slots_.size());
  old.swap(slots_);
  for (std::uint32_t& slot : used_) {
    const Entry& entry = old[slot];
    slot = static_cast<std::uint32_t>(slot_of(entry.key));
    slots_[slot] = entry;
  }
}

void PatternCounter::drain(std::vector<Entry>& result) {
  result.clear();
  for (const std::uint32_t slot : used_) {
    if (slots_[slot].count >= 2) result.push_back(slots_[slot]);
    slots_[slot] = {};
  }
  used_.clear();
}

}  // namespace wirefold::cmvm
