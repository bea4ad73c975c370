// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/cmvm/decompose.h"

#include <algorithm>
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

}  // namespace

ColumnTree::ColumnTree(const Matrix& matrix) : rows_(matrix.rows) {
  for (std::size_t column = 0; column < matrix.columns; ++column) {
    exponents_.push_back(common_exponent(matrix, column));
    columns_.emplace_back();
    digits_.push_back(0);
    for (std::size_t row = 0; row < rows_; ++row) {
      columns_.back().push_back(matrix(row, column).on_grid(exponents_.back()));
      digits_.back() += digit_count(columns_.back().back());
    }
  }
  const std::size_t n = columns_.size();
  distances_.resize(n * n);
  for (std::size_t a = 0; a < n; ++a) {
    for (std::size_t b = 0; b < a; ++b) distances_[a * n + b] = distances_[b * n + a] = distance(a, b);
  }
  grow(1);
}

ColumnTree::Distance ColumnTree::distance(std::size_t a, std::size_t b) const {
  Distance difference{0, false};
  Distance sum{0, true};
  for (std::size_t row = 0; row < rows_; ++row) {
    difference.digits += digit_count(columns_[a][row] - columns_[b][row]);
    sum.digits += digit_count(columns_[a][row] + columns_[b][row]);
  }
  return sum.digits < difference.digits ? sum : difference;
}

// Prim's algorithm from the zero column. Ties go to the lower column, so the tree is the same everywhere.
void ColumnTree::grow(std::uint32_t levels) {
  const std::size_t n = columns_.size();
  branches_.assign(n, {});
  order_.clear();
  for (std::size_t column = 0; column < n; ++column) branches_[column].digits = digits_[column];
  std::vector<bool> is_done(n, false);
  while (order_.size() < n) {
    std::size_t next = n;
    for (std::size_t column = 0; column < n; ++column) {
      if (is_done[column]) continue;
      if (next == n || branches_[column].digits < branches_[next].digits) next = column;
    }
    is_done[next] = true;
    order_.push_back(static_cast<std::uint32_t>(next));
    if (branches_[next].level >= levels) continue;
    for (std::size_t column = 0; column < n; ++column) {
      const Distance& rest = distances_[column * n + next];
      if (is_done[column] || rest.digits + 1 >= branches_[column].digits) continue;
      branches_[column] = {static_cast<std::uint32_t>(next), rest.is_sum, rest.digits + 1, branches_[next].level + 1};
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

std::vector<Integer> ColumnTree::rest(std::size_t column) const {
  const Branch& branch = branches_[column];
  std::vector<Integer> result = columns_[column];
  if (branch.parent == kNone) return result;
  const std::vector<Integer>& parent = columns_[branch.parent];
  for (std::size_t row = 0; row < rows_; ++row) {
    result[row] = branch.negate ? result[row] + parent[row] : result[row] - parent[row];
  }
  return result;
}

Factors ColumnTree::factors() const {
  const std::size_t n = columns_.size();
  Factors factors{Matrix(rows_, n), Matrix(n, n)};
  for (const std::uint32_t column : order_) {
    const std::vector<Integer> values = rest(column);
    for (std::size_t row = 0; row < rows_; ++row) factors.first(row, column) = Dyadic(values[row], 0);
    const Branch& branch = branches_[column];
    if (branch.parent != kNone) {
      const std::int32_t shift = exponents_[column] - exponents_[branch.parent];
      for (std::size_t row = 0; row < n; ++row) {
        const Dyadic part = scaled(factors.second(row, branch.parent), shift);
        factors.second(row, column) = branch.negate ? -part : part;
      }
    }
    factors.second(column, column) = Dyadic(1, exponents_[column]);
  }
  return factors;
}

}  // namespace wirefold::cmvm
