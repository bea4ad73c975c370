// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "wirefold/optimizer/cmvm/pattern_table.h"

namespace wirefold::cmvm {

/// The patterns of a table, most valuable first. Among patterns of one value the largest key comes first: that builds
/// on the youngest nodes and shares more than other orders do.
///
/// The queue is lazy: it expects that the value of a pattern, its count times its weight, only falls until the pattern
/// is pushed again, and finds out what has fallen when the turn of the pattern comes.
class PatternQueue {
 public:
  void push(const PatternTable::Entry& entry);
  /// Takes out the key of the most valuable pattern; 0 if none is left.
  std::uint64_t pop(const PatternTable& table);
  /// Puts the pattern that came out last back if it is worth less than what it came out for; whether it was.
  bool put_off(std::uint64_t key, std::uint64_t value);

 private:
  struct Bucket {
    std::vector<std::uint64_t> keys;
    bool is_heap = false;
  };

  void push(std::size_t bucket, std::uint64_t key);
  void make_heap(std::size_t bucket, const PatternTable& table);

  std::vector<Bucket> buckets_;
  std::size_t top_ = 0;   // no higher bucket holds anything
  std::size_t last_ = 0;  // where the last pattern came from
};

}  // namespace wirefold::cmvm
