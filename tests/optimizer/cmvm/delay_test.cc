// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/cmvm/delay.h"

#include "tests/catch.h"
#include "tests/optimizer/cmvm/problems.h"

namespace wirefold::cmvm {
namespace {

Problem small_problem() {
  Problem problem;
  std::mt19937_64 random(3);
  problem.matrix = random_matrix(random, 4, 4, 8);
  return problem;
}

Options fast() {
  Options options;
  options.effort = Effort::fast();
  return options;
}

using Catch::Matchers::Equals;

TEST_CASE("the delay of a graph is that of the carry chains on its slowest path") {
  Problem problem;
  problem.matrix = matrix_of({{1}, {1}});
  const DelayLimit limit;
  // Eight bits, of which the sign is the carry out: 1.094 ns and seven carries of 25 ps.
  CHECK(delay_ps(solve(problem).graph, problem, limit) == 1094 + 7 * 25);
  CHECK(delay_ps(solve(problem).graph, problem, {0, limit.device, {100, 7000}}) == 7000 + 1094 + 7 * 25);
  CHECK(delay_ps(solve(problem).graph, problem, {0, &find_device_profile("ice40"), {}}) == 961 + 7 * 126);
}

TEST_CASE("a limit in time is kept and costs adders only where it must") {
  const Problem problem = small_problem();
  Options options;
  options.objective = Objective::kAdders;  // deep
  const Solution free = solve(problem, options);
  DelayLimit limit;
  const std::int64_t slow = delay_ps(free.graph, problem, limit);
  limit.picoseconds = slow;
  CHECK(solve_within(limit, problem, options).graph == free.graph);
  limit.picoseconds = slow - 1;
  const Solution faster = solve_within(limit, problem, options);
  CHECK(delay_ps(faster.graph, problem, limit) < slow);
  CHECK(evaluate(faster.graph) == problem.matrix);
}

TEST_CASE("a late input is waited for") {
  DelayLimit limit;
  limit.arrivals = {0, 0, 0, 9000};
  limit.picoseconds = 18000;
  const Problem problem = small_problem();
  const Solution solution = solve_within(limit, problem, fast());
  const std::int64_t delay = delay_ps(solution.graph, problem, limit);
  CHECK(delay > 9000);
  CHECK(delay <= 18000);
}

TEST_CASE("limits in time that cannot be kept are refused") {
  DelayLimit limit;
  limit.picoseconds = 999;
  Problem sum;
  sum.matrix = matrix_of({{1}, {1}});
  CHECK_THROWS_WITH(
      solve_within(limit, sum),
      Equals(
          "cmvm::solve_within: a delay limit of 0.999 ns, the fastest graph found takes 1.269 ns on ultrascale_plus"));
  limit.arrivals = {1};
  CHECK_THROWS_WITH(solve_within(limit, sum),
                    Equals("cmvm::solve_within: 1 arrivals for a matrix of 2 rows, give one for each row or none"));
  limit.arrivals = {1, -5};
  CHECK_THROWS_WITH(solve_within(limit, sum), Equals("cmvm::solve_within: an input arrives at -5 ps"));
}

}  // namespace
}  // namespace wirefold::cmvm
