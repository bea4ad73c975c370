// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/cmvm/sliding_graph.h"

#include <algorithm>
#include <utility>

#include "wirefold/ir/error.h"
#include "wirefold/optimizer/cmvm/linear_form.h"
#include "wirefold/optimizer/cmvm/ternary_packing.h"

namespace wirefold::cmvm {
namespace {

PlacedForm form_of(const PlacedTerm& placed, const std::vector<PlacedForm>& nodes) {
  check_internal(placed.term.node < nodes.size(), "a sliding graph uses a node before it is made");
  PlacedForm form = nodes[placed.term.node];
  for (auto& [place, weight] : form) {
    place.at = place.at + placed.at;
    weight = scaled(placed.term.negate ? -weight : weight, placed.term.shift);
  }
  return form;
}

PlacedForm sum_of(const PlacedForm& a, const PlacedForm& b) {
  PlacedForm sum;
  auto x = a.begin();
  auto y = b.begin();
  while (x != a.end() || y != b.end()) {
    if (y == b.end() || (x != a.end() && x->place < y->place)) {
      sum.push_back(*x++);
    } else if (x == a.end() || y->place < x->place) {
      sum.push_back(*y++);
    } else {
      PlacedWeight both{x->place, x->weight + y->weight};
      if (!both.weight.is_zero()) sum.push_back(std::move(both));
      ++x;
      ++y;
    }
  }
  return sum;
}

Format format_of(const PlacedForm& form, const InputRanges& ranges) {
  int least = 0;
  for (const auto& [place, weight] : form) least = std::min(least, weight.exponent());
  std::vector<Coefficient> coefficients;
  for (const auto& [place, weight] : form) coefficients.push_back({place.channel, weight.on_grid(least)});
  Format format = ranges.format(coefficients);
  format.integer_bits += least;
  format.fraction_bits -= least;
  return format;
}

}  // namespace

std::vector<PlacedForm> forms_of(const SlidingGraph& graph) {
  std::vector<PlacedForm> forms(graph.channels);
  for (std::uint32_t channel = 0; channel < graph.channels; ++channel) forms[channel] = {{{channel, {}}, Dyadic(1)}};
  for (const auto& [a, b] : graph.adders) forms.push_back(sum_of(form_of(a, forms), form_of(b, forms)));
  return forms;
}

bool computes(const SlidingGraph& graph, const SlidingWindow& window) {
  const Matrix& matrix = window.problem.matrix;
  if (graph.outputs.size() != matrix.columns) return false;
  const std::vector<PlacedForm> forms = forms_of(graph);
  for (std::size_t column = 0; column < matrix.columns; ++column) {
    PlacedForm wanted;
    for (std::size_t row = 0; row < matrix.rows; ++row) {
      if (!matrix(row, column).is_zero()) wanted.push_back({window.places[row], matrix(row, column)});
    }
    std::sort(wanted.begin(), wanted.end(), [](const auto& a, const auto& b) { return a.place < b.place; });
    const PlacedTerm& output = graph.outputs[column];
    if ((output.term.node == Term::kZero ? PlacedForm{} : form_of(output, forms)) != wanted) return false;
  }
  return true;
}

Problem channels_of(const SlidingWindow& window) {
  Problem problem;
  for (std::size_t row = 0; row < window.places.size(); ++row) {
    const std::size_t channel = window.places[row].channel;
    if (problem.matrix.rows <= channel) problem.matrix.rows = channel + 1;
    problem.inputs.resize(problem.matrix.rows, Interval::point(Dyadic(0)));
    problem.arrivals.resize(problem.matrix.rows, 0);
    problem.inputs[channel] = window.problem.inputs[row];
    if (!window.problem.arrivals.empty()) problem.arrivals[channel] = window.problem.arrivals[row];
  }
  return problem;
}

Cost cost_of(const SlidingGraph& graph, const SlidingWindow& window) {
  const Problem channels = channels_of(window);
  const InputRanges ranges(channels);
  std::vector<Format> formats;
  for (const PlacedForm& form : forms_of(graph)) formats.push_back(format_of(form, ranges));
  std::vector<std::uint32_t> levels = channels.arrivals;
  std::vector<Adder> adders;
  Cost cost;
  for (const auto& [placed_a, placed_b] : graph.adders) {
    const Term& a = placed_a.term;
    const Term& b = placed_b.term;
    const Format& sum = formats[levels.size()];
    cost.one_bit_adders += static_cast<std::uint64_t>(adder_bits(formats[a.node], a.shift, formats[b.node], b.shift));
    cost.luts += static_cast<std::uint64_t>(
        adder_luts({formats[a.node], a.shift, a.negate}, {formats[b.node], b.shift, b.negate}, sum));
    levels.push_back(std::max(levels[a.node], levels[b.node]) + 1);
    adders.push_back({a, b});
  }
  std::vector<Term> outputs;
  for (const PlacedTerm& output : graph.outputs) {
    outputs.push_back(output.term);
    if (output.term.node != Term::kZero) cost.depth = std::max(cost.depth, levels[output.term.node]);
  }
  cost.adders = adders.size();
  cost.ternary_luts = ternary_luts(graph.channels, adders, formats, outputs);
  return cost;
}

}  // namespace wirefold::cmvm
