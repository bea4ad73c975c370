// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/cmvm/node_table.h"

#include "tests/catch.h"
#include "tests/optimizer/cmvm/problems.h"

namespace wirefold::cmvm {
namespace {

Problem three_bytes() {
  Problem problem;
  problem.matrix = Matrix(3, 1);
  return problem;
}

TEST_CASE("equal values made in different ways are one node") {
  NodeTable nodes(three_bytes());
  const Term sum = nodes.add({0, 0, false}, {1, 0, false});
  const Term left = nodes.add(sum, {2, 1, true});
  const Term difference = nodes.add({2, 1, true}, {1, 0, false});
  const std::uint32_t size = nodes.size();
  CHECK(nodes.add(difference, {0, 0, false}) == left);
  CHECK(nodes.size() == size);
}

TEST_CASE("values that differ by a sign and a power of two are one node") {
  NodeTable nodes(three_bytes());
  const Term sum = nodes.add({0, 0, false}, {1, 2, false});
  const Term scaled = nodes.add({0, 3, true}, {1, 5, true});
  CHECK(scaled == Term{sum.node, 3, true});
  // (a + b) + (a - b) is 2a.
  const Term plus = nodes.add({0, 0, false}, {2, 0, false});
  const Term minus = nodes.add({0, 0, false}, {2, 0, true});
  CHECK(nodes.add(plus, minus) == Term{0, 1, false});
}

TEST_CASE("a value that cancels is zero, and adding zero makes no adder") {
  NodeTable nodes(three_bytes());
  CHECK(nodes.add({1, 4, false}, {1, 4, true}) == Term{});
  CHECK(nodes.add({1, 4, true}, {}) == Term{1, 4, true});
  CHECK(nodes.add({}, {1, 4, true}) == Term{1, 4, true});
  CHECK(nodes.size() == 3);
}

TEST_CASE("the operand with the lower least bit stays positive unless the result must be") {
  NodeTable cheapest(three_bytes());
  CHECK(cheapest.add({0, 0, true}, {1, 3, false}).negate);
  NodeTable positive(three_bytes());
  CHECK_FALSE(positive.add({0, 0, true}, {1, 3, false}, NodeTable::Orientation::kPositive).negate);
}

TEST_CASE("nodes know their formats and arrivals") {
  Problem problem = three_bytes();
  problem.arrivals = {0, 4, 1};
  NodeTable nodes(problem);
  const Term early = nodes.add({0, 0, false}, {2, 0, false});
  const Term late = nodes.add(early, {1, 0, true});
  CHECK(nodes.arrival(early.node) == 2);
  CHECK(nodes.arrival(late.node) == 5);
  CHECK(nodes.format(late.node) == Format{true, 9, 0});
  // a + c - a is c again, whatever the way.
  CHECK(nodes.add(early, {0, 0, true}) == Term{2, 0, false});
}

TEST_CASE("a graph leaves out the adders that no output needs, and its bits are those of the graph") {
  const Problem problem = three_bytes();
  NodeTable nodes(problem);
  nodes.add({0, 0, false}, {1, 5, false});
  const Term used = nodes.add({0, 0, false}, {2, 1, true});
  const std::vector<Term> outputs{{used.node, 2, true}, {}};
  const AdderGraph graph = nodes.graph(outputs);
  REQUIRE(graph.adders.size() == 1);
  CHECK(graph.outputs == std::vector<Term>{{3, 2, true}, {}});
  CHECK(nodes.cost(outputs).one_bit_adders == one_bit_adders(graph, problem));
  CHECK(evaluate(graph) == matrix_of({{-4, 0}, {0, 0}, {8, 0}}));
}

}  // namespace
}  // namespace wirefold::cmvm
