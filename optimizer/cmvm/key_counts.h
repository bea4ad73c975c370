// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace wirefold::cmvm {

/// A multiset of 61-bit keys in flat memory, eight bytes a key. Keys that agree in all but their low 16 bits may be
/// taken for one: a count says too much rather than too little.
class KeyCounts {
 public:
  KeyCounts() : slots_(kInitialSize, 0) {}

  std::uint64_t count(std::uint64_t key) const { return slots_[slot_of(key)] & kCountMask; }
  void prefetch(std::uint64_t key) const { __builtin_prefetch(&slots_[home(key)]); }
  void clear();
  void add(std::uint64_t key);
  void remove(std::uint64_t key);

 private:
  static constexpr std::size_t kInitialSize = 1U << 12;
  static constexpr unsigned kCountBits = 18;
  static constexpr std::uint64_t kCountMask = (std::uint64_t{1} << kCountBits) - 1;

  static std::uint64_t tag(std::uint64_t key) { return key >> 16 << kCountBits; }
  // Depends on the tag alone, so that slots can be moved.
  std::size_t home(std::uint64_t key) const { return home_of_tag(tag(key)); }
  std::size_t home_of_tag(std::uint64_t tag) const {
    return static_cast<std::size_t>((tag * 0x9E3779B97F4A7C15ULL) >> 20) & (slots_.size() - 1);
  }
  std::size_t slot_of(std::uint64_t key) const {
    const std::uint64_t wanted = tag(key);
    std::size_t i = home(key);
    while (slots_[i] != 0 && (slots_[i] & ~kCountMask) != wanted) i = (i + 1) & (slots_.size() - 1);
    return i;
  }
  void rebuild();

  std::vector<std::uint64_t> slots_;  // tag and count; 0: free. A count may be 0: a key that was there.
  std::size_t used_ = 0;
};

}  // namespace wirefold::cmvm
