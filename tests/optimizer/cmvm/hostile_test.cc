// SPDX-License-Identifier: Apache-2.0
// Matrices that nobody draws in a paper.
#include <algorithm>

#include "tests/catch.h"
#include "tests/optimizer/cmvm/problems.h"

namespace wirefold::cmvm {
namespace {

Solution solved(const Matrix& matrix, const Effort& effort) {
  Problem problem;
  problem.matrix = matrix;
  Options options;
  options.effort = effort;
  Solution solution = solve(problem, options);
  CHECK(evaluate(solution.graph) == matrix);
  CHECK(solution.cost == cost_of(solution.graph, problem));
  return solution;
}

TEST_CASE("empty, zero, one-entry and duplicated matrices are solved at every effort") {
  for (const Effort& effort : {Effort::fast(), Effort{}, Effort::in_seconds(0.05)}) {
    CHECK(solved(Matrix(0, 0), effort).cost == Cost{});
    CHECK(solved(Matrix(3, 0), effort).cost == Cost{});
    CHECK(solved(Matrix(0, 3), effort).cost == Cost{});
    CHECK(solved(Matrix(4, 4), effort).cost == Cost{});
    CHECK(solved(matrix_of({{-64}}), effort).cost == Cost{});
    CHECK(solved(matrix_of({{1, 2, 4, -8}}), effort).cost.adders == 0);
    CHECK(solved(matrix_of({{7, 7, 14}, {7, 7, 14}}), effort).cost.adders == 2);
  }
}

TEST_CASE("entries of 200 bits are exact at the default effort") {
  std::mt19937_64 random(8);
  Matrix matrix(3, 3);
  for (Dyadic& weight : matrix.entries) {
    Integer wide = 0;
    for (int word = 0; word < 4; ++word) wide = (wide << 50) + Integer(random() >> 14);
    weight = Dyadic(wide, static_cast<int>(random_integer(random, -300, 300)));
  }
  CHECK(solved(matrix, {}).cost.adders > 0);
}

TEST_CASE("a large matrix that is nearly empty takes little memory and time") {
  std::mt19937_64 random(9);
  Matrix matrix(1200, 1200);
  for (std::size_t i = 0; i < 6000; ++i) {
    matrix.entries[random() % matrix.entries.size()] = Dyadic(random_integer(random, -8, 7));
  }
  const Solution solution = solved(matrix, Effort::fast());
  CHECK(solution.cost.adders > 3000);
  CHECK(solution.cost.adders >= solution.least_adders);
}

TEST_CASE("inputs of no range and of one value are solved like others") {
  Problem problem;
  problem.matrix = matrix_of({{3, 5}, {7, 9}, {1, 1}});
  problem.inputs = {Interval{}, Interval::point(Dyadic(3)), Interval::of(Format{true, 900, 0})};
  const Solution solution = solve(problem);
  CHECK(evaluate(solution.graph) == problem.matrix);
}

}  // namespace
}  // namespace wirefold::cmvm
