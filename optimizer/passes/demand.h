// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <limits>
#include <vector>

#include "wirefold/ir/graph.h"

namespace wirefold {

/// The bits of a value that something depends on: of value modulo 2^top, those from 2^low on.
struct Demand {
  static constexpr int kNoLimit = std::numeric_limits<int>::max() / 4;

  int top = kNoLimit;
  int low = -kNoLimit;

  static Demand nothing() { return {-kNoLimit, kNoLimit}; }
  bool is_nothing() const { return top <= low; }
  /// What is demanded of a value if this is demanded of a use of it.
  Demand before(const Use& use) const;
  /// What both together demand.
  Demand operator|(const Demand& other) const;
  friend bool operator==(const Demand&, const Demand&) = default;
};

/// What an operation demands of its i-th operand, if `result` is demanded of its result. A `linear` and an extremum
/// demand everything: they are lowered before it counts.
Demand operand_demand(const CombLogic& logic, const Operation& operation, std::size_t i, const Demand& result);

/// What is demanded of each value by all that read it.
std::vector<Demand> demands(const CombLogic& logic);

}  // namespace wirefold
