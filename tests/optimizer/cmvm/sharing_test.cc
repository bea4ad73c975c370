// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/cmvm/sharing.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "tests/catch.h"
#include "tests/optimizer/cmvm/problems.h"
#include "wirefold/optimizer/cmvm/csd.h"

namespace wirefold::cmvm {
namespace {

std::vector<DigitColumn> digits_of(const Matrix& matrix) {
  std::vector<DigitColumn> columns(matrix.columns);
  for (std::uint32_t i = 0; i < matrix.rows; ++i) {
    for (std::size_t j = 0; j < matrix.columns; ++j) {
      for (const SignedDigit& digit : canonical_digits(matrix(i, j).mantissa())) {
        columns[j].push_back({i, digit.power + matrix(i, j).exponent(), digit.negative});
      }
    }
  }
  return columns;
}

// What a column computes, by its digits and the forms of their nodes.
std::vector<Dyadic> value_of(const NodeTable& nodes, const DigitColumn& column) {
  std::vector<Dyadic> sum(nodes.input_count());
  for (const Digit& digit : column) {
    for (const Coefficient& c : nodes.form(digit.node)) {
      const Dyadic part(digit.negative ? -c.value : c.value, digit.power);
      sum[c.input] = sum[c.input] + part;
    }
  }
  return sum;
}

std::vector<Dyadic> column_of(const Matrix& matrix, std::size_t j) {
  std::vector<Dyadic> column;
  for (std::size_t i = 0; i < matrix.rows; ++i) column.push_back(matrix(i, j));
  return column;
}

// The largest number of disjoint occurrences of any pattern, counted from scratch.
std::size_t most_occurrences(const std::vector<DigitColumn>& columns) {
  using Key = std::tuple<std::uint32_t, std::uint32_t, int, bool>;
  using Place = std::tuple<std::size_t, std::uint32_t, int>;
  struct Found {
    std::size_t count = 0;
    std::set<Place> taken;
  };
  std::map<Key, Found> found;
  for (std::size_t c = 0; c < columns.size(); ++c) {
    DigitColumn column = columns[c];
    std::sort(column.begin(), column.end(),
              [](const Digit& a, const Digit& b) { return std::tie(a.node, a.power) < std::tie(b.node, b.power); });
    for (std::size_t i = 0; i < column.size(); ++i) {
      for (std::size_t j = i + 1; j < column.size(); ++j) {
        const Digit& a = column[i];
        const Digit& b = column[j];
        Found& pattern = found[{a.node, b.node, b.power - a.power, a.negative != b.negative}];
        const Place first{c, a.node, a.power};
        if (pattern.taken.count(first) != 0) continue;
        pattern.taken.insert({c, b.node, b.power});
        ++pattern.count;
      }
    }
  }
  std::size_t most = 0;
  for (const auto& [key, pattern] : found) most = std::max(most, pattern.count);
  return most;
}

TEST_CASE("sharing keeps the value of every column and leaves no pattern that occurs twice") {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    INFO("seed " << seed);
    std::mt19937_64 random(seed);
    Problem problem;
    const auto rows = static_cast<std::size_t>(random_integer(random, 1, 12));
    const auto columns = static_cast<std::size_t>(random_integer(random, 1, 12));
    const int bits = static_cast<int>(random_integer(random, 2, 30));
    problem.matrix = random_matrix(random, rows, columns, bits, static_cast<int>(random_integer(random, 0, 60)));
    NodeTable nodes(problem);
    std::vector<DigitColumn> digits = digits_of(problem.matrix);
    share_patterns(nodes, digits, {static_cast<std::uint32_t>(seed % 3), seed % 2 == 0, 0});
    CHECK(most_occurrences(digits) < 2);
    for (std::size_t j = 0; j < columns; ++j) CHECK(value_of(nodes, digits[j]) == column_of(problem.matrix, j));
  }
}

TEST_CASE("a pattern that two columns have becomes one node") {
  Problem problem;
  problem.matrix = matrix_of({{1, 4}, {8, 32}});
  NodeTable nodes(problem);
  std::vector<DigitColumn> columns = digits_of(problem.matrix);
  share_patterns(nodes, columns);
  CHECK(nodes.size() == 3);
  CHECK(columns[0] == DigitColumn{{2, 0, false}});
  CHECK(columns[1] == DigitColumn{{2, 2, false}});
}

TEST_CASE("overlapping pairs of one input are counted once") {
  // 1 + 4 + 16 holds one disjoint pair x + 4x and not two; 1 + 4 + 16 + 64 holds two.
  Problem problem;
  problem.matrix = matrix_of({{1 + 4 + 16}});
  NodeTable one(problem);
  std::vector<DigitColumn> columns{{{0, 0, false}, {0, 2, false}, {0, 4, false}}};
  share_patterns(one, columns);
  CHECK(one.size() == 1);
  NodeTable two(problem);
  columns = {{{0, 0, false}, {0, 2, false}, {0, 4, false}, {0, 6, false}}};
  share_patterns(two, columns);
  CHECK(two.size() == 2);
  CHECK(columns[0].size() == 2);
}

TEST_CASE("digits of a new node that was there already carry and cancel") {
  // The pattern a + b of the first two columns is the node that the third column holds digits of.
  Problem problem;
  problem.matrix = matrix_of({{1, 1, 4}, {1, 1, 4}});
  NodeTable nodes(problem);
  const Term sum = nodes.add({0, 0, false}, {1, 0, false});
  std::vector<DigitColumn> columns{{{0, 0, false}, {1, 0, false}, {sum.node, 0, false}},
                                   {{0, 0, false}, {1, 0, false}, {sum.node, 0, true}}};
  share_patterns(nodes, columns);
  CHECK(nodes.size() == 3);
  CHECK(columns[0] == DigitColumn{{sum.node, 1, false}});
  CHECK(columns[1].empty());
}

TEST_CASE("seeds give other solutions of the same columns") {
  std::mt19937_64 random(5);
  Problem problem;
  problem.matrix = random_matrix(random, 8, 8, 8);
  std::set<std::uint32_t> sizes;
  for (std::uint32_t seed = 0; seed < 10; ++seed) {
    NodeTable nodes(problem);
    std::vector<DigitColumn> columns = digits_of(problem.matrix);
    share_patterns(nodes, columns, {seed, true, 0});
    for (std::size_t j = 0; j < 8; ++j) CHECK(value_of(nodes, columns[j]) == column_of(problem.matrix, j));
    sizes.insert(nodes.size());
  }
  CHECK(sizes.size() > 1);
}

}  // namespace
}  // namespace wirefold::cmvm
