// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "wirefold/ir/matrix.h"

namespace wirefold::cmvm {

/// W = first * second, exactly.
struct Factors {
  Matrix first;
  Matrix second;
};

Matrix transposed(const Matrix& matrix);

/// Spanning trees over the columns of a matrix. A column that hangs below another one is that column, possibly shifted
/// or negated, plus a rest, and only the rest is made from the inputs: it may have fewer digits than the column itself.
/// All columns are taken without their common powers of two. Trees over rows are those of the transposed matrix.
///
/// Source: the numerical differences of H_cmvm (Aksoy et al. 2012) and the first stage of da4ml (2025); shifts and
///         signs of the branches are ours.
class ColumnTree {
 public:
  static constexpr std::uint32_t kUnbounded = std::numeric_limits<std::uint32_t>::max();

  /// Branches may shift a column by up to `most_shift` either way.
  explicit ColumnTree(const Matrix& matrix, int most_shift = 0);

  /// Grows the minimum spanning tree whose branches have at most `levels` columns, where neither a column with others
  /// below it nor a rest has more than `most_digits`.
  void grow(std::uint32_t levels, std::uint32_t most_digits = kUnbounded);

  /// The digits of all columns.
  std::uint64_t column_digits() const;
  /// The digits left by the last tree: those of the rests, and one for each use of another column.
  std::uint64_t tree_digits() const;
  /// The columns on the longest branch of the last tree; 1 if no column hangs below another.
  std::uint32_t levels() const;
  /// Factors along the last tree: `first` makes the rests, `second` adds them up along the branches.
  Factors factors() const;

 private:
  // a = 2^shift * b, negated if `negate`, plus a rest of so many digits, for columns a > b. Where the shift is negative
  // it is a * 2^-shift that is b plus a rest.
  struct Distance {
    std::uint32_t digits = 0;
    std::int32_t shift = 0;
    bool negate = false;
  };
  struct Branch {
    std::uint32_t parent = kNone;
    Distance rest;             // of the column to its parent; without one, of the column itself
    std::uint32_t digits = 0;  // the parent counts as one
    std::uint32_t level = 1;
  };
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;

  Distance distance(std::size_t a, std::size_t b, int most_shift) const;
  Distance distance_between(std::size_t column, std::size_t parent) const;
  std::uint32_t rest_digits(std::size_t a, std::size_t b, const Distance& rest, std::uint32_t limit) const;

  std::size_t rows_ = 0;
  std::vector<std::vector<Integer>> columns_;      // without their powers of two
  std::vector<std::vector<std::int64_t>> narrow_;  // the same, if all are small enough
  std::vector<std::int32_t> exponents_;
  std::vector<std::uint32_t> digits_;
  std::vector<Distance> distances_;  // of each column to each one before it
  std::vector<Branch> branches_;
  std::vector<std::uint32_t> order_;  // parents first
};

}  // namespace wirefold::cmvm
