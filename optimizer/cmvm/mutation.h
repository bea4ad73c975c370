// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "wirefold/optimizer/cmvm/construct.h"

namespace wirefold::cmvm {

/// Makes recipes that differ a little from a given one: other digits for some entries of the main stage, or another
/// order of sharing.
class Mutation {
 public:
  /// For all recipes with the stages of this one. `by_weight`: equal weights are often changed alike, as the windows of
  /// a convolution share if equal weights have equal digits.
  Mutation(const Recipe& recipe, bool by_weight);

  Recipe mutated(const Recipe& recipe, std::uint64_t seed) const;

 private:
  std::shared_ptr<const std::vector<Matrix>> stages_;
  std::size_t main_stage_;
  bool by_weight_;
  std::vector<std::size_t> entries_;  // those that have several forms
};

}  // namespace wirefold::cmvm
