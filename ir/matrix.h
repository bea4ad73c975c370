// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "wirefold/ir/dyadic.h"

namespace wirefold {

/// A constant matrix of exact numbers, row-major. In y = x W the rows are inputs and the columns are outputs.
struct Matrix {
  std::size_t rows = 0;
  std::size_t columns = 0;
  std::vector<Dyadic> entries;

  Matrix() = default;
  Matrix(std::size_t row_count, std::size_t column_count)
      : rows(row_count), columns(column_count), entries(row_count * column_count) {}

  Dyadic& operator()(std::size_t row, std::size_t column) { return entries[row * columns + column]; }
  const Dyadic& operator()(std::size_t row, std::size_t column) const { return entries[row * columns + column]; }
  friend bool operator==(const Matrix&, const Matrix&) = default;
};

}  // namespace wirefold
