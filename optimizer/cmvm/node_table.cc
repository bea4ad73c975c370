// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/cmvm/node_table.h"

#include <algorithm>
#include <utility>

#include "wirefold/ir/error.h"
#include "wirefold/optimizer/cmvm/ternary_packing.h"

namespace wirefold::cmvm {
namespace {

std::uint64_t mixed(std::uint64_t hash, std::uint64_t value) {
  constexpr std::uint64_t kMultiplier = 0x9E3779B97F4A7C15ULL;  // 2^64 / golden ratio
  hash = (hash ^ value) * kMultiplier;
  return hash ^ (hash >> 29);
}

std::uint64_t hash_of(const Integer& value) {
  return value.fits_int64() ? static_cast<std::uint64_t>(value.to_int64()) : value.hash();
}

std::uint32_t common_even_bits(std::span<const Coefficient> form) {
  std::uint32_t bits = form.front().value.trailing_zeros();
  for (const Coefficient& c : form) bits = std::min(bits, c.value.trailing_zeros());
  return bits;
}

// The same for a form, its negative and its multiples by powers of two.
std::uint64_t form_hash(std::span<const Coefficient> form, std::uint32_t even_bits) {
  const bool negate = form.front().value.is_negative();
  std::uint64_t hash = form.size();
  for (const Coefficient& c : form) {
    const Integer value = c.value >> even_bits;
    hash = mixed(mixed(hash, c.input), hash_of(negate ? -value : value));
  }
  return hash;
}

bool equal_up_to_scale(std::span<const Coefficient> a, unsigned a_even_bits, std::span<const Coefficient> b,
                       unsigned b_even_bits) {
  if (a.size() != b.size()) return false;
  const bool negate = a.front().value.is_negative() != b.front().value.is_negative();
  return std::equal(a.begin(), a.end(), b.begin(), [&](const Coefficient& x, const Coefficient& y) {
    const Integer value = y.value >> b_even_bits;
    return x.input == y.input && (x.value >> a_even_bits) == (negate ? -value : value);
  });
}

Term times(Term term, std::int32_t shift, bool negate) {
  term.shift += shift;
  term.negate = term.negate != negate;
  return term;
}

}  // namespace

NodeTable::NodeTable(const Problem& problem)
    : input_count_(static_cast<std::uint32_t>(problem.matrix.rows)), ranges_(problem) {
  for (std::uint32_t i = 0; i < input_count_; ++i) {
    const Coefficient unit{i, 1};
    by_form_.emplace(form_hash({&unit, 1}, 0), i);
    append({&unit, 1}, 0, problem.arrivals.empty() ? 0 : problem.arrivals[i]);
  }
}

void NodeTable::append(std::span<const Coefficient> form, std::uint32_t even_bits, std::uint32_t arrival) {
  nodes_.push_back(
      {coefficients_.size(), static_cast<std::uint32_t>(form.size()), arrival, even_bits, ranges_.format(form)});
  coefficients_.insert(coefficients_.end(), form.begin(), form.end());
}

Term NodeTable::find(std::span<const Coefficient> sought, std::uint32_t even_bits, std::uint64_t hash) const {
  for (auto [at, end] = by_form_.equal_range(hash); at != end; ++at) {
    const std::uint32_t node = at->second;
    if (!equal_up_to_scale(sought, even_bits, form(node), nodes_[node].even_bits)) continue;
    return {node, static_cast<std::int32_t>(even_bits) - static_cast<std::int32_t>(nodes_[node].even_bits),
            sought.front().value.is_negative() != form(node).front().value.is_negative()};
  }
  return {};
}

Term NodeTable::add(const Term& a, const Term& b, Orientation orientation) {
  if (a.node == Term::kZero) return b;
  if (b.node == Term::kZero) return a;
  const std::int32_t base = std::min(a.shift, b.shift);
  Term x = times(a, -base, false);
  Term y = times(b, -base, false);
  const auto least = [&](const Term& t) { return t.shift - format(t.node).fraction_bits; };
  bool negate = x.negate && y.negate;
  if (x.negate != y.negate && orientation == Orientation::kCheapest) {
    negate = least(x) < least(y) ? x.negate : (least(y) < least(x) ? y.negate : false);
  }
  x = times(x, 0, negate);
  y = times(y, 0, negate);
  add_forms({form(x.node), static_cast<unsigned>(x.shift), x.negate},
            {form(y.node), static_cast<unsigned>(y.shift), y.negate}, scratch_);
  if (scratch_.empty()) return {};
  const std::uint32_t even_bits = common_even_bits(scratch_);
  const std::uint64_t hash = form_hash(scratch_, even_bits);
  if (const Term known = find(scratch_, even_bits, hash); known.node != Term::kZero) return times(known, base, negate);
  check_internal(size() < Term::kZero, "an adder graph has more nodes than can be numbered");
  by_form_.emplace(hash, size());
  append(scratch_, even_bits, std::max(arrival(x.node), arrival(y.node)) + 1);
  if (x.negate) std::swap(x, y);
  adders_.push_back({x, y});
  return {size() - 1, base, negate};
}

std::vector<bool> NodeTable::needed(std::span<const Term> outputs) const {
  std::vector<bool> result(nodes_.size(), false);
  for (const Term& output : outputs) {
    if (output.node != Term::kZero) result[output.node] = true;
  }
  for (std::size_t i = adders_.size(); i-- > 0;) {
    if (!result[input_count_ + i]) continue;
    result[adders_[i].a.node] = true;
    result[adders_[i].b.node] = true;
  }
  return result;
}

AdderGraph NodeTable::graph(std::span<const Term> outputs) const {
  const std::vector<bool> keep = needed(outputs);
  std::vector<std::uint32_t> numbers(nodes_.size());
  const auto renumbered = [&](Term term) {
    if (term.node != Term::kZero) term.node = numbers[term.node];
    return term;
  };
  AdderGraph graph{input_count_, {}, {}};
  for (std::uint32_t node = 0; node < nodes_.size(); ++node) {
    if (node < input_count_) {
      numbers[node] = node;
    } else if (keep[node]) {
      numbers[node] = input_count_ + static_cast<std::uint32_t>(graph.adders.size());
      const Adder& adder = adders_[node - input_count_];
      graph.adders.push_back({renumbered(adder.a), renumbered(adder.b)});
    }
  }
  for (const Term& output : outputs) graph.outputs.push_back(renumbered(output));
  return graph;
}

Cost NodeTable::cost(std::span<const Term> outputs) const {
  const std::vector<bool> keep = needed(outputs);
  Cost cost;
  for (std::size_t i = 0; i < adders_.size(); ++i) {
    if (!keep[input_count_ + i]) continue;
    const auto& [a, b] = adders_[i];
    ++cost.adders;
    cost.one_bit_adders += static_cast<std::uint64_t>(adder_bits(format(a.node), a.shift, format(b.node), b.shift));
    cost.luts +=
        static_cast<std::uint64_t>(adder_luts({format(a.node), a.shift, a.negate}, {format(b.node), b.shift, b.negate},
                                              format(input_count_ + static_cast<std::uint32_t>(i))));
  }
  std::vector<Format> formats;
  formats.reserve(nodes_.size());
  for (const Node& node : nodes_) formats.push_back(node.format);
  cost.ternary_luts = ternary_luts(input_count_, adders_, formats, outputs);
  for (const Term& output : outputs) {
    if (output.node != Term::kZero) cost.depth = std::max(cost.depth, arrival(output.node));
  }
  return cost;
}

}  // namespace wirefold::cmvm
