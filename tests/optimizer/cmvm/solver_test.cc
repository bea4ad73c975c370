// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/cmvm/solver.h"

#include <algorithm>

#include "tests/catch.h"
#include "tests/optimizer/cmvm/problems.h"
#include "wirefold/ir/error.h"

namespace wirefold::cmvm {
namespace {

using Catch::Matchers::Equals;

constexpr std::uint64_t kFewSteps = 1;  // one solution and no variants: what most tests here are about

Problem problem_of(Matrix matrix) {
  Problem problem;
  problem.matrix = std::move(matrix);
  return problem;
}

Options steps_only(std::uint64_t steps) {
  Options options;
  options.effort = Effort::in_steps(steps);
  return options;
}

AdderGraph solved(const Matrix& matrix, std::uint64_t steps = kFewSteps) {
  AdderGraph graph = solve(problem_of(matrix), steps_only(steps)).graph;
  REQUIRE(evaluate(graph) == matrix);
  return graph;
}

// Terms refer to nodes that are there, and one of the two shifts of an adder is 0.
bool is_well_formed(const AdderGraph& graph) {
  for (std::size_t i = 0; i < graph.adders.size(); ++i) {
    const auto& [a, b] = graph.adders[i];
    if (a.node >= graph.input_count + i || b.node >= graph.input_count + i) return false;
    if (std::min(a.shift, b.shift) != 0 || a.negate) return false;
  }
  return std::all_of(graph.outputs.begin(), graph.outputs.end(), [&](const Term& output) {
    return output.node == Term::kZero || output.node < graph.input_count + graph.adders.size();
  });
}

std::vector<Term> outputs_of(const Matrix& matrix) { return solved(matrix).outputs; }

TEST_CASE("solutions compute x W, for matrices of many shapes and widths") {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    INFO("seed " << seed);
    std::mt19937_64 random(seed);
    const Matrix matrix =
        random_matrix(random, static_cast<std::size_t>(random_integer(random, 1, 14)),
                      static_cast<std::size_t>(random_integer(random, 1, 14)),
                      static_cast<int>(random_integer(random, 1, 40)), static_cast<int>(random_integer(random, 0, 80)));
    const AdderGraph graph = solved(matrix, seed % 4 == 0 ? 100'000 : kFewSteps);
    CHECK(is_well_formed(graph));
    for (int i = 0; i < 3; ++i) {
      std::vector<Dyadic> x;
      for (std::size_t row = 0; row < matrix.rows; ++row) x.emplace_back(random_integer(random, -128, 127));
      CHECK(run(graph, x) == product(x, matrix));
    }
  }
}

TEST_CASE("weights of any size and grid are exact") {
  const auto weight = [](const char* text) { return *Dyadic::parse(text); };
  Matrix matrix(3, 4);
  const Integer wide = (Integer(0x123456789ABCDEF) << 137) + Integer(0x7654321);
  matrix.entries = {Dyadic(wide, -90),
                    weight("1000000000000"),
                    weight("2147483647"),
                    weight("16777217/1024"),
                    weight("1"),
                    weight("1"),
                    weight("-1/1073741824"),
                    weight("1*2^100"),
                    Dyadic(-wide - 1, 30),
                    weight("0"),
                    weight("-9223372036854775808"),
                    weight("3*2^-100")};
  const AdderGraph graph = solved(matrix, 100'000);
  const std::vector<Dyadic> x{Dyadic(-128), Dyadic(127), Dyadic(55)};
  CHECK(run(graph, x) == product(x, matrix));
}

TEST_CASE("a matrix without rows or columns has an empty graph") {
  CHECK(outputs_of(Matrix(0, 0)).empty());
  CHECK(outputs_of(Matrix(5, 0)).empty());
  CHECK(outputs_of(Matrix(0, 3)) == std::vector<Term>(3));
}

TEST_CASE("zero columns are the constant zero and zero rows are not used") {
  const AdderGraph graph = solved(matrix_of({{0, 5, 0}, {0, 0, 0}}));
  CHECK(graph.outputs[0] == Term{});
  CHECK(graph.outputs[2] == Term{});
  CHECK(graph.adders.size() == 1);
  CHECK(outputs_of(matrix_of({{0, 0}, {0, 0}})) == std::vector<Term>(2));
}

TEST_CASE("powers of two take no adders") {
  const AdderGraph graph = solved(matrix_of({{1, -8, 0}, {0, 0, 1024}}));
  CHECK(graph.adders.empty());
  CHECK(graph.outputs == std::vector<Term>{{0, 0, false}, {0, 3, true}, {1, 10, false}});
}

TEST_CASE("copies of a column, negated or shifted, take no adders of their own") {
  const AdderGraph one = solved(matrix_of({{3}, {-5}, {7}}));
  const AdderGraph many = solved(matrix_of({{3, -3, 12, 0, 3}, {-5, 5, -20, 0, -5}, {7, -7, 28, 0, 7}}));
  CHECK(many.adders.size() == one.adders.size());
  CHECK(many.outputs[0] == many.outputs[4]);
  CHECK(many.outputs[2].shift == many.outputs[0].shift + 2);
  CHECK(many.outputs[1].negate != many.outputs[0].negate);
}

TEST_CASE("rows that are multiples of each other are added once") {
  const AdderGraph one = solved(matrix_of({{37, 91, 85}}));
  const AdderGraph two = solved(matrix_of({{37, 91, 85}, {-74, -182, -170}}));
  CHECK(two.adders.size() == one.adders.size() + 1);
}

TEST_CASE("only a column without a positive digit ends up negated") {
  const AdderGraph graph = solved(matrix_of({{-1, -1}, {-4, 16}}));
  CHECK(graph.outputs[0].negate);
  CHECK_FALSE(graph.outputs[1].negate);
}

TEST_CASE("the transform of H.264 takes 8 adders in 2 levels") {
  const Problem problem = problem_of(matrix_in_file("h264.npy"));
  const AdderGraph graph = solve(problem).graph;
  CHECK(graph.adders.size() == 8);
  CHECK(depth(graph, problem) == 2);
}

TEST_CASE("the same problem gives the same graph") {
  std::mt19937_64 random(11);
  const Matrix matrix = random_matrix(random, 10, 9, 9, 10);
  const AdderGraph first = solved(matrix, 100'000);
  const AdderGraph second = solved(matrix, 100'000);
  CHECK(first == second);
}

TEST_CASE("more steps never make the solution dearer") {
  std::mt19937_64 random(12);
  const Problem problem = problem_of(random_matrix(random, 8, 8, 8));
  std::uint64_t last = 0;
  for (const std::uint64_t steps : {0U, 20'000U, 100'000U, 400'000U}) {
    const AdderGraph graph = solve(problem, steps_only(steps)).graph;
    const std::uint64_t price = one_bit_adders(graph, problem) * (100 + depth(graph, problem));
    if (last != 0) CHECK(price <= last);
    last = price;
  }
}

TEST_CASE("late inputs are added last") {
  Problem problem = problem_of(matrix_of({{1}, {1}, {1}, {1}}));
  problem.arrivals = {0, 7, 0, 0};
  CHECK(solve(problem).cost.depth == 8);
}

TEST_CASE("inputs that are unsigned, fractional, constant or zero are solved and counted in their own bits") {
  Problem problem = problem_of(matrix_of({{3, 1}, {5, -1}, {1, 9}, {7, 7}}));
  problem.inputs = {Interval::of(Format{false, 4, 4}), Interval::of(Format{true, -2, 6}), Interval::point(Dyadic(5)),
                    Interval{}};
  const AdderGraph graph = solve(problem).graph;
  CHECK(evaluate(graph) == problem.matrix);
  Problem wide = problem_of(problem.matrix);
  wide.inputs.assign(4, Interval::of(Format{true, 31, 0}));
  CHECK(one_bit_adders(graph, problem) < one_bit_adders(graph, wide));
}

TEST_CASE("one-bit adders follow the exact range, not the sum of the operands' ranges") {
  // (x + y) - y is x: the second adder yields 8 bits, so the third costs as much as the first.
  AdderGraph graph{2, {}, {}};
  graph.adders = {{{0, 0, false}, {1, 0, false}}, {{2, 0, false}, {1, 0, true}}, {{3, 0, false}, {1, 0, false}}};
  graph.outputs = {{4, 0, false}};
  const Problem problem = problem_of(matrix_of({{1}, {1}}));
  CHECK(evaluate(graph) == problem.matrix);
  CHECK(one_bit_adders(graph, problem) == 8 + 9 + 8);
  CHECK(depth(graph, problem) == 3);
}

TEST_CASE("evaluate takes shifts of either sign and zero terms") {
  AdderGraph graph{1, {}, {}};
  graph.adders = {{{0, -3, false}, {0, 2, true}}, {{1, 1, true}, {}}};
  graph.outputs = {{2, -1, false}, {}};
  Matrix expected(1, 2);
  expected(0, 0) = Dyadic(31, -3);
  CHECK(evaluate(graph) == expected);
}

TEST_CASE("a graph that uses a node before it is made is refused") {
  AdderGraph graph{1, {{{1, 0, false}, {0, 0, false}}}, {{1, 0, false}}};
  CHECK_THROWS_AS(evaluate(graph), InternalError);
  graph.adders.clear();
  CHECK_THROWS_AS(evaluate(graph), InternalError);
}

TEST_CASE("ranges and arrivals that are not one for each row are refused") {
  Problem problem = problem_of(Matrix(4, 2));
  problem.inputs.resize(3);
  CHECK_THROWS_WITH(solve(problem), Equals("cmvm::solve: 3 input ranges for a matrix of 4 rows, give one for each row "
                                           "or none"));
  problem.inputs.clear();
  problem.arrivals.resize(5);
  CHECK_THROWS_WITH(solve(problem),
                    Equals("cmvm::solve: 5 arrivals for a matrix of 4 rows, give one for each row or none"));
}

TEST_CASE("weights, ranges and arrivals beyond any hardware are refused") {
  Problem problem = problem_of(matrix_of({{3}}));
  problem.arrivals = {1U << 21};
  CHECK_THROWS_WITH(solve(problem),
                    Equals("cmvm::solve: an input arrives at level 2097152, at most 1048576 is possible"));
  problem.arrivals.clear();
  problem.inputs = {Interval{-1, 1, 40'000}};
  CHECK_THROWS_AS(solve(problem), ValueError);
  problem.inputs.clear();
  problem.matrix(0, 0) = Dyadic(3, -32'769);
  CHECK_THROWS_WITH(solve(problem), Equals("cmvm::solve: weight 3*2^-32769 reaches beyond 2^-32768..2^32768"));
}

TEST_CASE("late rows join the final sums and are shared with nothing") {
  std::mt19937_64 random(5);
  Problem problem = problem_of(random_matrix(random, 12, 4, 8));
  for (std::size_t row = 8; row < 12; ++row) {
    for (std::size_t column = 0; column < 4; ++column) problem.matrix(row, column) = row - 8 == column ? 1 : 0;
  }
  problem.late_rows = 4;
  problem.arrivals.assign(12, 0);
  const AdderGraph graph = solve(problem).graph;
  CHECK(evaluate(graph) == problem.matrix);
  std::vector<int> uses(12, 0);
  for (const Adder& adder : graph.adders) {
    for (const Term& term : {adder.a, adder.b}) {
      if (term.node < 12) ++uses[term.node];
    }
  }
  for (std::size_t row = 8; row < 12; ++row) CHECK(uses[row] == 1);
  Problem without = problem;
  without.late_rows = 0;
  CHECK(depth(graph, problem) <= solve(without).cost.depth + 1);
}

}  // namespace
}  // namespace wirefold::cmvm
