// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/cmvm/window.h"

#include <algorithm>
#include <bit>
#include <map>
#include <utility>
#include <vector>

#include "wirefold/optimizer/cmvm/node_table.h"
#include "wirefold/optimizer/cmvm/value_search.h"

namespace wirefold::cmvm {
namespace {

constexpr std::uint32_t kNever = ArrivalBudget::kNever;

Term composed(Term term, const Term& outer) {
  if (term.node == Term::kZero) return term;
  term.shift += outer.shift;
  term.negate = term.negate != outer.negate;
  return term;
}

// The forms of all nodes over the inputs, as plain numbers.
class NodeForms {
 public:
  explicit NodeForms(const AdderGraph& graph);

  bool fit() const { return fit_; }
  std::vector<std::int32_t> over(std::size_t node, const std::vector<std::uint32_t>& inputs) const {
    std::vector<std::int32_t> result;
    for (const std::uint32_t input : inputs) result.push_back(forms_[node * width_ + input]);
    return result;
  }

 private:
  bool add(std::size_t node, const Term& term);

  std::size_t width_;
  std::vector<std::int32_t> forms_;
  bool fit_ = true;
};

NodeForms::NodeForms(const AdderGraph& graph) : width_(graph.input_count) {
  constexpr std::size_t kMostCoefficients = std::size_t{1} << 24;
  const std::size_t nodes = graph.input_count + graph.adders.size();
  fit_ = width_ != 0 && nodes <= kMostCoefficients / width_;
  if (!fit_) return;
  forms_.resize(nodes * width_);
  for (std::size_t i = 0; i < width_; ++i) forms_[i * width_ + i] = 1;
  for (std::size_t i = 0; i < graph.adders.size() && fit_; ++i) {
    fit_ = add(width_ + i, graph.adders[i].a) && add(width_ + i, graph.adders[i].b);
  }
}

bool NodeForms::add(std::size_t node, const Term& term) {
  constexpr std::int64_t kLimit = std::int64_t{1} << 28;
  constexpr int kMostShift = 28;
  if (term.node == Term::kZero || term.shift < 0 || term.shift > kMostShift) return false;
  for (std::size_t i = 0; i < width_; ++i) {
    const std::int64_t part = std::int64_t{forms_[term.node * width_ + i]} << term.shift;
    const std::int64_t sum = forms_[node * width_ + i] + (term.negate ? -part : part);
    if (sum > kLimit || sum < -kLimit) return false;
    forms_[node * width_ + i] = static_cast<std::int32_t>(sum);
  }
  return true;
}

// form = coefficients * 2^shift, negated if `negate`; the first coefficient that is not zero is positive.
struct NormalForm {
  std::vector<std::int32_t> coefficients;
  int shift = 0;
  bool negate = false;
};

NormalForm normal_form(std::vector<std::int32_t> form) {
  NormalForm result{std::move(form), 0, false};
  std::uint32_t bits = 0;
  for (const std::int32_t c : result.coefficients) bits |= static_cast<std::uint32_t>(c);
  if (bits == 0) return result;
  result.shift = std::countr_zero(bits);
  const auto first =
      std::find_if(result.coefficients.begin(), result.coefficients.end(), [](std::int32_t c) { return c != 0; });
  result.negate = *first < 0;
  for (std::int32_t& c : result.coefficients) c = (result.negate ? -c : c) >> result.shift;
  return result;
}

class Window {
 public:
  Window(const Task& task, const AdderGraph& graph, const WindowOptions& options)
      : task_(task), graph_(graph), options_(options), forms_(graph), inside_(node_count(), false) {}

  WindowResult run(const std::stop_token& stop);

 private:
  std::size_t node_count() const { return graph_.input_count + graph_.adders.size(); }
  const Adder& adder(std::size_t node) const { return graph_.adders[node - graph_.input_count]; }
  bool is_input(std::size_t node) const { return node < graph_.input_count; }

  void choose_nodes();
  std::size_t add_cone(std::uint32_t node);
  std::vector<std::uint32_t> required_times() const;
  std::vector<bool> used_outside() const;
  std::vector<StartValue> start_values() const;
  AdderGraph rebuilt(const std::vector<DerivedValue>& values) const;
  void build_values(const std::vector<DerivedValue>& values, NodeTable& nodes, std::vector<Term>& terms) const;

  const Task& task_;
  const AdderGraph& graph_;
  const WindowOptions& options_;
  NodeForms forms_;
  std::vector<bool> inside_;
  std::vector<std::uint32_t> inputs_;  // in the window
};

std::size_t Window::add_cone(std::uint32_t node) {
  std::size_t added = 0;
  std::vector<std::uint32_t> rest{node};
  while (!rest.empty()) {
    const std::uint32_t next = rest.back();
    rest.pop_back();
    if (inside_[next]) continue;
    inside_[next] = true;
    if (is_input(next)) continue;
    ++added;
    rest.push_back(adder(next).a.node);
    rest.push_back(adder(next).b.node);
  }
  return added;
}

// All cones if there is room for them, otherwise those of outputs picked at random.
void Window::choose_nodes() {
  std::vector<std::uint32_t> outputs;
  for (const Term& output : graph_.outputs) {
    if (output.node != Term::kZero) outputs.push_back(output.node);
  }
  std::uint64_t state = options_.seed * 0x9E3779B97F4A7C15ULL + 0x632BE59BD9B4E019ULL;
  std::size_t size = 0;
  while (!outputs.empty() && size < options_.most_nodes) {
    state = (state ^ (state >> 27)) * 0x94D049BB133111EBULL + 1;
    const std::size_t pick = graph_.adders.size() <= options_.most_nodes ? 0 : (state >> 20) % outputs.size();
    size += add_cone(outputs[pick]);
    outputs.erase(outputs.begin() + static_cast<std::ptrdiff_t>(pick));
  }
  for (std::uint32_t i = 0; i < graph_.input_count; ++i) {
    if (inside_[i]) inputs_.push_back(i);
  }
}

std::vector<std::uint32_t> Window::required_times() const {
  std::vector<std::uint32_t> required(node_count(), kNever);
  for (const Term& output : graph_.outputs) {
    if (output.node != Term::kZero) required[output.node] = std::min(required[output.node], options_.deadline);
  }
  for (std::size_t node = node_count(); node-- > graph_.input_count;) {
    if (required[node] == kNever) continue;
    for (const Term& term : {adder(node).a, adder(node).b}) {
      required[term.node] = std::min(required[term.node], required[node] - 1);
    }
  }
  return required;
}

std::vector<bool> Window::used_outside() const {
  std::vector<bool> used(node_count(), false);
  for (const Term& output : graph_.outputs) {
    if (output.node != Term::kZero) used[output.node] = true;
  }
  for (std::size_t node = graph_.input_count; node < node_count(); ++node) {
    if (inside_[node]) continue;
    used[adder(node).a.node] = true;
    used[adder(node).b.node] = true;
  }
  return used;
}

std::vector<StartValue> Window::start_values() const {
  const std::vector<std::uint32_t> required = required_times();
  const std::vector<bool> used = used_outside();
  std::vector<StartValue> start;
  for (std::uint32_t node = 0; node < node_count(); ++node) {
    if (!inside_[node]) continue;
    StartValue& value = start.emplace_back();
    value.coefficients = normal_form(forms_.over(node, inputs_)).coefficients;
    value.is_base = is_input(node);
    value.is_target = !value.is_base && used[node];
    value.time = required[node];
    if (value.is_base) value.time = task_.problem.arrivals.empty() ? 0 : task_.problem.arrivals[node];
  }
  return start;
}

// An output is made with its own sign, so that nothing has to negate it.
void Window::build_values(const std::vector<DerivedValue>& values, NodeTable& nodes, std::vector<Term>& terms) const {
  std::map<std::vector<std::int32_t>, Term> made;  // from the coefficients to the node times a power of two
  std::map<std::vector<std::int32_t>, bool> signs;
  for (const Term& output : graph_.outputs) {
    if (output.node == Term::kZero || !inside_[output.node]) continue;
    NormalForm form = normal_form(forms_.over(output.node, inputs_));
    signs.emplace(std::move(form.coefficients), form.negate != output.negate);
  }
  std::vector<Term> by_index;
  for (const DerivedValue& value : values) {
    const NormalForm form = normal_form(value.coefficients);
    Term term{0, 0, false};
    if (!value.derivation) {
      term.node = inputs_[value.base];
      term.negate = form.negate;
    } else {
      const Derivation& from = *value.derivation;
      const auto sign = signs.find(form.coefficients);
      const bool flip = sign != signs.end() && sign->second != form.negate;
      const Term a = composed(by_index[from.a], {0, from.a_shift, from.a_negate != flip});
      const Term b = composed(by_index[from.b], {0, from.b_shift, from.b_negate != flip});
      const auto orientation =
          sign == signs.end() ? NodeTable::Orientation::kCheapest : NodeTable::Orientation::kPositive;
      term = composed(nodes.add(a, b, orientation), {0, -from.halvings, flip});
    }
    by_index.push_back(term);
    made.emplace(form.coefficients, composed(term, {0, -form.shift, form.negate}));
  }
  for (std::size_t node = 0; node < node_count(); ++node) {
    if (!inside_[node]) continue;
    const NormalForm form = normal_form(forms_.over(node, inputs_));
    const auto found = made.find(form.coefficients);
    if (found != made.end()) terms[node] = composed(found->second, {0, form.shift, form.negate});
  }
}

AdderGraph Window::rebuilt(const std::vector<DerivedValue>& values) const {
  NodeTable nodes(task_.problem);
  std::vector<Term> terms(node_count());
  for (std::uint32_t i = 0; i < graph_.input_count; ++i) terms[i] = {i, 0, false};
  build_values(values, nodes, terms);
  for (std::size_t node = graph_.input_count; node < node_count(); ++node) {
    if (inside_[node]) continue;
    const auto& [a, b] = adder(node);
    terms[node] = nodes.add(composed(terms[a.node], a), composed(terms[b.node], b));
  }
  std::vector<Term> outputs;
  for (const Term& output : graph_.outputs) {
    outputs.push_back(output.node == Term::kZero ? output : composed(terms[output.node], output));
  }
  return nodes.graph(outputs);
}

WindowResult Window::run(const std::stop_token& stop) {
  WindowResult result;
  if (!forms_.fit()) return result;
  choose_nodes();
  const InputRanges ranges(task_.problem);
  ValueSearch search(Lattice(inputs_.size(), 1, 1), start_values(), ranges, inputs_, options_.objective, options_.seed);
  search.run(options_.steps, options_.heat, stop);
  result.steps = search.steps();
  if (!search.has_improved()) return result;
  AdderGraph graph = rebuilt(search.best());
  if (evaluate(graph) == task_.problem.matrix) result.graph = std::move(graph);
  return result;
}

}  // namespace

WindowResult improve_window(const Task& task, const AdderGraph& graph, const WindowOptions& options,
                            const std::stop_token& stop) {
  return Window(task, graph, options).run(stop);
}

}  // namespace wirefold::cmvm
