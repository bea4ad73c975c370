// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace wirefold {

/// A sum with terms that are there before a border between pipeline stages, which is complete after it. A term crosses
/// the border as it is, or is added to others before it.
struct CrossingSum {
  struct Term {
    std::size_t value;            ///< its number; several terms may be of one value
    std::uint32_t levels_before;  ///< the border, in adder levels
  };

  std::vector<Term> terms;
  std::uint64_t slots = 0;     ///< so many values may cross and still be added up in time
  std::uint32_t sum_bits = 0;  ///< width of what is added up before the border
};

/// How the terms of a sum cross, by their places in it.
struct Crossing {
  std::vector<std::size_t> plain;                ///< as they are
  std::vector<std::vector<std::size_t>> groups;  ///< each added up before the border
};

/// Which values may cross a border as they are, by their numbers.
using MayCross = std::vector<bool>;

/// The crossing of the fewest groups, and of those the one with the fewest plain terms, which are of values that may
/// cross. Nothing where no crossing has few enough values.
std::optional<Crossing> crossing_of(const CrossingSum& sum, const MayCross& may_cross);

/// Chooses the values that cross as they are, so that all sums together hold few bits in registers: a value that many
/// sums read is held once for all of them, what is added up is held for one sum alone. The best of the choices of what
/// at least 1, 2, 3, ... sums read, improved value by value. `width_bits` is by their numbers.
MayCross values_that_cross(std::span<const CrossingSum> sums, std::span<const std::uint32_t> width_bits);

}  // namespace wirefold
