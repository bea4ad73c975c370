// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/cmvm/decompose.h"

#include "tests/catch.h"
#include "tests/optimizer/cmvm/problems.h"

namespace wirefold::cmvm {
namespace {

Matrix multiply(const Matrix& a, const Matrix& b) {
  Matrix result(a.rows, b.columns);
  for (std::size_t i = 0; i < a.rows; ++i) {
    for (std::size_t j = 0; j < b.columns; ++j) {
      for (std::size_t k = 0; k < a.columns; ++k) result(i, j) = result(i, j) + a(i, k) * b(k, j);
    }
  }
  return result;
}

TEST_CASE("the factors multiply to the matrix, for every tree") {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    INFO("seed " << seed);
    std::mt19937_64 random(seed);
    Matrix matrix = random_matrix(random, static_cast<std::size_t>(random_integer(random, 1, 6)),
                                  static_cast<std::size_t>(random_integer(random, 1, 9)), 8, 20);
    for (std::size_t j = 0; j < matrix.columns; ++j) {
      const int shift = static_cast<int>(random_integer(random, -70, 70));
      for (std::size_t i = 0; i < matrix.rows; ++i) matrix(i, j) = scaled(matrix(i, j), shift);
    }
    ColumnTree tree(matrix, static_cast<int>(seed % 4));
    for (const std::uint32_t levels : {1U, 2U, 3U, 100U}) {
      tree.grow(levels);
      CHECK(tree.levels() <= levels);
      CHECK(tree.tree_digits() <= tree.column_digits());
      const Factors factors = tree.factors();
      CHECK(multiply(factors.first, factors.second) == matrix);
    }
  }
}

TEST_CASE("a column near another one, or near its negative, hangs below it") {
  // 85 has four digits, 87 = 64 + 16 + 8 - 1 as well, and they are one digit apart.
  ColumnTree tree(matrix_of({{85, 87, -85}, {85, 85, -85}}));
  tree.grow(2);
  CHECK(tree.levels() == 2);
  CHECK(tree.column_digits() == 24);
  CHECK(tree.tree_digits() == 8 + 2 + 1);
}

TEST_CASE("a column near a shifted one hangs below it where shifts are allowed") {
  const Matrix matrix = matrix_of({{85, 171}, {85, 171}, {43, 87}});
  ColumnTree unshifted(matrix, 0);
  unshifted.grow(2);
  ColumnTree shifted(matrix, 1);
  shifted.grow(2);
  // The second column is twice the first one plus one in each row: three digits and one for the first column.
  CHECK(shifted.tree_digits() == 4 + 4 + 4 + 3 + 1);
  CHECK(unshifted.tree_digits() > shifted.tree_digits());
}

TEST_CASE("unrelated columns stay as they are") {
  const Matrix matrix = matrix_of({{1, 0, 0}, {0, 1, 0}, {0, 0, 1}});
  ColumnTree tree(matrix);
  tree.grow(100);
  CHECK(tree.levels() == 1);
  CHECK(tree.factors().first == matrix);
}

}  // namespace
}  // namespace wirefold::cmvm
