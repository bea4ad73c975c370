// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/pipelining/difference_program.h"

#include <lemon/network_simplex.h>
#include <lemon/smart_graph.h>

#include "wirefold/ir/error.h"

namespace wirefold {

DifferenceProgram::Variable DifferenceProgram::add_variable() {
  coefficients_.push_back(0);
  return static_cast<Variable>(coefficients_.size() - 1);
}

void DifferenceProgram::add_cost(Variable a, Variable b, std::int64_t cost) {
  coefficients_[a] += cost;
  coefficients_[b] -= cost;
}

// The dual: maximise the sum of least * flow where each node takes in as much more flow than it lets out as its
// coefficient says. So an arc from `earlier` to `later` costs -least, a node supplies -coefficient, and the values are
// the potentials with their sign turned.
DifferenceProgram::Solution DifferenceProgram::solve() const {
  using Graph = lemon::SmartDigraph;
  const auto id = [](std::size_t index) { return static_cast<int>(index); };
  Graph graph;
  graph.reserveNode(id(coefficients_.size()));
  graph.reserveArc(id(requirements_.size()));
  for (std::size_t i = 0; i < coefficients_.size(); ++i) graph.addNode();
  for (const Requirement& requirement : requirements_) {
    graph.addArc(Graph::nodeFromId(id(requirement.earlier)), Graph::nodeFromId(id(requirement.later)));
  }
  Graph::ArcMap<std::int64_t> costs(graph);
  Graph::NodeMap<std::int64_t> supplies(graph);
  for (std::size_t i = 0; i < requirements_.size(); ++i) costs[Graph::arcFromId(id(i))] = -requirements_[i].least;
  for (std::size_t i = 0; i < coefficients_.size(); ++i) supplies[Graph::nodeFromId(id(i))] = -coefficients_[i];

  using Simplex = lemon::NetworkSimplex<Graph, std::int64_t, std::int64_t>;
  Simplex simplex(graph);
  simplex.costMap(costs).supplyMap(supplies);
  check_internal(simplex.run() == Simplex::OPTIMAL, "a program over differences has no optimum");

  Solution solution;
  const std::int64_t ground = simplex.potential(Graph::nodeFromId(id(kGround)));
  for (std::size_t i = 0; i < coefficients_.size(); ++i) {
    solution.values.push_back(ground - simplex.potential(Graph::nodeFromId(id(i))));
  }
  for (std::size_t i = 0; i < requirements_.size(); ++i) {
    solution.binds.push_back(simplex.flow(Graph::arcFromId(id(i))) > 0);
  }
  return solution;
}

}  // namespace wirefold
