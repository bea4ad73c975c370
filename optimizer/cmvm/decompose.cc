// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/cmvm/decompose.h"

#include <algorithm>
#include <bit>
#include <optional>
#include <utility>

#include "wirefold/optimizer/cmvm/csd.h"

namespace wirefold::cmvm {
namespace {

// The coarsest grid of a column.
std::int32_t common_exponent(const Matrix& matrix, std::size_t column) {
  std::optional<std::int32_t> exponent;
  for (std::size_t row = 0; row < matrix.rows; ++row) {
    const Dyadic& weight = matrix(row, column);
    if (!weight.is_zero()) exponent = std::min(exponent.value_or(weight.exponent()), weight.exponent());
  }
  return exponent.value_or(0);
}

// The number of canonical signed digits, as in csd.h.
std::uint32_t narrow_digit_count(std::int64_t value) {
  const auto v = static_cast<std::uint64_t>(value);
  return static_cast<std::uint32_t>(std::popcount(v ^ (3 * v)));
}

Integer rest_of(const Integer& column, const Integer& parent, std::int32_t shift, bool negate) {
  const Integer scaled_parent = shift > 0 ? parent << static_cast<unsigned>(shift) : parent;
  const Integer scaled_column = shift < 0 ? column << static_cast<unsigned>(-shift) : column;
  return negate ? scaled_column + scaled_parent : scaled_column - scaled_parent;
}

}  // namespace

Matrix transposed(const Matrix& matrix) {
  Matrix result(matrix.columns, matrix.rows);
  for (std::size_t i = 0; i < matrix.rows; ++i) {
    for (std::size_t j = 0; j < matrix.columns; ++j) result(j, i) = matrix(i, j);
  }
  return result;
}

ColumnTree::ColumnTree(const Matrix& matrix, int most_shift) : rows_(matrix.rows) {
  constexpr unsigned kNarrowBits = 50;
  bool is_narrow = true;
  for (std::size_t column = 0; column < matrix.columns; ++column) {
    exponents_.push_back(common_exponent(matrix, column));
    columns_.emplace_back();
    digits_.push_back(0);
    for (std::size_t row = 0; row < rows_; ++row) {
      columns_.back().push_back(matrix(row, column).on_grid(exponents_.back()));
      digits_.back() += digit_count(columns_.back().back());
      is_narrow = is_narrow && columns_.back().back().bit_length() < kNarrowBits;
    }
  }
  for (const std::vector<Integer>& column : columns_) {
    if (!is_narrow) break;
    narrow_.emplace_back();
    for (const Integer& value : column) narrow_.back().push_back(value.to_int64());
  }
  const std::size_t n = columns_.size();
  distances_.reserve(n * (n + 1) / 2);
  for (std::size_t a = 0; a < n; ++a) {
    for (std::size_t b = 0; b < a; ++b) distances_.push_back(distance(a, b, most_shift));
  }
  grow(1);
}

// Counting stops above the limit.
std::uint32_t ColumnTree::rest_digits(std::size_t a, std::size_t b, const Distance& rest, std::uint32_t limit) const {
  std::uint32_t digits = 0;
  if (narrow_.empty()) {
    for (std::size_t row = 0; row < rows_ && digits <= limit; ++row) {
      digits += digit_count(rest_of(columns_[a][row], columns_[b][row], rest.shift, rest.negate));
    }
    return digits;
  }
  const std::int64_t column_scale = std::int64_t{1} << std::max(-rest.shift, 0);
  const std::int64_t parent_scale = (std::int64_t{1} << std::max(rest.shift, 0)) * (rest.negate ? 1 : -1);
  for (std::size_t row = 0; row < rows_ && digits <= limit; ++row) {
    digits += narrow_digit_count(column_scale * narrow_[a][row] + parent_scale * narrow_[b][row]);
  }
  return digits;
}

ColumnTree::Distance ColumnTree::distance(std::size_t a, std::size_t b, int most_shift) const {
  Distance best{kUnbounded, 0, false};
  for (int i = 0; i <= 2 * most_shift; ++i) {
    const std::int32_t shift = i % 2 == 0 ? i / 2 : -(i + 1) / 2;
    for (const bool negate : {false, true}) {
      Distance rest{0, shift, negate};
      rest.digits = rest_digits(a, b, rest, best.digits);
      if (rest.digits < best.digits) best = rest;
    }
  }
  return best;
}

ColumnTree::Distance ColumnTree::distance_between(std::size_t column, std::size_t parent) const {
  if (column > parent) return distances_[column * (column - 1) / 2 + parent];
  Distance result = distances_[parent * (parent - 1) / 2 + column];
  result.shift = -result.shift;
  return result;
}

// Prim's algorithm from the zero column. Ties go to the lower column, so the tree is the same everywhere.
void ColumnTree::grow(std::uint32_t levels, std::uint32_t most_digits) {
  const std::size_t n = columns_.size();
  branches_.assign(n, {});
  order_.clear();
  for (std::size_t column = 0; column < n; ++column) {
    branches_[column].digits = branches_[column].rest.digits = digits_[column];
  }
  std::vector<bool> is_done(n, false);
  while (order_.size() < n) {
    std::size_t next = n;
    for (std::size_t column = 0; column < n; ++column) {
      if (is_done[column]) continue;
      if (next == n || branches_[column].digits < branches_[next].digits) next = column;
    }
    is_done[next] = true;
    order_.push_back(static_cast<std::uint32_t>(next));
    if (branches_[next].level >= levels || branches_[next].rest.digits > most_digits) continue;
    for (std::size_t column = 0; column < n; ++column) {
      if (is_done[column]) continue;
      const Distance rest = distance_between(column, next);
      if (rest.digits > most_digits || rest.digits + 1 >= branches_[column].digits) continue;
      branches_[column] = {static_cast<std::uint32_t>(next), rest, rest.digits + 1, branches_[next].level + 1};
    }
  }
}

std::uint64_t ColumnTree::column_digits() const {
  std::uint64_t sum = 0;
  for (const std::uint32_t digits : digits_) sum += digits;
  return sum;
}

std::uint64_t ColumnTree::tree_digits() const {
  std::uint64_t sum = 0;
  for (const Branch& branch : branches_) sum += branch.digits;
  return sum;
}

std::uint32_t ColumnTree::levels() const {
  std::uint32_t levels = 1;
  for (const Branch& branch : branches_) levels = std::max(levels, branch.level);
  return levels;
}

Factors ColumnTree::factors() const {
  const std::size_t n = columns_.size();
  Factors factors{Matrix(rows_, n), Matrix(n, n)};
  for (const std::uint32_t column : order_) {
    const Branch& branch = branches_[column];
    const bool is_root = branch.parent == kNone;
    for (std::size_t row = 0; row < rows_; ++row) {
      const Integer& value = columns_[column][row];
      factors.first(row, column) = Dyadic(
          is_root ? value : rest_of(value, columns_[branch.parent][row], branch.rest.shift, branch.rest.negate), 0);
    }
    if (!is_root) {
      const std::int32_t shift = branch.rest.shift + exponents_[column] - exponents_[branch.parent];
      for (std::size_t row = 0; row < n; ++row) {
        const Dyadic part = scaled(factors.second(row, branch.parent), shift);
        factors.second(row, column) = branch.rest.negate ? -part : part;
      }
    }
    factors.second(column, column) = Dyadic(1, exponents_[column] + std::min(is_root ? 0 : branch.rest.shift, 0));
  }
  return factors;
}

}  // namespace wirefold::cmvm
