// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/cmvm/value_exchange.h"

#include "tests/catch.h"
#include "tests/optimizer/cmvm/problems.h"

namespace wirefold::cmvm {
namespace {

Problem dense_problem(std::uint64_t seed, std::size_t size) {
  std::mt19937_64 random(seed);
  Problem problem;
  problem.matrix = Matrix(size, size);
  for (Dyadic& weight : problem.matrix.entries) weight = Dyadic(random_integer(random, 129, 255));
  return problem;
}

AdderGraph one_pass(const Problem& problem) {
  Options options;
  options.effort = Effort::fast();
  return solve(problem, options).graph;
}

ExchangeOptions exchange_options(Objective objective, std::uint32_t deadline, std::uint64_t steps) {
  ExchangeOptions options;
  options.objective = objective;
  options.deadline = deadline;
  options.steps = steps;
  options.heat = 1;
  options.seed = 3;
  return options;
}

TEST_CASE("exchanges of values make small graphs much cheaper") {
  const Problem problem = dense_problem(9, 4);
  const AdderGraph start = one_pass(problem);
  const Cost before = cost_of(start, problem);
  for (const Objective objective : {Objective::kAdders, Objective::kBits}) {
    const ExchangeResult<AdderGraph> result =
        exchange_values(problem, start, exchange_options(objective, 12, 4'000'000), {});
    REQUIRE(result.graph);
    CHECK(evaluate(*result.graph) == problem.matrix);
    const Cost after = cost_of(*result.graph, problem);
    INFO(before.adders << " to " << after.adders << ", " << before.one_bit_adders << " to " << after.one_bit_adders);
    CHECK(after.adders < before.adders);
    CHECK(after.one_bit_adders * 100 < before.one_bit_adders * 98);
  }
}

TEST_CASE("exchanges of values keep the deadline, arrivals and input formats") {
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    INFO("seed " << seed);
    std::mt19937_64 random(seed);
    Problem problem;
    const auto rows = static_cast<std::size_t>(random_integer(random, 1, 7));
    problem.matrix = random_matrix(random, rows, static_cast<std::size_t>(random_integer(random, 1, 9)), 7, 30);
    for (std::size_t i = 0; i < rows; ++i) {
      const int width = static_cast<int>(random_integer(random, 1, 9));
      problem.inputs.push_back(
          Interval::of(Format{seed % 2 == 0, width, static_cast<int>(random_integer(random, -3, 3))}));
      problem.arrivals.push_back(static_cast<std::uint32_t>(random_integer(random, 0, 3)));
    }
    const AdderGraph start = one_pass(problem);
    const std::uint32_t deadline = depth(start, problem);
    const ExchangeResult<AdderGraph> result =
        exchange_values(problem, start, exchange_options(Objective::kBits, deadline, 300'000), {});
    if (!result.graph) continue;
    CHECK(evaluate(*result.graph) == problem.matrix);
    CHECK(depth(*result.graph, problem) <= deadline);
    CHECK(one_bit_adders(*result.graph, problem) <= one_bit_adders(start, problem));
  }
}

TEST_CASE("a search of a few outputs leaves the others as they are") {
  const Problem problem = dense_problem(9, 6);
  const AdderGraph start = one_pass(problem);
  ExchangeOptions options = exchange_options(Objective::kBits, depth(start, problem), 3'000'000);
  options.most_nodes = 30;
  const ExchangeResult<AdderGraph> result = exchange_values(problem, start, options, {});
  REQUIRE(result.graph);
  CHECK(evaluate(*result.graph) == problem.matrix);
  CHECK(one_bit_adders(*result.graph, problem) < one_bit_adders(start, problem));
}

TEST_CASE("graphs with very wide coefficients are left alone") {
  Problem problem;
  problem.matrix = matrix_of({{(std::int64_t{1} << 40) + 5, 3}, {7, 9}});
  const ExchangeResult<AdderGraph> result =
      exchange_values(problem, one_pass(problem), exchange_options(Objective::kBits, 20, 100'000), {});
  CHECK_FALSE(result.graph);
  CHECK(result.steps == 0);
}

}  // namespace
}  // namespace wirefold::cmvm
