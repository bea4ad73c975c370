// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/lowering/slide.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "wirefold/optimizer/cmvm/construct.h"
#include "wirefold/optimizer/lowering/packed_tables.h"

namespace wirefold {
namespace {

using cmvm::Displacement;
using cmvm::PlacedAdder;
using cmvm::PlacedTerm;
using cmvm::SlidingGraph;
using cmvm::Term;
using cmvm::WindowPlace;

class Sliding {
 public:
  Sliding(Arithmetic& arithmetic, std::span<const ConstantProduct> products, const SlidingPositions& at);

  std::optional<std::vector<Use>> run();

 private:
  // Where a node is made, and what it is there. It is zero elsewhere.
  using Instances = std::map<Displacement, Use>;

  void read_operands();
  bool is_of_bits() const;
  cmvm::Problem problem_with_bias() const;
  std::optional<cmvm::Options> search_of_windows() const;
  std::size_t find_instances();
  std::optional<Use> use_at(const PlacedTerm& term, Displacement position) const;
  void write_adders();
  std::vector<Use> columns() const;

  Arithmetic& arithmetic_;
  std::span<const ConstantProduct> products_;
  const SlidingPositions& at_;
  cmvm::SlidingWindow window_;
  std::size_t operand_count_ = 0;  // of all products, without those that are zero
  SlidingGraph graph_;
  std::vector<Instances> instances_;  // by node
};

Sliding::Sliding(Arithmetic& arithmetic, std::span<const ConstantProduct> products, const SlidingPositions& at)
    : arithmetic_(arithmetic), products_(products), at_(at) {
  read_operands();
}

// The window, with the widest range and the latest arrival of each channel.
void Sliding::read_operands() {
  struct Channel {
    std::optional<Interval> range;
    std::uint32_t arrival = 0;
  };
  std::map<std::uint32_t, Channel> channels;
  for (std::size_t i = 0; i < products_.size(); ++i) {
    for (std::size_t k = 0; k < at_.operands.size(); ++k) {
      if (!at_.operands[k]) continue;
      // The value, of which places may read different multiples.
      const auto& [place, shift, negate] = *at_.operands[k];
      const Use value = compose(products_[i].operands[k], -shift, negate);
      const Interval range = arithmetic_.interval(value);
      if (range.is_zero()) continue;
      Channel& channel = channels[place.channel];
      channel.range = channel.range ? hull(*channel.range, range) : range;
      channel.arrival = std::max(channel.arrival, arithmetic_.level(value.value));
      if (instances_.size() <= place.channel) instances_.resize(place.channel + std::size_t{1});
      instances_[place.channel].emplace(at_.positions[i] + place.at, value);
      ++operand_count_;
    }
  }
  cmvm::Problem& problem = window_.problem;
  for (std::size_t k = 0; k < at_.operands.size(); ++k) {
    if (!at_.operands[k]) continue;
    const auto& [place, shift, negate] = *at_.operands[k];
    const auto channel = channels.find(place.channel);
    if (channel == channels.end()) continue;
    window_.places.push_back(place);
    problem.inputs.push_back(*channel->second.range);
    problem.arrivals.push_back(channel->second.arrival);
    for (std::size_t j = 0; j < products_[0].matrix.columns; ++j) {
      const Dyadic weight = scaled(products_[0].matrix(k, j), shift);
      problem.matrix.entries.push_back(negate ? -weight : weight);
    }
  }
  problem.matrix.rows = window_.places.size();
  problem.matrix.columns = products_[0].matrix.columns;
}

// Whether most of what the first product reads has two values.
bool Sliding::is_of_bits() const {
  const std::vector<Use>& operands = products_[0].operands;
  const CombLogic& logic = arithmetic_.builder().graph();
  const auto bits =
      std::count_if(operands.begin(), operands.end(), [&](const Use& use) { return is_two_valued(logic, use); });
  return 2 * static_cast<std::size_t>(bits) > operands.size();
}

// Which nodes are made where: what the outputs need, but for what is zero beyond the borders. How many adders that
// takes.
std::size_t Sliding::find_instances() {
  const std::size_t nodes = graph_.channels + graph_.adders.size();
  std::vector<std::set<Displacement>> needed(nodes);
  for (const PlacedTerm& output : graph_.outputs) {
    if (output.term.node == Term::kZero) continue;
    for (const Displacement position : at_.positions) needed[output.term.node].insert(position + output.at);
  }
  for (std::size_t node = nodes; node-- > graph_.channels;) {
    const PlacedAdder& adder = graph_.adders[node - graph_.channels];
    for (const PlacedTerm& operand : {adder.a, adder.b}) {
      for (const Displacement position : needed[node]) needed[operand.term.node].insert(position + operand.at);
    }
  }
  instances_.resize(nodes);
  std::size_t adders = 0;
  for (std::size_t node = graph_.channels; node < nodes; ++node) {
    const auto& [a, b] = graph_.adders[node - graph_.channels];
    for (const Displacement position : needed[node]) {
      const bool has_a = instances_[a.term.node].count(position + a.at) != 0;
      const bool has_b = instances_[b.term.node].count(position + b.at) != 0;
      if (has_a || has_b) instances_[node].emplace(position, Use{});
      if (has_a && has_b) ++adders;
    }
  }
  return adders;
}

std::optional<Use> Sliding::use_at(const PlacedTerm& placed, Displacement position) const {
  if (placed.term.node == Term::kZero) return std::nullopt;
  const Instances& instances = instances_[placed.term.node];
  const auto found = instances.find(position + placed.at);
  if (found == instances.end()) return std::nullopt;
  return compose(found->second, placed.term.shift, placed.term.negate);
}

void Sliding::write_adders() {
  for (std::size_t node = graph_.channels; node < instances_.size(); ++node) {
    const PlacedAdder& adder = graph_.adders[node - graph_.channels];
    for (auto& [position, use] : instances_[node]) {
      const std::optional<Use> a = use_at(adder.a, position);
      const std::optional<Use> b = use_at(adder.b, position);
      use = a && b ? arithmetic_.add(*a, *b, products_[0].location) : (a ? *a : *b);
    }
  }
}

std::vector<Use> Sliding::columns() const {
  std::vector<Use> columns;
  for (std::size_t i = 0; i < products_.size(); ++i) {
    const ConstantProduct& product = products_[i];
    for (std::size_t j = 0; j < graph_.outputs.size(); ++j) {
      const Dyadic bias = product.bias.empty() ? Dyadic(0) : product.bias[j];
      const std::optional<Use> column = use_at(graph_.outputs[j], at_.positions[i]);
      if (column && bias.is_zero()) {
        columns.push_back(*column);
        continue;
      }
      const Use constant = arithmetic_.constant(bias, product.location);
      columns.push_back(column ? arithmetic_.add(*column, constant, product.location) : constant);
    }
  }
  return columns;
}

cmvm::Cost times(cmvm::Cost cost, std::size_t count, std::size_t divisor) {
  for (std::uint64_t* figure : {&cost.adders, &cost.one_bit_adders, &cost.luts, &cost.ternary_luts}) {
    *figure = *figure * count / std::max<std::size_t>(divisor, 1);
  }
  return cost;
}

// The biases join the final sums as late rows, one for each column that has any.
cmvm::Problem Sliding::problem_with_bias() const {
  cmvm::Problem problem = window_.problem;
  for (std::size_t column = 0; column < problem.matrix.columns; ++column) {
    const auto has_bias = [&](const ConstantProduct& one) { return !one.bias.empty() && !one.bias[column].is_zero(); };
    const auto first = std::find_if(products_.begin(), products_.end(), has_bias);
    if (first == products_.end()) continue;
    problem.inputs.push_back(Interval::point(first->bias[column]));
    problem.arrivals.push_back(0);
    problem.matrix.entries.resize(problem.inputs.size() * problem.matrix.columns);
    problem.matrix.entries[(problem.inputs.size() - 1) * problem.matrix.columns + column] = 1;
  }
  problem.matrix.rows = problem.inputs.size();
  problem.late_rows = problem.matrix.rows - window_.problem.matrix.rows;
  return problem;
}

// How windows are solved. A bias takes an adder of its own here, so within a delay limit they must be there a level
// earlier than with their biases. Nothing if that is too early.
std::optional<cmvm::Options> Sliding::search_of_windows() const {
  cmvm::Options search = arithmetic_.search();
  if (!search.has_limit()) return search;
  const cmvm::Problem with_bias = problem_with_bias();
  if (with_bias.late_rows == 0) return search;
  std::uint32_t deadline = search.deadline.value_or(cmvm::ArrivalBudget::kNever);
  if (search.extra_depth) deadline = std::min(deadline, cmvm::Task(with_bias).least_depth + *search.extra_depth);
  if (deadline <= cmvm::Task(window_.problem).least_depth) return std::nullopt;
  search.extra_depth.reset();
  search.deadline = deadline - 1;
  return search;
}

std::optional<std::vector<Use>> Sliding::run() {
  if (is_of_bits()) return std::nullopt;  // tables are cheaper than what positions can share
  const std::optional<cmvm::Options> search = search_of_windows();
  if (!search) return std::nullopt;
  cmvm::SolutionCache& solutions = arithmetic_.solutions();
  const cmvm::Solution start = solutions.solve(window_.problem, *search);
  const auto shared = solutions.solve(window_, start, *search);
  if (!shared) return std::nullopt;
  const cmvm::Solution alone = solutions.solve(window_.problem, arithmetic_.search());
  graph_ = shared->graph;
  const std::size_t adders = find_instances();
  const auto price = [&](const cmvm::Cost& cost) { return cmvm::price(cost, search->objective, search->has_limit()); };
  // Beyond the borders, a product alone has no adders, and what is shared may have some.
  const cmvm::Cost of_alone = times(alone.cost, operand_count_, window_.places.size());
  if (price(times(shared->cost, adders, shared->cost.adders)) >= price(of_alone)) return std::nullopt;
  write_adders();
  return columns();
}

}  // namespace

std::optional<std::vector<Use>> slide(Arithmetic& arithmetic, std::span<const ConstantProduct> products,
                                      const SlidingPositions& at) {
  return Sliding(arithmetic, products, at).run();
}

}  // namespace wirefold
