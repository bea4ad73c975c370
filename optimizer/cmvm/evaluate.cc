// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "wirefold/ir/error.h"
#include "wirefold/optimizer/cmvm/linear_form.h"
#include "wirefold/optimizer/cmvm/solver.h"
#include "wirefold/optimizer/cmvm/ternary_packing.h"

namespace wirefold::cmvm {
namespace {

// The form of a node, times 2^exponent.
struct ScaledForm {
  std::vector<Coefficient> form;
  std::int32_t exponent = 0;
};

void check_term(const Term& term, std::size_t nodes) {
  check_internal(term.node == Term::kZero || term.node < nodes, "an adder graph uses a node before it is made");
}

ScaledForm sum(const Adder& adder, const std::vector<ScaledForm>& nodes) {
  static const ScaledForm kZeroForm;
  const auto form_of = [&](const Term& term) -> const ScaledForm& {
    return term.node == Term::kZero ? kZeroForm : nodes[term.node];
  };
  const ScaledForm& a = form_of(adder.a);
  const ScaledForm& b = form_of(adder.b);
  const std::int32_t a_exponent = a.exponent + adder.a.shift;
  const std::int32_t b_exponent = b.exponent + adder.b.shift;
  ScaledForm result;
  result.exponent = std::min(a_exponent, b_exponent);
  add_forms({a.form, static_cast<unsigned>(a_exponent - result.exponent), adder.a.negate},
            {b.form, static_cast<unsigned>(b_exponent - result.exponent), adder.b.negate}, result.form);
  return result;
}

// Calls visit(node, form) for each node in order. The memory of a form that is not used again is given back.
template <typename Visit>
void walk(const AdderGraph& graph, Visit visit) {
  std::vector<std::size_t> last_use(graph.input_count + graph.adders.size(), 0);
  const std::size_t end = last_use.size();
  for (std::size_t i = 0; i < graph.adders.size(); ++i) {
    for (const Term& term : {graph.adders[i].a, graph.adders[i].b}) {
      check_term(term, graph.input_count + i);
      if (term.node != Term::kZero) last_use[term.node] = graph.input_count + i;
    }
  }
  std::vector<ScaledForm> forms(end);
  for (std::uint32_t i = 0; i < graph.input_count; ++i) {
    forms[i].form = {{i, 1}};
    visit(i, forms[i]);
  }
  for (std::size_t i = 0; i < graph.adders.size(); ++i) {
    const std::size_t node = graph.input_count + i;
    const Adder& adder = graph.adders[i];
    forms[node] = sum(adder, forms);
    visit(node, forms[node]);
    for (const Term& term : {adder.a, adder.b}) {
      if (term.node != Term::kZero && last_use[term.node] == node) forms[term.node] = {};
    }
  }
}

}  // namespace

Matrix evaluate(const AdderGraph& graph) {
  Matrix matrix(graph.input_count, graph.outputs.size());
  std::vector<std::vector<std::size_t>> columns(graph.input_count + graph.adders.size());
  for (std::size_t column = 0; column < graph.outputs.size(); ++column) {
    const Term& output = graph.outputs[column];
    check_term(output, columns.size());
    if (output.node != Term::kZero) columns[output.node].push_back(column);
  }
  walk(graph, [&](std::size_t node, const ScaledForm& form) {
    for (const std::size_t column : columns[node]) {
      const Term& output = graph.outputs[column];
      for (const Coefficient& c : form.form) {
        matrix(c.input, column) = Dyadic(output.negate ? -c.value : c.value, form.exponent + output.shift);
      }
    }
  });
  return matrix;
}

namespace {

std::uint32_t levels(const AdderGraph& graph, const Problem& problem) {
  check_internal(problem.arrivals.size() <= graph.input_count, "an adder graph has fewer inputs than its problem");
  std::vector<std::uint32_t> arrivals(graph.input_count + graph.adders.size(), 0);
  std::copy(problem.arrivals.begin(), problem.arrivals.end(), arrivals.begin());
  const auto arrival = [&](const Term& term) { return term.node == Term::kZero ? 0 : arrivals[term.node]; };
  for (std::size_t i = 0; i < graph.adders.size(); ++i) {
    arrivals[graph.input_count + i] = std::max(arrival(graph.adders[i].a), arrival(graph.adders[i].b)) + 1;
  }
  std::uint32_t result = 0;
  for (const Term& output : graph.outputs) result = std::max(result, arrival(output));
  return result;
}

}  // namespace

namespace {

// The format of each node.
std::vector<Format> formats_of(const AdderGraph& graph, const Problem& problem) {
  check_internal(graph.input_count == problem.matrix.rows, "an adder graph and its problem differ in inputs");
  const InputRanges ranges(problem);
  std::vector<Format> formats(graph.input_count + graph.adders.size());
  walk(graph, [&](std::size_t node, const ScaledForm& form) {
    Format& format = formats[node] = ranges.format(form.form);
    if (format.is_zero()) return;
    format.integer_bits += form.exponent;
    format.fraction_bits -= form.exponent;
  });
  return formats;
}

Operand operand_of(const Term& term, const std::vector<Format>& formats) {
  return term.node == Term::kZero ? Operand{} : Operand{formats[term.node], term.shift, term.negate};
}

std::vector<int> chain_bits(const AdderGraph& graph, const std::vector<Format>& formats) {
  std::vector<int> bits;
  for (const Adder& adder : graph.adders) {
    const Format& sum = formats[graph.input_count + bits.size()];
    bits.push_back(adder_luts(operand_of(adder.a, formats), operand_of(adder.b, formats), sum));
  }
  return bits;
}

}  // namespace

Cost cost_of(const AdderGraph& graph, const Problem& problem) {
  const std::vector<Format> formats = formats_of(graph, problem);
  Cost cost;
  cost.adders = graph.adders.size();
  cost.depth = levels(graph, problem);
  for (const auto& [a, b] : graph.adders) {
    if (a.node == Term::kZero || b.node == Term::kZero) continue;
    cost.one_bit_adders += static_cast<std::uint64_t>(adder_bits(formats[a.node], a.shift, formats[b.node], b.shift));
  }
  for (const int bits : chain_bits(graph, formats)) cost.luts += static_cast<std::uint64_t>(bits);
  cost.ternary_luts = ternary_luts(graph.input_count, graph.adders, formats, graph.outputs);
  return cost;
}

std::vector<int> chain_bits(const AdderGraph& graph, const Problem& problem) {
  return chain_bits(graph, formats_of(graph, problem));
}

std::uint64_t one_bit_adders(const AdderGraph& graph, const Problem& problem) {
  return cost_of(graph, problem).one_bit_adders;
}

std::uint32_t depth(const AdderGraph& graph, const Problem& problem) { return levels(graph, problem); }

}  // namespace wirefold::cmvm
