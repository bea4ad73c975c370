// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace wirefold::cmvm {

/// The two-term pattern first +- second * 2^shift.
///
/// `first` <= `second` are nodes; where they are the same one the shift is positive.
struct Pattern {
  static constexpr unsigned kNodeBits = 21;
  static constexpr unsigned kShiftBits = 21;
  static constexpr std::uint32_t kNodeLimit = 1U << kNodeBits;        ///< nodes are below this
  static constexpr std::int32_t kShiftLimit = 1 << (kShiftBits - 1);  ///< magnitudes of shifts are below this

  std::uint32_t first = 0;
  std::uint32_t second = 0;
  std::int32_t shift = 0;
  bool is_difference = false;

  /// The pattern in one word, which is never 0: younger nodes have larger keys.
  std::uint64_t key() const {
    const auto biased_shift = static_cast<std::uint64_t>(shift + kShiftLimit);
    const std::uint64_t nodes = std::uint64_t{second} << kNodeBits | first;
    return (nodes << kShiftBits | biased_shift) << 1 | (is_difference ? 1U : 0U);
  }
  static Pattern of_key(std::uint64_t key) {
    const auto node = [key](unsigned at) { return static_cast<std::uint32_t>(key >> at) & (kNodeLimit - 1); };
    const auto biased_shift = static_cast<std::int32_t>(key >> 1 & ((1U << kShiftBits) - 1));
    return {node(1 + kShiftBits), node(1 + kShiftBits + kNodeBits), biased_shift - kShiftLimit, (key & 1) != 0};
  }

  friend bool operator==(const Pattern&, const Pattern&) = default;
};

/// Where a key belongs in an open hash table: the high bits of the product depend on all bits of the key.
inline std::size_t hash_slot(std::uint64_t key, std::size_t table_size) {
  constexpr std::uint64_t kMultiplier = 0x9E3779B97F4A7C15ULL;  // 2^64 / golden ratio
  return static_cast<std::size_t>(key * kMultiplier >> (64 - std::countr_zero(table_size)));
}

/// The patterns that occur at least twice, by key. Open addressing over flat memory.
class PatternTable {
 public:
  struct Entry {
    std::uint64_t key = 0;  // 0: free
    std::uint32_t count = 0;
    std::uint32_t weight = 0;
  };

  PatternTable() : entries_(kInitialSize) {}

  /// The entry of a pattern; null if it is not in the table.
  const Entry* find(std::uint64_t key) const {
    const Entry& entry = entries_[slot_of(key)];
    return entry.key == key ? &entry : nullptr;
  }
  Entry* find(std::uint64_t key) {
    Entry& entry = entries_[slot_of(key)];
    return entry.key == key ? &entry : nullptr;
  }
  /// Asks for the memory of a pattern ahead of its use.
  void prefetch(std::uint64_t key) const { __builtin_prefetch(&entries_[hash_slot(key, entries_.size())]); }
  /// Inserts or replaces an entry. Entries move: pointers from `find` are dead after it.
  void set(const Entry& entry);
  void erase(Entry* entry);
  /// Takes away one occurrence; of a pattern that is not in the table there is none to take.
  void decrement(std::uint64_t key) {
    Entry* entry = find(key);
    if (entry != nullptr && --entry->count < 2) erase(entry);
  }

 private:
  static constexpr std::size_t kInitialSize = 1024;

  // Where the pattern is, or the free slot where it would be.
  std::size_t slot_of(std::uint64_t key) const {
    std::size_t i = hash_slot(key, entries_.size());
    while (entries_[i].key != key && entries_[i].key != 0) i = (i + 1) & (entries_.size() - 1);
    return i;
  }
  void grow();

  std::vector<Entry> entries_;
  std::size_t used_ = 0;
};

/// Counts the patterns of one node while its digits are put in.
class PatternCounter {
 public:
  struct Entry {
    std::uint64_t key = 0;  // 0: free
    std::uint32_t count = 0;
  };

  PatternCounter() : slots_(kInitialSize) {}

  void increment(std::uint64_t key) {
    const std::size_t slot = slot_of(key);
    if (slots_[slot].key == 0) return insert(slot, key);
    ++slots_[slot].count;
  }
  /// Writes what was counted twice or more to `result`, in order of first sight, and forgets everything.
  void drain(std::vector<Entry>& result);

 private:
  static constexpr std::size_t kInitialSize = 1024;

  std::size_t slot_of(std::uint64_t key) const {
    std::size_t i = hash_slot(key, slots_.size());
    while (slots_[i].key != key && slots_[i].key != 0) i = (i + 1) & (slots_.size() - 1);
    return i;
  }
  void insert(std::size_t slot, std::uint64_t key);
  void grow();

  std::vector<Entry> slots_;
  std::vector<std::uint32_t> used_;  // slots, in order of first sight
};

}  // namespace wirefold::cmvm
