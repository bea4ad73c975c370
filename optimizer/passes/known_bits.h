// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "wirefold/ir/graph.h"

namespace wirefold {

/// Which bits of a number can be one: bit i stands for 2^(exponent + i). Only of numbers that are never negative and
/// have few enough bits.
struct KnownBits {
  static constexpr int kMostBits = 62;

  std::uint64_t may = 0;   ///< the bits that are one in some value
  std::uint64_t must = 0;  ///< of these, the bits that are one in every value
  int exponent = 0;

  /// The bits of the places from `low` up to, and without, `high`.
  KnownBits within(int low, int high) const;
  bool is_zero() const { return may == 0; }
};

/// Two of them on one exponent; nothing where that takes too many bits.
std::optional<std::pair<KnownBits, KnownBits>> aligned(const KnownBits& a, const KnownBits& b);

/// Known bits of the values of a program that grows. They follow from operations and intervals.
class KnownBitsTable {
 public:
  explicit KnownBitsTable(const CombLogic& logic) : logic_(logic) {}

  /// Nothing where the use may be negative, or too wide.
  std::optional<KnownBits> of(const Use& use);

 private:
  using Known = std::optional<KnownBits>;

  Known of_value(ValueId value);
  Known derived(const Operation& operation) const;
  Known of_use(const Use& use) const;
  Known of_bitwise(const Operation& operation) const;
  Known of_sum(const Operation& operation) const;
  Known of_window(const Use& x, const Format& format) const;
  Known of_select(const Operation& operation) const;

  const CombLogic& logic_;
  std::vector<Known> known_;  // of the values so far
};

}  // namespace wirefold
