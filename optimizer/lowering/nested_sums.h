// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "wirefold/ir/graph.h"

namespace wirefold {

/// Sums of two whose terms are sums of two that nothing else reads and that have no name: one sum of many terms, which
/// may be added in any order.
class NestedSums {
 public:
  /// `logic` outlives this.
  explicit NestedSums(const CombLogic& logic);

  /// True for a sum of two, by its place in the program, that only another one reads.
  bool is_inner(std::size_t place) const { return is_inner_[place]; }
  /// True for a sum of two that is not an inner one.
  bool is_outer(std::size_t place) const;
  /// The terms of an outer sum and of the inner sums in it.
  std::vector<Use> terms(const Operation& outer) const;

 private:
  const CombLogic& logic_;
  std::vector<bool> is_inner_;  // one an operation
};

}  // namespace wirefold
