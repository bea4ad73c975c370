// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/cmvm/value_exchange.h"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "wirefold/optimizer/cmvm/arrival_budget.h"
#include "wirefold/optimizer/cmvm/linear_form.h"
#include "wirefold/optimizer/cmvm/value_search.h"

namespace wirefold::cmvm {
namespace {

using Coefficients = std::vector<std::int32_t>;  // over a lattice

// A form as a value and what was taken out of it: value * 2^shift at `at`, negated if `negate`.
struct PlacedValue {
  Coefficients value;
  int shift = 0;
  bool negate = false;
  Displacement at;
};

// Turns the signs so that the first coefficient that is not zero is positive. Whether they were turned.
bool make_positive(Coefficients& value) {
  const auto first = std::find_if(value.begin(), value.end(), [](std::int32_t c) { return c != 0; });
  if (first == value.end() || *first > 0) return false;
  for (std::int32_t& c : value) c = -c;
  return true;
}

// Nothing if the coefficients are too large.
std::optional<PlacedValue> placed_value(const Lattice& lattice, const PlacedForm& form) {
  constexpr unsigned kMostBits = 28;
  PlacedValue result{Coefficients(lattice.size()), 0, false, {}};
  if (form.empty()) return result;
  result.shift = form[0].weight.exponent();
  result.at = form[0].place.at;
  for (const auto& [place, weight] : form) {
    result.shift = std::min(result.shift, weight.exponent());
    result.at = {std::min(result.at.x, place.at.x), std::min(result.at.y, place.at.y)};
  }
  for (const auto& [place, weight] : form) {
    const Integer c = weight.on_grid(result.shift);
    const Displacement at = place.at - result.at;
    if (c.bit_length() > kMostBits || at.x >= lattice.width() || at.y >= lattice.height()) return std::nullopt;
    result.value[lattice.index(place.channel, at)] = static_cast<std::int32_t>(c.to_int64());
  }
  result.negate = make_positive(result.value);
  return result;
}

Lattice lattice_of(const SlidingWindow& window, std::size_t channels) {
  Displacement most;
  for (const WindowPlace& place : window.places) {
    most = {std::max(most.x, place.at.x), std::max(most.y, place.at.y)};
  }
  return {channels, most.x + 1, most.y + 1};
}

// A term of a term.
PlacedTerm composed(PlacedTerm inner, const PlacedTerm& outer) {
  inner.term.shift += outer.term.shift;
  inner.term.negate = inner.term.negate != outer.term.negate;
  inner.at = inner.at + outer.at;
  return inner;
}

class Exchange {
 public:
  Exchange(const SlidingWindow& window, const SlidingGraph& graph, const ExchangeOptions& options)
      : graph_(graph),
        options_(options),
        channels_(channels_of(window)),
        lattice_(lattice_of(window, graph.channels)),
        inside_(node_count(), false) {}

  ExchangeResult<SlidingGraph> run(const std::stop_token& stop);

 private:
  std::size_t node_count() const { return graph_.channels + graph_.adders.size(); }
  const PlacedAdder& adder(std::size_t node) const { return graph_.adders[node - graph_.channels]; }

  bool find_values();
  std::size_t add_cone(std::uint32_t node);
  void choose_nodes();
  std::vector<std::uint32_t> required_times() const;
  std::vector<bool> used_outside() const;
  std::vector<StartValue> start_values() const;
  void make(const PlacedValue& form, PlacedTerm a, PlacedTerm b);
  PlacedTerm term_of(const PlacedValue& form) const {
    return composed(made_.at(form.value), {{0, form.shift, form.negate}, form.at});
  }
  SlidingGraph rebuilt(const std::vector<DerivedValue>& values);

  const SlidingGraph& graph_;
  const ExchangeOptions& options_;
  Problem channels_;
  Lattice lattice_;
  std::vector<PlacedValue> values_;  // by node
  std::vector<bool> inside_;
  // Of the graph that is made:
  SlidingGraph result_;
  std::map<Coefficients, PlacedTerm> made_;
  std::map<Coefficients, bool> signs_;  // of the values of outputs
  std::vector<int> least_bits_;         // by node
};

// The values of all nodes. Whether they are small enough.
bool Exchange::find_values() {
  constexpr std::size_t kMostCoefficients = std::size_t{1} << 24;
  if (lattice_.size() > kMostCoefficients / node_count()) return false;
  for (const PlacedForm& form : forms_of(graph_)) {
    std::optional<PlacedValue> value = placed_value(lattice_, form);
    if (!value) return false;
    values_.push_back(*std::move(value));
  }
  return true;
}

std::size_t Exchange::add_cone(std::uint32_t node) {
  std::size_t added = 0;
  std::vector<std::uint32_t> rest{node};
  while (!rest.empty()) {
    const std::uint32_t next = rest.back();
    rest.pop_back();
    if (inside_[next]) continue;
    inside_[next] = true;
    if (next < graph_.channels) continue;
    ++added;
    rest.push_back(adder(next).a.term.node);
    rest.push_back(adder(next).b.term.node);
  }
  return added;
}

// All cones if there is room for them, otherwise those of outputs picked at random. Two values have a sum at each
// displacement, and all of these are kept.
void Exchange::choose_nodes() {
  constexpr std::size_t kMostSums = 1'000'000;  // not counting shifts
  const auto displacements = static_cast<std::size_t>((2 * lattice_.width() - 1) * (2 * lattice_.height() - 1));
  std::size_t most = 0;
  while (most * most / 2 * displacements < kMostSums && most < options_.most_nodes) ++most;
  std::vector<std::uint32_t> outputs;
  for (const PlacedTerm& output : graph_.outputs) {
    if (output.term.node != Term::kZero) outputs.push_back(output.term.node);
  }
  std::uint64_t state = options_.seed * 0x9E3779B97F4A7C15ULL + 0x632BE59BD9B4E019ULL;
  std::size_t size = 0;
  while (!outputs.empty() && size < most) {
    state = (state ^ (state >> 27)) * 0x94D049BB133111EBULL + 1;
    const std::size_t pick = graph_.adders.size() <= most ? 0 : (state >> 20) % outputs.size();
    size += add_cone(outputs[pick]);
    outputs.erase(outputs.begin() + static_cast<std::ptrdiff_t>(pick));
  }
}

std::vector<std::uint32_t> Exchange::required_times() const {
  std::vector<std::uint32_t> required(node_count(), ArrivalBudget::kNever);
  for (const PlacedTerm& output : graph_.outputs) {
    if (output.term.node != Term::kZero) required[output.term.node] = options_.deadline;
  }
  for (std::size_t node = node_count(); node-- > graph_.channels;) {
    if (required[node] == ArrivalBudget::kNever) continue;
    for (const PlacedTerm& operand : {adder(node).a, adder(node).b}) {
      required[operand.term.node] = std::min(required[operand.term.node], required[node] - 1);
    }
  }
  return required;
}

std::vector<bool> Exchange::used_outside() const {
  std::vector<bool> used(node_count(), false);
  for (const PlacedTerm& output : graph_.outputs) {
    if (output.term.node != Term::kZero) used[output.term.node] = true;
  }
  for (std::size_t node = graph_.channels; node < node_count(); ++node) {
    if (inside_[node]) continue;
    used[adder(node).a.term.node] = true;
    used[adder(node).b.term.node] = true;
  }
  return used;
}

// The channels, then the values inside, each once.
std::vector<StartValue> Exchange::start_values() const {
  const std::vector<std::uint32_t> required = required_times();
  const std::vector<bool> used = used_outside();
  std::vector<StartValue> start;
  std::map<Coefficients, std::size_t> index;
  for (std::uint32_t node = 0; node < node_count(); ++node) {
    const bool is_base = node < graph_.channels;
    if (!is_base && !inside_[node]) continue;
    const auto [at, is_new] = index.emplace(values_[node].value, start.size());
    if (is_new)
      start.push_back({values_[node].value, is_base ? channels_.arrivals[node] : required[node], is_base, false});
    StartValue& value = start[at->second];
    if (value.is_base) continue;
    value.is_target = value.is_target || used[node];
    value.time = std::min(value.time, required[node]);
  }
  return start;
}

// Puts a + b, which is `form`, into the result. It is made with the sign of an output, so that nothing has to negate
// it; otherwise the operand whose least bit is lower stays positive, as its low bits then need no adder.
void Exchange::make(const PlacedValue& form, PlacedTerm a, PlacedTerm b) {
  if (made_.count(form.value) != 0) return;
  const int least_a = least_bits_[a.term.node] + a.term.shift;
  const int least_b = least_bits_[b.term.node] + b.term.shift;
  const auto sign = signs_.find(form.value);
  bool flip = a.term.negate && b.term.negate;
  if (sign != signs_.end()) {
    flip = sign->second != form.negate;
  } else if (a.term.negate != b.term.negate && least_a != least_b) {
    flip = least_a < least_b ? a.term.negate : b.term.negate;
  }
  a.term.negate = a.term.negate != flip;
  b.term.negate = b.term.negate != flip;
  if (a.term.negate) std::swap(a, b);
  const PlacedTerm sum{{graph_.channels + static_cast<std::uint32_t>(result_.adders.size()), 0, flip}, {}};
  result_.adders.push_back({a, b});
  least_bits_.push_back(std::min(least_a, least_b));
  made_.emplace(form.value, composed(sum, {{0, -form.shift, form.negate}, Displacement{} - form.at}));
}

SlidingGraph Exchange::rebuilt(const std::vector<DerivedValue>& values) {
  result_.channels = graph_.channels;
  for (const PlacedTerm& output : graph_.outputs) {
    if (output.term.node == Term::kZero) continue;
    const PlacedValue& value = values_[output.term.node];
    signs_.emplace(value.value, value.negate != output.term.negate);
  }
  for (std::uint32_t channel = 0; channel < graph_.channels; ++channel) {
    least_bits_.push_back(channels_.inputs[channel].exponent);
    made_.emplace(values_[channel].value, PlacedTerm{{channel, 0, false}, {}});
  }
  for (const DerivedValue& value : values) {
    if (!value.derivation) continue;
    const Derivation& from = *value.derivation;
    const auto form_of = [](Coefficients coefficients, int shift, bool negate, Displacement at) {
      PlacedValue form{std::move(coefficients), shift, negate, at};
      form.negate = make_positive(form.value) != negate;
      return form;
    };
    make(form_of(value.coefficients, from.halvings, false, from.place),
         term_of(form_of(values[from.a].coefficients, from.a_shift, from.a_negate, from.a_place)),
         term_of(form_of(values[from.b].coefficients, from.b_shift, from.b_negate, from.b_place)));
  }
  for (std::uint32_t node = graph_.channels; node < node_count(); ++node) {
    if (inside_[node]) continue;
    const auto operand = [&](const PlacedTerm& term) { return composed(term_of(values_[term.term.node]), term); };
    make(values_[node], operand(adder(node).a), operand(adder(node).b));
  }
  for (const PlacedTerm& output : graph_.outputs) {
    const bool is_zero = output.term.node == Term::kZero;
    result_.outputs.push_back(is_zero ? output : composed(term_of(values_[output.term.node]), output));
  }
  return std::move(result_);
}

ExchangeResult<SlidingGraph> Exchange::run(const std::stop_token& stop) {
  ExchangeResult<SlidingGraph> result;
  if (!find_values()) return result;
  if (options_.steps == 0) {
    result.graph = rebuilt({});
    return result;
  }
  choose_nodes();
  std::vector<std::uint32_t> channel_of_place;
  for (std::size_t i = 0; i < lattice_.size(); ++i) {
    channel_of_place.push_back(static_cast<std::uint32_t>(lattice_.channel(i)));
  }
  const InputRanges ranges(channels_);
  ValueSearch search(lattice_, start_values(), ranges, channel_of_place, options_.objective, options_.seed);
  search.run(options_.steps, options_.heat, stop);
  result.steps = search.steps();
  if (search.has_improved()) result.graph = rebuilt(search.best());
  return result;
}

}  // namespace

ExchangeResult<SlidingGraph> exchange_values(const SlidingWindow& window, const SlidingGraph& graph,
                                             const ExchangeOptions& options, const std::stop_token& stop) {
  return Exchange(window, graph, options).run(stop);
}

ExchangeResult<AdderGraph> exchange_values(const Problem& problem, const AdderGraph& graph,
                                           const ExchangeOptions& options, const std::stop_token& stop) {
  // Each input is a channel of one place, so that nodes keep their numbers.
  SlidingWindow window;
  window.problem.inputs = problem.inputs;
  window.problem.inputs.resize(graph.input_count, Interval::of(kDefaultInput));
  window.problem.arrivals = problem.arrivals;
  for (std::uint32_t i = 0; i < graph.input_count; ++i) window.places.push_back({i, {}});
  SlidingGraph sliding{graph.input_count, {}, {}};
  for (const auto& [a, b] : graph.adders) sliding.adders.push_back({{a, {}}, {b, {}}});
  for (const Term& output : graph.outputs) sliding.outputs.push_back({output, {}});
  ExchangeResult<SlidingGraph> found = exchange_values(window, sliding, options, stop);
  ExchangeResult<AdderGraph> result{std::nullopt, found.steps};
  if (!found.graph) return result;
  result.graph = AdderGraph{graph.input_count, {}, {}};
  for (const auto& [a, b] : found.graph->adders) result.graph->adders.push_back({a.term, b.term});
  for (const PlacedTerm& output : found.graph->outputs) result.graph->outputs.push_back(output.term);
  return result;
}

}  // namespace wirefold::cmvm
