// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/cmvm/ternary_packing.h"

#include <algorithm>

#include "tests/catch.h"
#include "tests/optimizer/cmvm/problems.h"

namespace wirefold::cmvm {
namespace {

// x0 + x1 + ... of eight-bit inputs, as one path of adders.
AdderGraph path(std::uint32_t inputs) {
  AdderGraph graph{inputs, {}, {}};
  Term sum{0, 0, false};
  for (std::uint32_t i = 1; i < inputs; ++i) {
    graph.adders.push_back({sum, {i, 0, false}});
    sum.node = inputs + i - 1;
  }
  graph.outputs = {sum};
  return graph;
}

Problem sum_of(std::size_t inputs) {
  Problem problem;
  problem.matrix = Matrix(inputs, 1);
  std::fill(problem.matrix.entries.begin(), problem.matrix.entries.end(), Dyadic(1));
  return problem;
}

TEST_CASE("a sum of three takes one chain") {
  const Cost cost = cost_of(path(3), sum_of(3));
  CHECK(cost.luts == 8 + 9);
  CHECK(cost.ternary_luts == 10 + 2);  // ten bits of the sum, and an eighth of them
}

TEST_CASE("an adder joins only one other, and pairs are chosen for the fewest LUTs") {
  // Four adders on a path make two pairs; of three, the wider two make one.
  CHECK(cost_of(path(5), sum_of(5)).ternary_luts == (10 + 2) + (11 + 2));
  CHECK(cost_of(path(4), sum_of(4)).ternary_luts == 8 + (10 + 2));
}

TEST_CASE("what is used twice or is an output is not joined") {
  AdderGraph graph = path(3);
  graph.outputs.push_back({3, 0, false});
  Problem problem = sum_of(3);
  problem.matrix = evaluate(graph);
  CHECK(cost_of(graph, problem).ternary_luts == cost_of(graph, problem).luts);
}

TEST_CASE("a search for a device with ternary adders finds fewer LUTs than one without") {
  std::uint64_t aware = 0;
  std::uint64_t unaware = 0;
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    INFO("seed " << seed);
    std::mt19937_64 random(seed);
    Problem problem;
    problem.matrix = random_matrix(random, 8, 8, 6);
    Options options;
    options.objective = Objective::kTernaryLuts;
    const Solution solution = solve(problem, options);
    CHECK(evaluate(solution.graph) == problem.matrix);
    CHECK(solution.cost.ternary_luts < solution.cost.luts);
    aware += solution.cost.ternary_luts;
    options.objective = Objective::kLuts;
    unaware += solve(problem, options).cost.ternary_luts;
  }
  CHECK(aware < unaware);
}

}  // namespace
}  // namespace wirefold::cmvm
