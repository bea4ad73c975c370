// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/cmvm/value_set.h"

#include <algorithm>
#include <bit>

namespace wirefold::cmvm {

ValueSet::ValueSet(std::size_t width, std::int64_t limit) : width_(width), limit_(limit) {}

// The powers of two in a + b or a - b; 0 if the sum is zero.
unsigned ValueSet::common_halvings(std::uint32_t a, std::uint32_t b, bool subtract) const {
  const std::int32_t* x = coefficients_.data() + a * width_;
  const std::int32_t* y = coefficients_.data() + b * width_;
  std::uint32_t bits = 0;
  for (std::size_t i = 0; i < width_; ++i) {
    bits |= static_cast<std::uint32_t>(subtract ? x[i] - y[i] : x[i] + y[i]);
  }
  return bits == 0 ? 0 : static_cast<unsigned>(std::countr_zero(bits));
}

void ValueSet::coefficients_of(std::uint32_t a, std::uint32_t b, const ValueSum& sum,
                               std::vector<std::int32_t>& result) const {
  result.resize(width_);
  const std::int32_t* x = coefficients_.data() + a * width_;
  const std::int32_t* y = coefficients_.data() + b * width_;
  for (std::size_t i = 0; i < width_; ++i) {
    const std::int64_t p = std::int64_t{x[i]} << sum.a_shift;
    const std::int64_t q = std::int64_t{y[i]} << sum.b_shift;
    result[i] = static_cast<std::int32_t>((sum.subtract ? p - q : p + q) >> sum.halvings);
  }
}

std::uint32_t ValueSet::insert(std::span<const std::int32_t> coefficients, Value value) {
  std::uint32_t slot = capacity();
  if (free_slots_.empty()) {
    values_.emplace_back();
    is_counted_.push_back(false);
    by_value_.emplace_back();
    coefficients_.resize(coefficients_.size() + width_);
  } else {
    slot = free_slots_.back();
    free_slots_.pop_back();
  }
  value.is_alive = true;
  value.parity = value.largest = 0;
  for (std::size_t i = 0; i < width_; ++i) {
    coefficients_[slot * width_ + i] = coefficients[i];
    value.largest = std::max<std::int64_t>(value.largest, std::abs(std::int64_t{coefficients[i]}));
    if ((coefficients[i] & 1) != 0) value.parity ^= value_hash::of_input(i);
  }
  values_[slot] = value;
  by_key_.set({value_hash::key(value.hash), slot, 0});
  // Each relation of the new value with two others is seen from both: it is put in where the other one is younger.
  for (std::uint32_t other = 0; other < capacity(); ++other) {
    if (!values_[other].is_alive) continue;
    for_each_sum(slot, other, [&](const ValueSum& sum) {
      ++steps_;
      const std::uint32_t third = find(sum.key());
      if (third == kNone || third == slot || (other != slot && third < other)) return;
      const bool third_is_negated = values_[third].hash == sum.hash;
      add_relation(
          {{slot, other, third}, {sum.a_shift, sum.b_shift, sum.halvings}, {false, sum.subtract, third_is_negated}});
    });
  }
  return slot;
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
  by_key_.erase(by_key_.find(value_hash::key(values_[slot].hash)));
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
