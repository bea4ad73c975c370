// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/cmvm/value_search.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace wirefold::cmvm {
namespace {

// Prices are in units of a sixteenth of a bit. An adder counts as many bits if only adders count.
constexpr std::uint64_t kUnit = 16;
constexpr std::uint64_t kBitsAnAdder = 512;
constexpr std::uint64_t kBitsOfAverageAdder = 10;

std::int64_t largest_of(const std::vector<StartValue>& start) {
  std::int64_t largest = 1;
  for (const StartValue& value : start) {
    for (const std::int32_t c : value.coefficients) largest = std::max(largest, std::abs(std::int64_t{c}));
  }
  return largest;
}

// The other two places of a relation.
std::pair<int, int> others(const Relation& relation, std::uint32_t slot) {
  if (relation.value[2] == slot) return {0, 1};
  return relation.value[1] == slot ? std::pair{0, 2} : std::pair{1, 2};
}

}  // namespace

ValueSearch::ValueSearch(const Lattice& lattice, const std::vector<StartValue>& start, const InputRanges& ranges,
                         std::vector<std::uint32_t> inputs, Objective objective, std::uint64_t seed)
    : ranges_(ranges),
      inputs_(std::move(inputs)),
      objective_(objective),
      state_(seed),
      limit_(largest_of(start)),
      set_(lattice, limit_),
      reach_(set_, times_) {
  for (const StartValue& value : start) {
    std::uint64_t hash = 0;
    for (std::size_t i = 0; i < value.coefficients.size(); ++i) {
      const std::int32_t c = value.coefficients[i];
      if (c != 0) hash = value_hash::add(hash, value_hash::times(lattice.hash(i), c));
    }
    if (set_.find(value_hash::key(hash)) != kNone) continue;
    Value known = value_of(value.coefficients, hash);
    known.is_base = value.is_base;
    known.is_target = value.is_target;
    set_.insert(value.coefficients, known);
    times_.push_back(value.time);
  }
  for (std::uint32_t slot = 0; slot < set_.capacity(); ++slot) set_.count_sums(slot);
  if (!reach_.reach_all(kNone)) return;
  start_price_ = price_ = choose_derivations();
  keep_best();
}

std::uint64_t ValueSearch::random() {
  state_ += 0x9E3779B97F4A7C15ULL;
  std::uint64_t z = state_;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
  return (z ^ (z >> 31)) >> 1;
}

Value ValueSearch::value_of(std::span<const std::int32_t> coefficients, std::uint64_t hash) const {
  std::vector<Coefficient> form;
  for (std::size_t i = 0; i < coefficients.size(); ++i) {
    if (coefficients[i] != 0) form.push_back({inputs_[i], coefficients[i]});
  }
  Value value;
  value.hashes.form = hash;
  value.format = ranges_.format(form);
  return value;
}

std::uint64_t ValueSearch::price_of(std::uint32_t a, unsigned a_shift, std::uint32_t b, unsigned b_shift) const {
  const int bits = adder_bits(set_[a].format, static_cast<int>(a_shift), set_[b].format, static_cast<int>(b_shift));
  const auto price = kUnit * static_cast<std::uint64_t>(std::max(bits, 0));
  return objective_ == Objective::kAdders ? kUnit * kBitsAnAdder + price : price;
}

// From the targets back: each value that is needed takes its cheapest derivation from values of a lesser rank that are
// there in time, where values that are not needed so far cost about as much as their last derivation. The one by which
// a value was reached is always among them.
std::uint64_t ValueSearch::choose_derivations() {
  std::uint64_t sum = 0;
  needs_.assign(set_.capacity(), {});
  chosen_.resize(set_.capacity(), kNone);
  for (const std::uint32_t slot : reach_.order()) {
    if (!set_[slot].is_target) continue;
    needs_[slot].is_needed = true;
    needs_[slot].required = times_[slot];
  }
  for (std::size_t i = reach_.order().size(); i-- > 0;) {
    const std::uint32_t slot = reach_.order()[i];
    const Need& need = needs_[slot];
    if (!need.is_needed || set_[slot].is_base) continue;
    const std::uint32_t rank = reach_.rank(slot);
    std::uint64_t best = UINT64_MAX;
    std::uint64_t best_own = 0;
    for (const std::uint32_t id : set_.relations_of(slot)) {
      const Relation& relation = set_.relation(id);
      const auto [p, q] = others(relation, slot);
      const std::uint32_t a = relation.value[p];
      const std::uint32_t b = relation.value[q];
      if (a == slot || b == slot || reach_.rank(a) >= rank || reach_.rank(b) >= rank) continue;
      if (need.required != kNever && std::max(reach_.level(a), reach_.level(b)) >= need.required) continue;
      const std::uint64_t own = price_of(a, relation.shift[p], b, relation.shift[q]);
      std::uint64_t price = own;
      for (const std::uint32_t operand : {a, b}) {
        if (!needs_[operand].is_needed && !set_[operand].is_base) price += own;
      }
      if (price >= best) continue;
      best = price;
      best_own = own;
      chosen_[slot] = id;
    }
    sum += best_own;
    const Relation& relation = set_.relation(chosen_[slot]);
    for (const std::uint32_t operand : relation.value) {
      if (operand == slot) continue;
      needs_[operand].is_needed = true;
      if (need.required != kNever) needs_[operand].required = std::min(needs_[operand].required, need.required - 1);
    }
  }
  return sum;
}

// A value that is not reached although one of its operands is, if there is one.
std::uint32_t ValueSearch::stuck_value(std::uint32_t without) {
  std::uint32_t found = kNone;
  std::uint32_t count = 0;
  for (std::uint32_t slot = 0; slot < set_.capacity(); ++slot) {
    if (!set_[slot].is_alive || slot == without || reach_.is_reached(slot)) continue;
    bool is_near = false;
    for (const std::uint32_t id : set_.relations_of(slot)) {
      for (const std::uint32_t value : set_.relation(id).value) is_near = is_near || reach_.is_reached(value);
    }
    if (!is_near) continue;
    ++count;
    if (random_below(count) == 0) found = slot;
  }
  return found;
}

// Puts in a value with which the stuck one is reached: a sum of two reached ones, and the stuck one's sum with a third.
std::uint32_t ValueSearch::insert_repair(std::uint32_t stuck, std::uint32_t without) {
  struct Candidate {
    std::uint32_t operand;
    ValueSum sum;
  };
  // Sums of what is not reached do not count. The stuck value itself is one of these.
  lost_.clear();
  for (std::uint32_t slot = 0; slot < set_.capacity(); ++slot) {
    const bool is_new = std::find(inserted_.begin(), inserted_.end(), slot) != inserted_.end();
    if (set_[slot].is_alive && !is_new && !reach_.is_reached(slot)) set_.collect_sums(slot, lost_);
  }
  std::vector<Candidate> candidates;
  for (const std::uint32_t slot : reach_.order()) {
    set_.for_each_sum(stuck, slot, [&](const ValueSum& sum) {
      set_.spend(1);
      if (set_.sum_count(sum.key()) > lost_.count(sum.key())) candidates.push_back({slot, sum});
    });
  }
  constexpr int kMostTries = 24;
  for (int i = 0; i < kMostTries && !candidates.empty(); ++i) {
    const std::uint32_t pick = random_below(candidates.size());
    const Candidate candidate = candidates[pick];
    candidates[pick] = candidates.back();
    candidates.pop_back();
    if (set_.find(candidate.sum.key()) != kNone) continue;
    set_.coefficients_of(stuck, candidate.operand, candidate.sum, scratch_);
    const Value value = value_of(scratch_, candidate.sum.hash);
    const bool is_large = std::any_of(scratch_.begin(), scratch_.end(),
                                      [&](std::int32_t c) { return std::abs(std::int64_t{c}) > limit_; });
    if (is_large || value.format.is_zero()) continue;
    const std::uint32_t slot = set_.insert(scratch_, value);
    if (times_.size() <= slot) times_.resize(slot + 1);
    times_[slot] = kNever;
    // It must be reached itself: the table of sums knows those of values that are not reached as well.
    for (const std::uint32_t id : set_.relations_of(slot)) {
      int reached = 0;
      for (const std::uint32_t other : set_.relation(id).value) {
        reached += other != slot && other != without && reach_.is_reached(other) ? 1 : 0;
      }
      if (reached == 2) return slot;
    }
    set_.erase(slot);
  }
  return kNone;
}

// Exponentially distributed with mean `heat`: heat times -ln of a random number in (0, 1), in whole numbers, with the
// logarithm drawn straight between powers of two.
std::uint64_t ValueSearch::tolerance(std::uint64_t heat) {
  const std::uint64_t number = random() | 1;
  const auto zeros = static_cast<std::uint64_t>(std::countl_zero(number)) - 1;
  const std::uint64_t fraction = (number << (zeros + 2)) >> 56;  // of 256
  const std::uint64_t log2 = 256 * (zeros + 1) - fraction;
  return heat * log2 * 177 / (256 * 256);  // ln 2 is 177 / 256
}

void ValueSearch::exchange(std::uint64_t heat_now) {
  constexpr std::size_t kMostInserted = 2;
  std::uint32_t without = random_below(set_.capacity());
  const Value& value = set_[without];
  // Values of many uses can hardly ever be replaced by one or two others.
  const std::uint32_t uses = without < uses_.size() ? uses_[without] : 1;
  if (!value.is_alive || value.is_base || value.is_target || (uses > 1 && random_below(uses * uses) != 0)) {
    set_.spend(1);
    return;
  }
  inserted_.clear();
  bool is_whole = reach_.reach_all(without);
  while (!is_whole && inserted_.size() < kMostInserted) {
    const std::uint32_t stuck = stuck_value(without);
    const std::uint32_t repair = stuck == kNone ? kNone : insert_repair(stuck, without);
    if (repair == kNone) break;
    inserted_.push_back(repair);
    is_whole = reach_.reach_all(without);
  }
  const std::uint64_t price = is_whole ? choose_derivations() : 0;
  const bool is_taken = is_whole && (price <= price_ || price - price_ <= tolerance(heat_now));
  if (!is_taken) {
    for (const std::uint32_t slot : inserted_) set_.erase(slot);
    return;
  }
  price_ = price;
  commit(without);
  if (price_ < best_price_) keep_best();
}

// Drops what the derivations do not need.
void ValueSearch::commit(std::uint32_t without) {
  const auto is_new = [&](std::uint32_t slot) {
    return std::find(inserted_.begin(), inserted_.end(), slot) != inserted_.end();
  };
  for (std::uint32_t slot = 0; slot < set_.capacity(); ++slot) {
    if (!set_[slot].is_alive || set_[slot].is_base) continue;
    if (slot != without && needs_[slot].is_needed) {
      if (is_new(slot)) set_.count_sums(slot);
      continue;
    }
    if (!is_new(slot)) set_.discount_sums(slot);
    set_.erase(slot);
  }
  count_uses();
}

void ValueSearch::count_uses() {
  uses_.assign(set_.capacity(), 0);
  for (const std::uint32_t slot : reach_.order()) {
    if (!set_[slot].is_alive || set_[slot].is_base) continue;
    for (const std::uint32_t operand : set_.relation(chosen_[slot]).value) uses_[operand] += operand == slot ? 0 : 1;
  }
}

void ValueSearch::keep_best() {
  best_price_ = price_;
  best_.clear();
  std::vector<std::uint32_t> index(set_.capacity(), kNone);
  for (const std::uint32_t slot : reach_.order()) {
    if (!set_[slot].is_alive || (!set_[slot].is_base && !needs_[slot].is_needed)) continue;
    index[slot] = static_cast<std::uint32_t>(best_.size());
    const std::span<const std::int32_t> c = set_.coefficients(slot);
    DerivedValue& derived = best_.emplace_back();
    derived.coefficients.assign(c.begin(), c.end());
    derived.base = slot;  // bases came first
    if (set_[slot].is_base) continue;
    const Relation& relation = set_.relation(chosen_[slot]);
    const auto [p, q] = others(relation, slot);
    const int own = 3 - p - q;
    // The three terms of a relation add up to zero.
    derived.derivation = Derivation{index[relation.value[p]],
                                    index[relation.value[q]],
                                    relation.shift[p],
                                    relation.shift[q],
                                    relation.shift[own],
                                    relation.negate[p] == relation.negate[own],
                                    relation.negate[q] == relation.negate[own],
                                    relation.place[p],
                                    relation.place[q],
                                    relation.place[own]};
  }
}

void ValueSearch::run(std::uint64_t steps, unsigned heat, const std::stop_token& stop) {
  if (best_.empty()) return;
  const std::uint64_t begin = set_.steps();
  const std::uint64_t top = kUnit * heat * (objective_ == Objective::kAdders ? kBitsAnAdder / kBitsOfAverageAdder : 1);
  while (set_.steps() - begin < steps && !stop.stop_requested()) {
    const std::uint64_t done = set_.steps() - begin;
    exchange(top * ((steps - done) >> 4) / std::max<std::uint64_t>(steps >> 4, 1));
  }
}

}  // namespace wirefold::cmvm
