// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "wirefold/ir/matrix.h"

namespace wirefold::cmvm {

/// W = first * second, exactly.
struct Factors {
  Matrix first;
  Matrix second;
};

/// Spanning trees over the columns of a matrix. A column that hangs below another one is plus or minus that column plus
/// a rest, and only the rest is made from the inputs: it may have fewer digits than the column itself. All columns are
/// taken without their common powers of two.
///
/// Source: the numerical differences of H_cmvm (Aksoy et al. 2012) and the first stage of da4ml (2025).
class ColumnTree {
 public:
  explicit ColumnTree(const Matrix& matrix);

  /// Grows the minimum spanning tree whose branches have at most `levels` columns.
  void grow(std::uint32_t levels);

  /// The digits of all columns.
  std::uint64_t column_digits() const;
  /// The digits left by the last tree: those of the rests, and one for each use of another column.
  std::uint64_t tree_digits() const;
  /// The columns on the longest branch of the last tree; 1 if no column hangs below another.
  std::uint32_t levels() const;
  /// Factors along the last tree: `first` makes the rests, `second` adds them up along the branches.
  Factors factors() const;

 private:
  // The lesser of the digits of the difference and of the sum of two columns.
  struct Distance {
    std::uint32_t digits = 0;
    bool is_sum = false;
  };
  // A column = parent, negated if `negate`, plus a rest. The parent counts as a digit.
  struct Branch {
    std::uint32_t parent = kNone;
    bool negate = false;
    std::uint32_t digits = 0;
    std::uint32_t level = 1;
  };
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;

  Distance distance(std::size_t a, std::size_t b) const;
  std::vector<Integer> rest(std::size_t column) const;

  std::size_t rows_ = 0;
  std::vector<std::vector<Integer>> columns_;  // without their powers of two
  std::vector<std::int32_t> exponents_;
  std::vector<std::uint32_t> digits_;
  std::vector<Distance> distances_;  // of each two columns
  std::vector<Branch> branches_;
  std::vector<std::uint32_t> order_;  // parents first
};

}  // namespace wirefold::cmvm
