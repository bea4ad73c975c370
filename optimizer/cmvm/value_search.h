// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <stop_token>
#include <vector>

#include "wirefold/optimizer/cmvm/solver.h"
#include "wirefold/optimizer/cmvm/value_reach.h"
#include "wirefold/optimizer/cmvm/value_set.h"

namespace wirefold::cmvm {

/// A value that a search starts with. Bases come before all others.
struct StartValue {
  std::vector<std::int32_t> coefficients;  ///< over a lattice; one of them odd, the least x and y of their places 0
  std::uint32_t time = 0;                  ///< of a base: when it is there; of a target: when it must be there
  bool is_base = false;
  bool is_target = false;
};

/// value = (+-a 2^a_shift at a_place +- b 2^b_shift at b_place) / 2^halvings, moved back by `place`. a and b are
/// indices into the values of a result.
struct Derivation {
  std::uint32_t a = 0;
  std::uint32_t b = 0;
  std::uint8_t a_shift = 0;
  std::uint8_t b_shift = 0;
  std::uint8_t halvings = 0;
  bool a_negate = false;
  bool b_negate = false;
  Displacement a_place;
  Displacement b_place;
  Displacement place;
};

/// Values in an order in which each that is no base is derived from earlier ones.
struct DerivedValue {
  std::vector<std::int32_t> coefficients;
  std::uint32_t base = 0;  ///< without a derivation: which base it is
  std::optional<Derivation> derivation;
};

/// Searches sets of values that hold all targets and in which each value is a sum of two others, by exchanging single
/// values: one is taken out, and those that cannot be made any more are made with another new value. Dearer sets are
/// accepted at first, less and less as the search goes on (simulated annealing).
///
/// Every graph of adders is such a set, whatever its shape, so that the search knows no digits, patterns or trees. Over
/// a lattice, a set is what is made anew at each position of a window.
class ValueSearch {
 public:
  /// `ranges` and `inputs` tell the formats: coefficient i belongs to input inputs[i].
  ValueSearch(const Lattice& lattice, const std::vector<StartValue>& start, const InputRanges& ranges,
              std::vector<std::uint32_t> inputs, Objective objective, std::uint64_t seed);
  ValueSearch(const ValueSearch&) = delete;
  ValueSearch& operator=(const ValueSearch&) = delete;

  /// Goes on for so many steps; `heat` is the mean of how many bits dearer an exchange may be at first.
  void run(std::uint64_t steps, unsigned heat, const std::stop_token& stop);

  std::uint64_t steps() const { return set_.steps(); }
  /// Whether a cheaper set was found than the one that the search began with.
  bool has_improved() const { return best_price_ < start_price_; }
  /// The best set so far. It is empty if the start lacks an operand or is not there in time.
  const std::vector<DerivedValue>& best() const { return best_; }
  std::uint64_t start_price() const { return start_price_; }
  std::uint64_t best_price() const { return best_price_; }

 private:
  static constexpr std::uint32_t kNever = ValueReach::kNever;
  static constexpr std::uint32_t kNone = ValueSet::kNone;

  // What the targets need of a slot, and when.
  struct Need {
    std::uint32_t required = kNever;
    bool is_needed = false;
  };

  std::uint64_t random();
  std::uint32_t random_below(std::size_t count) { return static_cast<std::uint32_t>(random() % count); }
  Value value_of(std::span<const std::int32_t> coefficients, std::uint64_t hash) const;
  std::uint64_t price_of(std::uint32_t a, unsigned a_shift, std::uint32_t b, unsigned b_shift) const;
  std::uint64_t choose_derivations();
  std::uint32_t stuck_value(std::uint32_t without);
  std::uint32_t insert_repair(std::uint32_t stuck, std::uint32_t without);
  std::uint64_t tolerance(std::uint64_t heat);
  void exchange(std::uint64_t heat_now);
  void commit(std::uint32_t without);
  void count_uses();
  void keep_best();

  const InputRanges& ranges_;
  std::vector<std::uint32_t> inputs_;
  Objective objective_;
  std::uint64_t state_;
  std::int64_t limit_;
  ValueSet set_;
  std::vector<std::uint32_t> times_;     // by slot: of bases and targets
  ValueReach reach_;                     // without the value that is taken out
  std::vector<Need> needs_;              // by slot
  std::vector<std::uint32_t> chosen_;    // by slot: the relation that derives it
  std::vector<std::uint32_t> uses_;      // by slot: how many values are derived from it
  KeyCounts lost_;                       // sums of values that are not reached
  std::vector<std::uint32_t> inserted_;  // by the exchange in hand
  std::vector<std::int32_t> scratch_;
  std::uint64_t price_ = 0;
  std::uint64_t start_price_ = 0;
  std::uint64_t best_price_ = 0;
  std::vector<DerivedValue> best_;
};

}  // namespace wirefold::cmvm
