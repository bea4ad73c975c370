// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "tests/catch.h"
#include "tests/optimizer/cmvm/problems.h"
#include "wirefold/ir/error.h"
#include "wirefold/optimizer/cmvm/csd.h"

namespace wirefold::cmvm {
namespace {

using Catch::Matchers::Equals;

Problem random_problem(std::mt19937_64& random) {
  Problem problem;
  const auto rows = static_cast<std::size_t>(random_integer(random, 1, 10));
  const auto columns = static_cast<std::size_t>(random_integer(random, 1, 10));
  problem.matrix = random_matrix(random, rows, columns, static_cast<int>(random_integer(random, 2, 10)),
                                 static_cast<int>(random_integer(random, 0, 70)));
  if (random() % 2 == 0) {
    for (std::size_t i = 0; i < rows; ++i) {
      problem.arrivals.push_back(static_cast<std::uint32_t>(random_integer(random, 0, 5)));
    }
  }
  return problem;
}

// The earliest time for the last column, by trying to fill a binary tree: 2^level leaves, earlier values take fewer.
std::uint32_t least_depth_of(const Problem& problem) {
  std::uint32_t latest = 0;
  for (std::size_t j = 0; j < problem.matrix.columns; ++j) {
    std::uint64_t leaves = 0;
    for (std::size_t i = 0; i < problem.matrix.rows; ++i) {
      const std::uint32_t arrival = problem.arrivals.empty() ? 0 : problem.arrivals[i];
      leaves += std::uint64_t{digit_count(problem.matrix(i, j).mantissa())} << arrival;
    }
    std::uint32_t level = 0;
    while ((std::uint64_t{1} << level) < leaves) ++level;
    latest = std::max(latest, level);
  }
  return latest;
}

TEST_CASE("a delay limit holds at every effort, with and without arrival times") {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    INFO("seed " << seed);
    std::mt19937_64 random(seed);
    const Problem problem = random_problem(random);
    Options options;
    options.effort = Effort::in_steps(seed % 3 == 0 ? 100'000 : 1);
    for (const std::uint32_t extra : {0U, 1U, 3U}) {
      options.extra_depth = extra;
      const Solution solution = solve(problem, options);
      CHECK(solution.least_depth == least_depth_of(problem));
      CHECK(depth(solution.graph, problem) <= solution.least_depth + extra);
      CHECK(evaluate(solution.graph) == problem.matrix);
    }
  }
}

TEST_CASE("a tight limit costs adders and a loose one does not") {
  std::mt19937_64 random(7);
  Problem problem;
  problem.matrix = Matrix(8, 8);
  for (Dyadic& weight : problem.matrix.entries) weight = Dyadic(random_integer(random, 129, 255));
  Options options;
  options.objective = Objective::kAdders;
  const Solution free = solve(problem, options);
  options.extra_depth = 0;
  const Solution tight = solve(problem, options);
  options.extra_depth = 2;
  const Solution loose = solve(problem, options);
  INFO(free.cost.adders << ", " << loose.cost.adders << ", " << tight.cost.adders << " adders");
  CHECK(tight.cost.depth == tight.least_depth);
  CHECK(free.cost.depth > free.least_depth);
  CHECK(tight.cost.adders > loose.cost.adders);
  CHECK(loose.cost.adders <= free.cost.adders + 8);
  // The best published heuristic averages 117.2 and 99.5 adders over such matrices.
  CHECK(tight.cost.adders <= 122);
  CHECK(loose.cost.adders <= 102);
}

TEST_CASE("a deadline counts from when the inputs arrive") {
  Problem problem;
  problem.matrix = matrix_of({{1}, {1}, {1}, {1}});
  problem.arrivals = {0, 7, 0, 0};
  Options options;
  options.deadline = 8;
  CHECK(solve(problem, options).cost.depth == 8);
  options.deadline = 7;
  CHECK_THROWS_WITH(solve(problem, options), Equals("cmvm::solve: a deadline at level 7, the last output cannot be "
                                                    "there before level 8"));
}

TEST_CASE("biases that join late are counted in the least depth") {
  Problem problem;
  problem.matrix = matrix_of({{1, 3}, {1, 0}, {1, 0}, {1, 0}, {1, 0}, {0, 1}});
  problem.late_rows = 2;
  Options options;
  options.extra_depth = 0;
  const Solution solution = solve(problem, options);
  CHECK(solution.least_depth == 3);
  CHECK(solution.cost.depth == 3);
}

}  // namespace
}  // namespace wirefold::cmvm
