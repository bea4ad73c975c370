// SPDX-License-Identifier: Apache-2.0
#include "tests/catch.h"
#include "tests/optimizer/cmvm/problems.h"

namespace wirefold::cmvm {
namespace {

Problem some_problem(std::uint64_t seed, std::size_t rows, std::size_t columns) {
  std::mt19937_64 random(seed);
  Problem problem;
  problem.matrix = random_matrix(random, rows, columns, 6, 40);
  return problem;
}

TEST_CASE("threads do not change the result") {
  const Problem problem = some_problem(3, 8, 6);
  Options options;
  options.effort = Effort::in_steps(3'000'000);
  const Solution one = solve(problem, options);
  options.threads = 3;
  const Solution three = solve(problem, options);
  CHECK(one.graph == three.graph);
  CHECK(one.steps == three.steps);
}

TEST_CASE("a result of some seconds is repeated by its steps") {
  const Problem problem = some_problem(5, 9, 9);
  Options options;
  options.effort = Effort::in_seconds(0.3);
  const Solution timed = solve(problem, options);
  options.effort = Effort::in_steps(timed.steps);
  const Solution repeated = solve(problem, options);
  CHECK(repeated.graph == timed.graph);
  CHECK(repeated.steps == timed.steps);
}

TEST_CASE("a stopped search gives the best so far and says so") {
  const Problem problem = some_problem(6, 8, 8);
  std::stop_source source;
  source.request_stop();
  Options options;
  options.effort = Effort::max();
  options.stop = source.get_token();
  const Solution solution = solve(problem, options);
  CHECK(solution.was_stopped);
  CHECK(evaluate(solution.graph) == problem.matrix);
  options.effort = Effort::fast();
  options.stop = {};
  CHECK_FALSE(solve(problem, options).was_stopped);
}

TEST_CASE("seeds give other solutions, efforts and objectives better ones") {
  const Problem problem = some_problem(7, 10, 10);
  Options options;
  const Solution standard = solve(problem, options);
  options.seed = 1;
  CHECK(solve(problem, options).graph != standard.graph);
  options.effort = Effort::fast();
  const Solution fast = solve(problem, options);
  CHECK(standard.cost.one_bit_adders < fast.cost.one_bit_adders);
  CHECK(standard.trials.size() > fast.trials.size());
  options.objective = Objective::kAdders;
  options.effort = {};
  CHECK(solve(problem, options).cost.adders <= standard.cost.adders);
}

TEST_CASE("the bounds hold and are met where nothing can be shared") {
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    const Solution solution = solve(some_problem(seed, 1 + seed % 5, 1 + seed % 4));
    CHECK(solution.cost.adders >= solution.least_adders);
    CHECK(solution.cost.one_bit_adders >= solution.least_one_bit_adders);
    CHECK(solution.cost.depth >= solution.least_depth);
  }
  Problem sum;
  sum.matrix = matrix_of({{1}, {1}, {-1}, {2}, {0}});
  CHECK(solve(sum).least_adders == 3);
  CHECK(solve(sum).cost.adders == 3);
  CHECK(solve(sum).least_one_bit_adders == 24);
  Problem one;
  one.matrix = matrix_of({{45}});
  CHECK(solve(one).cost.adders == 2);
}

TEST_CASE("a search tells how far it has come, and ends where the listener throws") {
  Options options;
  std::vector<Progress> seen;
  options.progress = [&](const Progress& progress) { seen.push_back(progress); };
  const Solution solution = solve(some_problem(4, 6, 6), options);
  REQUIRE(seen.size() > 2);
  CHECK(seen.back().best == solution.cost);
  CHECK(seen.back().steps == solution.steps);
  CHECK(seen.front().best.one_bit_adders >= seen.back().best.one_bit_adders);
  options.progress = [](const Progress&) { throw std::runtime_error("enough"); };
  CHECK_THROWS_WITH(solve(some_problem(4, 6, 6), options), "enough");
}

}  // namespace
}  // namespace wirefold::cmvm
