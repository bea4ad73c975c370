// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "wirefold/ir/interval.h"

namespace wirefold {

/// The table of a `lookup`: one number for each value of a format, never changed after it was made.
///
/// Entry i belongs to the value whose two's complement has the low `index().width()` bits i: for a signed index the
/// negative values are the second half. An entry is entries()[i] * 2^exponent(), with the largest such exponent (0
/// where all are zero), so equal tables have equal fields.
class Table {
 public:
  /// The widest index: 2^20 entries.
  static constexpr int kMaxIndexBits = 20;

  /// `values` has 2^width entries, by bit pattern; an index of no bits has one. Throws FormatError for an index of
  /// more than kMaxIndexBits, and InternalError for another number of entries.
  Table(const Format& index, std::span<const Dyadic> values);

  const Format& index() const { return index_; }
  std::span<const Integer> entries() const { return entries_; }
  int exponent() const { return exponent_; }
  Dyadic value(std::size_t pattern) const { return {entries_[pattern], exponent_}; }

  /// The pattern that a value has after it was truncated and wrapped to the index format.
  std::size_t pattern_of(const Dyadic& value) const;
  /// The entry for a value.
  Dyadic operator()(const Dyadic& value) const { return this->value(pattern_of(value)); }
  /// The smallest interval around the entries of the values in `x`.
  Interval range(const Interval& x) const;

  /// A hash of the content, the same on every machine.
  std::uint64_t hash() const { return hash_; }
  friend bool operator==(const Table& a, const Table& b) {
    return a.hash_ == b.hash_ && a.index_ == b.index_ && a.exponent_ == b.exponent_ && a.entries_ == b.entries_;
  }

 private:
  Format index_;
  int exponent_ = 0;
  std::vector<Integer> entries_;
  Interval whole_range_;
  std::uint64_t hash_ = 0;
};

using TablePointer = std::shared_ptr<const Table>;

}  // namespace wirefold
