// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/cmvm/constants_of_one_input.h"

#include <algorithm>
#include <bit>
#include <map>
#include <utility>
#include <vector>

#include "wirefold/optimizer/cmvm/constant_chains.h"
#include "wirefold/optimizer/cmvm/decompose.h"

namespace wirefold::cmvm {
namespace {

// The odd parts of the weights other than 0 and 1, each once; nothing where one is too large.
std::optional<std::vector<std::uint32_t>> odd_constants(const Matrix& matrix) {
  std::vector<std::uint32_t> constants;
  for (const Dyadic& weight : matrix.entries) {
    if (weight.mantissa().bit_length() > kMostConstantBits) return std::nullopt;
    const std::int64_t mantissa = weight.mantissa().to_int64();
    const auto magnitude = static_cast<std::uint32_t>(mantissa < 0 ? -mantissa : mantissa);
    if (magnitude >= 1U << kMostConstantBits) return std::nullopt;
    if (magnitude > 1) constants.push_back(magnitude);
  }
  std::sort(constants.begin(), constants.end());
  constants.erase(std::unique(constants.begin(), constants.end()), constants.end());
  return constants;
}

// Makes the numbers of a chain, each in the cheapest way from earlier ones.
class ChainGraph {
 public:
  ChainGraph(const Problem& problem, const ConstantChain& chain) : problem_(problem), nodes_(problem) {
    for (const Dyadic& weight : problem.matrix.entries) {
      if (!weight.is_zero()) is_negated_.emplace(odd_part(weight), weight.is_negative());
    }
    made_.emplace_back(1, Term{0, 0, false});
    for (const std::uint32_t number : chain) make(number);
  }

  AdderGraph graph() const {
    std::vector<Term> outputs;
    for (const Dyadic& weight : problem_.matrix.entries) {
      if (weight.is_zero()) {
        outputs.emplace_back();
        continue;
      }
      const std::uint32_t odd = odd_part(weight);
      const auto found = std::find_if(made_.begin(), made_.end(), [&](const auto& one) { return one.first == odd; });
      outputs.push_back(times(found->second, weight.exponent(), weight.is_negative()));
    }
    return nodes_.graph(outputs);
  }

 private:
  struct Way {
    Term a;
    Term b;
    int halvings = 0;
    bool negate = false;
    int bits = 0;
  };

  static std::uint32_t odd_part(const Dyadic& weight) {
    const std::int64_t mantissa = weight.mantissa().to_int64();
    return static_cast<std::uint32_t>(mantissa < 0 ? -mantissa : mantissa);
  }
  static Term times(Term term, int shift, bool negate) {
    term.shift += shift;
    term.negate = term.negate != negate;
    return term;
  }

  void make(std::uint32_t number) {
    std::optional<Way> best;
    for (const auto& [a, a_term] : made_) {
      for (const auto& [b, b_term] : made_) {
        for (unsigned shift = 0; shift <= kMostConstantBits + 1; ++shift) {
          for (const bool is_difference : {false, true}) {
            const std::int64_t shifted = std::int64_t{a} << shift;
            const std::int64_t sum = is_difference ? shifted - b : shifted + b;
            const auto magnitude = static_cast<std::uint64_t>(sum < 0 ? -sum : sum);
            const int halvings = magnitude == 0 ? 0 : std::countr_zero(magnitude);
            if (magnitude >> static_cast<unsigned>(halvings) != number) continue;
            Way way{times(a_term, static_cast<int>(shift), false), times(b_term, 0, is_difference), halvings, sum < 0};
            way.bits = adder_bits(nodes_.format(way.a.node), way.a.shift, nodes_.format(way.b.node), way.b.shift);
            if (!best || way.bits < best->bits) best = way;
          }
        }
      }
    }
    made_.emplace_back(number, add(number, *best));
  }

  // A number whose first output is negated is made with that sign, so that nothing has to negate it.
  Term add(std::uint32_t number, const Way& way) {
    const auto output = is_negated_.find(number);
    const bool is_output = output != is_negated_.end();
    const bool flip = is_output && output->second != way.negate;
    const auto orientation = is_output ? NodeTable::Orientation::kPositive : NodeTable::Orientation::kCheapest;
    const Term sum = nodes_.add(times(way.a, 0, flip), times(way.b, 0, flip), orientation);
    return times(sum, -way.halvings, flip != way.negate);
  }

  const Problem& problem_;
  NodeTable nodes_;
  std::vector<std::pair<std::uint32_t, Term>> made_;  // the number times the input
  std::map<std::uint32_t, bool> is_negated_;          // of the first output of a number
};

}  // namespace

ChainResult solve_by_chains(const Task& task, const Options& options, std::uint64_t most_steps) {
  ChainResult result;
  const bool is_row = task.matrix.rows == 1;
  if (task.problem.late_rows != 0 || (!is_row && task.matrix.columns != 1)) return result;
  const std::optional<std::vector<std::uint32_t>> constants = odd_constants(task.matrix);
  if (!constants || constants->empty()) return result;
  const ConstantChains found = shortest_chains(*constants, most_steps);
  result.steps = found.steps;
  Problem of_column;
  of_column.matrix = transposed(task.matrix);
  std::uint64_t best = 0;
  for (const ConstantChain& chain : found.chains) {
    if (result.steps > most_steps && result.graph) break;
    result.steps += chain.size() * chain.size() * chain.size();  // of ways to make a number
    AdderGraph graph = ChainGraph(is_row ? task.problem : of_column, chain).graph();
    if (!is_row) graph = transposed_graph(task, graph);
    const Cost cost = cost_of(graph, task.problem);
    if (cost.depth > task.deadline) continue;
    const std::uint64_t own = price(cost, options.objective, task.deadline != ArrivalBudget::kNever);
    if (result.graph && own >= best) continue;
    best = own;
    result.graph = std::move(graph);
  }
  return result;
}

}  // namespace wirefold::cmvm
