// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "wirefold/optimizer/cmvm/key_counts.h"
#include "wirefold/optimizer/cmvm/linear_form.h"
#include "wirefold/optimizer/cmvm/pattern_table.h"
#include "wirefold/optimizer/cmvm/value_hash.h"

namespace wirefold::cmvm {

/// A linear form that a graph may hold, without sign and powers of two: one of its coefficients is odd.
struct Value {
  std::uint64_t hash = 0;
  std::uint64_t parity = 0;  ///< a hash of which coefficients are odd
  std::int64_t largest = 0;  ///< magnitude of its coefficients
  Format format;
  bool is_alive = false;
  bool is_base = false;    ///< an input
  bool is_target = false;  ///< must stay
};

/// +-v0 2^s0 +- v1 2^s1 +- v2 2^s2 = 0: any of the three values is a sum of the other two. The first two may be one
/// value.
struct Relation {
  std::uint32_t value[3] = {};
  std::uint8_t shift[3] = {};
  bool negate[3] = {};
};

/// A sum of two values: (a 2^a_shift +- b 2^b_shift) / 2^halvings.
struct ValueSum {
  std::uint64_t hash = 0;
  std::uint8_t a_shift = 0;
  std::uint8_t b_shift = 0;
  bool subtract = false;
  std::uint8_t halvings = 0;

  std::uint64_t key() const { return value_hash::key(hash); }
};

/// Values with all relations between them, kept up to date while values come and go, and all their sums of two.
class ValueSet {
 public:
  /// Values of `width` coefficients, for sums whose coefficients do not exceed `limit`.
  ValueSet(std::size_t width, std::int64_t limit);

  std::uint32_t capacity() const { return static_cast<std::uint32_t>(values_.size()); }
  const Value& operator[](std::uint32_t slot) const { return values_[slot]; }
  std::span<const std::int32_t> coefficients(std::uint32_t slot) const {
    return {coefficients_.data() + slot * width_, width_};
  }
  const std::vector<std::uint32_t>& relations_of(std::uint32_t slot) const { return by_value_[slot]; }
  const Relation& relation(std::uint32_t id) const { return relations_[id]; }
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;
  std::uint32_t find(std::uint64_t key) const {
    const PatternTable::Entry* found = by_key_.find(key);
    return found == nullptr ? kNone : found->count;
  }
  /// How many sums of two values that were counted in have this key; it may be fewer.
  std::uint64_t sum_count(std::uint64_t key) const { return sums_.count(key); }
  /// Adds the keys of the sums of a value to `keys`.
  void collect_sums(std::uint32_t slot, KeyCounts& keys);

  /// Puts in a value that is not there, and its relations. Its sums are not counted in yet.
  std::uint32_t insert(std::span<const std::int32_t> coefficients, Value value);
  void erase(std::uint32_t slot);
  /// Counts the sums of a value with all others that are counted in, and itself.
  void count_sums(std::uint32_t slot);
  void discount_sums(std::uint32_t slot);

  /// Calls visit(const ValueSum&) for the useful sums of two values. `a` and `b` may be one value.
  template <typename Visit>
  void for_each_sum(std::uint32_t a, std::uint32_t b, Visit visit) const;
  /// The coefficients of a sum.
  void coefficients_of(std::uint32_t a, std::uint32_t b, const ValueSum& sum, std::vector<std::int32_t>& result) const;

  std::uint64_t steps() const { return steps_; }
  void spend(std::uint64_t steps) const { steps_ += steps; }

 private:
  static constexpr unsigned kMostShift = 30;

  unsigned common_halvings(std::uint32_t a, std::uint32_t b, bool subtract) const;
  template <typename Visit>
  void visit_shift(std::uint32_t a, std::uint32_t b, unsigned a_shift, unsigned b_shift, Visit& visit) const;
  void collect_sum_keys(std::uint32_t slot);
  void add_relation(const Relation& relation);

  std::size_t width_;
  std::int64_t limit_;
  std::vector<Value> values_;
  std::vector<bool> is_counted_;
  std::vector<std::int32_t> coefficients_;
  std::vector<std::uint32_t> free_slots_;
  std::vector<Relation> relations_;
  std::vector<std::uint32_t> free_relations_;
  std::vector<std::vector<std::uint32_t>> by_value_;
  PatternTable by_key_;  // from keys to slots
  KeyCounts sums_;
  std::vector<std::uint64_t> keys_;
  mutable std::uint64_t steps_ = 0;
};

template <typename Visit>
void ValueSet::visit_shift(std::uint32_t a, std::uint32_t b, unsigned a_shift, unsigned b_shift, Visit& visit) const {
  const Value& x = values_[a];
  const Value& y = values_[b];
  const std::uint64_t p = value_hash::shifted(x.hash, a_shift);
  const std::uint64_t q = value_hash::shifted(y.hash, b_shift);
  const bool may_be_even = a_shift == b_shift && x.parity == y.parity;
  for (const bool subtract : {false, true}) {
    ValueSum sum{value_hash::add(p, subtract ? value_hash::negated(q) : q), static_cast<std::uint8_t>(a_shift),
                 static_cast<std::uint8_t>(b_shift), subtract, 0};
    if (may_be_even) {
      const unsigned halvings = common_halvings(a, b, subtract);
      sum.halvings = static_cast<std::uint8_t>(halvings);
      sum.hash = value_hash::halved(sum.hash, halvings);
    }
    visit(sum);
  }
}

template <typename Visit>
void ValueSet::for_each_sum(std::uint32_t a, std::uint32_t b, Visit visit) const {
  const std::int64_t x = values_[a].largest;
  const std::int64_t y = values_[b].largest;
  // The largest coefficient of a sum is at least the difference of the operands' largest ones.
  if (a != b) visit_shift(a, b, 0, 0, visit);
  for (unsigned shift = 1; shift <= kMostShift && (y << shift) - x <= limit_; ++shift) {
    visit_shift(a, b, 0, shift, visit);
  }
  if (a == b) return;
  for (unsigned shift = 1; shift <= kMostShift && (x << shift) - y <= limit_; ++shift) {
    visit_shift(a, b, shift, 0, visit);
  }
}

}  // namespace wirefold::cmvm
