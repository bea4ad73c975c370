// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "wirefold/optimizer/cmvm/key_counts.h"
#include "wirefold/optimizer/cmvm/lattice.h"
#include "wirefold/optimizer/cmvm/linear_form.h"
#include "wirefold/optimizer/cmvm/pattern_table.h"
#include "wirefold/optimizer/cmvm/value_hash.h"

namespace wirefold::cmvm {

/// Hashes of a form and of parts of it.
struct FormHashes {
  std::uint64_t form = 0;
  std::uint64_t parity = 0;   ///< of which coefficients are odd
  std::uint64_t least_x = 0;  ///< of the part at the least x
  std::uint64_t least_y = 0;
};

/// A linear form that a graph may hold, without sign, powers of two and place: one of its coefficients is odd, and the
/// least x and y of its places are 0.
struct Value {
  FormHashes hashes;
  std::int64_t largest = 0;  ///< magnitude of its coefficients
  Displacement extent;       ///< the largest x and y of its places
  Format format;
  bool is_alive = false;
  bool is_base = false;    ///< an input
  bool is_target = false;  ///< must stay
};

/// +-v0 2^s0 at p0 +- v1 2^s1 at p1 +- v2 2^s2 at p2 = 0: any of the three values is a sum of the other two. The first
/// two may be one value.
struct Relation {
  std::uint32_t value[3] = {};
  std::uint8_t shift[3] = {};
  bool negate[3] = {};
  Displacement place[3] = {};
};

/// A sum of two values: (a 2^a_shift at a_place +- b 2^b_shift at b_place) / 2^halvings, moved back by `place`.
struct ValueSum {
  std::uint64_t hash = 0;
  std::uint8_t a_shift = 0;
  std::uint8_t b_shift = 0;
  bool subtract = false;
  std::uint8_t halvings = 0;
  Displacement a_place;
  Displacement b_place;
  Displacement place;

  std::uint64_t key() const { return value_hash::key(hash); }
};

/// Values with all relations between them, kept up to date while values come and go, and all their sums of two.
class ValueSet {
 public:
  /// Values over the places of a lattice, for sums whose coefficients do not exceed `limit`.
  ValueSet(const Lattice& lattice, std::int64_t limit);

  const Lattice& lattice() const { return lattice_; }

  std::uint32_t capacity() const { return static_cast<std::uint32_t>(values_.size()); }
  const Value& operator[](std::uint32_t slot) const { return values_[slot]; }
  std::span<const std::int32_t> coefficients(std::uint32_t slot) const {
    return {coefficients_.data() + slot * size_, size_};
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
  std::uint32_t insert(std::span<const std::int32_t> coefficients, const Value& value);
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

  // A value at its place in a sum.
  struct Placed {
    std::uint32_t slot;
    Displacement at;
    FormHashes hashes;
  };

  Placed placed(std::uint32_t slot, Displacement at) const;
  template <typename Visit>
  void visit_places(const Placed& a, const Placed& b, Visit& visit) const;
  template <typename Visit>
  void visit_shift(const Placed& a, const Placed& b, unsigned a_shift, unsigned b_shift, Visit& visit) const;
  std::int32_t coefficient_of(std::uint32_t a, std::uint32_t b, const ValueSum& sum, std::size_t index) const;
  void reduce(std::uint32_t a, std::uint32_t b, ValueSum& sum) const;
  void measure(std::uint32_t slot);
  void collect_sum_keys(std::uint32_t slot);
  void add_relation(const Relation& relation);

  Lattice lattice_;
  std::size_t size_;
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
void ValueSet::visit_shift(const Placed& a, const Placed& b, unsigned a_shift, unsigned b_shift, Visit& visit) const {
  const std::uint64_t p = value_hash::shifted(a.hashes.form, a_shift);
  const std::uint64_t q = value_hash::shifted(b.hashes.form, b_shift);
  const bool may_be_even = a_shift == b_shift && a.hashes.parity == b.hashes.parity;
  for (const bool subtract : {false, true}) {
    ValueSum sum{value_hash::add(p, subtract ? value_hash::negated(q) : q),
                 static_cast<std::uint8_t>(a_shift),
                 static_cast<std::uint8_t>(b_shift),
                 subtract,
                 0,
                 a.at,
                 b.at,
                 {}};
    const auto cancels = [&](std::uint64_t of_a, std::uint64_t of_b) {
      const std::uint64_t part = value_hash::shifted(of_b, b_shift);
      return value_hash::shifted(of_a, a_shift) == (subtract ? part : value_hash::negated(part));
    };
    // The least x or y of a sum is 0 unless what the two have there cancels.
    const bool may_move = (lattice_.width() > 1 && a.at.x == b.at.x && cancels(a.hashes.least_x, b.hashes.least_x)) ||
                          (lattice_.height() > 1 && a.at.y == b.at.y && cancels(a.hashes.least_y, b.hashes.least_y));
    if (may_be_even || may_move) reduce(a.slot, b.slot, sum);
    visit(sum);
  }
}

template <typename Visit>
void ValueSet::visit_places(const Placed& a, const Placed& b, Visit& visit) const {
  const std::int64_t x = values_[a.slot].largest;
  const std::int64_t y = values_[b.slot].largest;
  const bool is_same = a.slot == b.slot && a.at == b.at;
  // The largest coefficient of a sum is at least the difference of the operands' largest ones.
  if (!is_same) visit_shift(a, b, 0, 0, visit);
  for (unsigned shift = 1; shift <= kMostShift && (y << shift) - x <= limit_; ++shift) {
    visit_shift(a, b, 0, shift, visit);
  }
  if (is_same) return;
  for (unsigned shift = 1; shift <= kMostShift && (x << shift) - y <= limit_; ++shift) {
    visit_shift(a, b, shift, 0, visit);
  }
}

template <typename Visit>
void ValueSet::for_each_sum(std::uint32_t a, std::uint32_t b, Visit visit) const {
  if (lattice_.is_point()) return visit_places(placed(a, {}), placed(b, {}), visit);
  // From b as far before a as there is room in the box to as far after it. One value with itself: one way is enough.
  const Displacement p = values_[a].extent;
  const Displacement q = values_[b].extent;
  for (int y = a == b ? 0 : p.y - lattice_.height() + 1; y < lattice_.height() - q.y; ++y) {
    for (int x = a == b && y == 0 ? 0 : p.x - lattice_.width() + 1; x < lattice_.width() - q.x; ++x) {
      const auto before = [](int step) { return static_cast<std::int16_t>(step < 0 ? -step : 0); };
      const auto after = [](int step) { return static_cast<std::int16_t>(step > 0 ? step : 0); };
      visit_places(placed(a, {before(x), before(y)}), placed(b, {after(x), after(y)}), visit);
    }
  }
}

}  // namespace wirefold::cmvm
