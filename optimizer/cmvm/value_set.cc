// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/cmvm/value_set.h"

#include <algorithm>
#include <bit>
#include <limits>

namespace wirefold::cmvm {

ValueSet::ValueSet(const Lattice& lattice, std::int64_t limit)
    : lattice_(lattice), size_(lattice.size()), limit_(limit) {}

ValueSet::Placed ValueSet::placed(std::uint32_t slot, Displacement at) const {
  const FormHashes& from = values_[slot].hashes;
  if (at == Displacement{}) return {slot, at, from};
  return {slot,
          at,
          {lattice_.moved(from.form, at), lattice_.moved(from.parity, at), lattice_.moved(from.least_x, at),
           lattice_.moved(from.least_y, at)}};
}

// Before halving and moving back.
std::int32_t ValueSet::coefficient_of(std::uint32_t a, std::uint32_t b, const ValueSum& sum, std::size_t index) const {
  const auto part = [&](std::uint32_t slot, Displacement place, unsigned shift) -> std::int64_t {
    const std::ptrdiff_t from = static_cast<std::ptrdiff_t>(index) - lattice_.offset(place);
    if (from < 0) return 0;
    return std::int64_t{coefficients_[slot * size_ + static_cast<std::size_t>(from)]} << shift;
  };
  const std::int64_t p = part(a, sum.a_place, sum.a_shift);
  const std::int64_t q = part(b, sum.b_place, sum.b_shift);
  return static_cast<std::int32_t>(sum.subtract ? p - q : p + q);
}

// Finds the powers of two in a sum, and where it begins. Nothing is done if it is zero.
void ValueSet::reduce(std::uint32_t a, std::uint32_t b, ValueSum& sum) const {
  std::uint32_t bits = 0;
  Displacement least{std::numeric_limits<std::int16_t>::max(), std::numeric_limits<std::int16_t>::max()};
  for (std::size_t i = 0; i < size_; ++i) {
    const std::int32_t c = coefficient_of(a, b, sum, i);
    if (c == 0) continue;
    bits |= static_cast<std::uint32_t>(c);
    const Displacement at = lattice_.place(i);
    least = {std::min(least.x, at.x), std::min(least.y, at.y)};
  }
  if (bits == 0) return;
  sum.halvings = static_cast<std::uint8_t>(std::countr_zero(bits));
  sum.place = least;
  sum.hash = lattice_.moved(value_hash::halved(sum.hash, sum.halvings), Displacement{} - least);
}

void ValueSet::coefficients_of(std::uint32_t a, std::uint32_t b, const ValueSum& sum,
                               std::vector<std::int32_t>& result) const {
  result.assign(size_, 0);
  const auto offset = static_cast<std::size_t>(lattice_.offset(sum.place));
  for (std::size_t i = 0; i + offset < size_; ++i) {
    result[i] = coefficient_of(a, b, sum, i + offset) >> sum.halvings;
  }
}

std::uint32_t ValueSet::insert(std::span<const std::int32_t> coefficients, const Value& value) {
  std::uint32_t slot = capacity();
  if (free_slots_.empty()) {
    values_.emplace_back();
    is_counted_.push_back(false);
    by_value_.emplace_back();
    coefficients_.resize(coefficients_.size() + size_);
  } else {
    slot = free_slots_.back();
    free_slots_.pop_back();
  }
  std::copy(coefficients.begin(), coefficients.end(),
            coefficients_.begin() + static_cast<std::ptrdiff_t>(slot * size_));
  values_[slot] = value;
  values_[slot].is_alive = true;
  measure(slot);
  by_key_.set({value_hash::key(value.hashes.form), slot, 0});
  // Each relation of the new value with two others is seen from both: it is put in where the other one is younger.
  for (std::uint32_t other = 0; other < capacity(); ++other) {
    if (!values_[other].is_alive) continue;
    for_each_sum(slot, other, [&](const ValueSum& sum) {
      ++steps_;
      const std::uint32_t third = find(sum.key());
      if (third == kNone || third == slot || (other != slot && third < other)) return;
      const bool third_is_negated = values_[third].hashes.form == sum.hash;
      add_relation({{slot, other, third},
                    {sum.a_shift, sum.b_shift, sum.halvings},
                    {false, sum.subtract, third_is_negated},
                    {sum.a_place, sum.b_place, sum.place}});
    });
  }
  return slot;
}

// The figures of a value that follow from its coefficients, but for the hash of the form.
void ValueSet::measure(std::uint32_t slot) {
  Value& value = values_[slot];
  value.largest = 0;
  value.extent = {};
  value.hashes = {value.hashes.form, 0, 0, 0};
  for (std::size_t i = 0; i < size_; ++i) {
    const std::int32_t c = coefficients_[slot * size_ + i];
    if (c == 0) continue;
    const Displacement at = lattice_.place(i);
    value.largest = std::max<std::int64_t>(value.largest, std::abs(std::int64_t{c}));
    value.extent = {std::max(value.extent.x, at.x), std::max(value.extent.y, at.y)};
    const std::uint64_t place = lattice_.hash(i);
    const std::uint64_t part = value_hash::times(place, c);
    if ((c & 1) != 0) value.hashes.parity = value_hash::add(value.hashes.parity, place);
    if (at.x == 0) value.hashes.least_x = value_hash::add(value.hashes.least_x, part);
    if (at.y == 0) value.hashes.least_y = value_hash::add(value.hashes.least_y, part);
  }
}

void ValueSet::add_relation(const Relation& relation) {
  std::uint32_t id = static_cast<std::uint32_t>(relations_.size());
  if (free_relations_.empty()) {
    relations_.emplace_back();
  } else {
    id = free_relations_.back();
    free_relations_.pop_back();
  }
  relations_[id] = relation;
  for (int i = 0; i < 3; ++i) {
    std::vector<std::uint32_t>& list = by_value_[relation.value[i]];
    if (list.empty() || list.back() != id) list.push_back(id);
  }
}

void ValueSet::erase(std::uint32_t slot) {
  for (const std::uint32_t id : by_value_[slot]) {
    for (const std::uint32_t other : relations_[id].value) {
      if (other != slot) std::erase(by_value_[other], id);
    }
    free_relations_.push_back(id);
  }
  by_value_[slot].clear();
  by_key_.erase(by_key_.find(value_hash::key(values_[slot].hashes.form)));
  values_[slot].is_alive = false;
  free_slots_.push_back(slot);
}

void ValueSet::collect_sum_keys(std::uint32_t slot) {
  keys_.clear();
  for (std::uint32_t other = 0; other < capacity(); ++other) {
    if (!is_counted_[other] && other != slot) continue;
    for_each_sum(slot, other, [&](const ValueSum& sum) { keys_.push_back(sum.key()); });
  }
  steps_ += keys_.size();
}

void ValueSet::collect_sums(std::uint32_t slot, KeyCounts& keys) {
  collect_sum_keys(slot);
  for (const std::uint64_t key : keys_) keys.add(key);
}

void ValueSet::count_sums(std::uint32_t slot) {
  constexpr std::size_t kAhead = 16;
  collect_sum_keys(slot);
  for (std::size_t i = 0; i < keys_.size(); ++i) {
    if (i + kAhead < keys_.size()) sums_.prefetch(keys_[i + kAhead]);
    sums_.add(keys_[i]);
  }
  is_counted_[slot] = true;
}

void ValueSet::discount_sums(std::uint32_t slot) {
  constexpr std::size_t kAhead = 16;
  collect_sum_keys(slot);
  for (std::size_t i = 0; i < keys_.size(); ++i) {
    if (i + kAhead < keys_.size()) sums_.prefetch(keys_[i + kAhead]);
    sums_.remove(keys_[i]);
  }
  is_counted_[slot] = false;
}

}  // namespace wirefold::cmvm
