// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace wirefold {

/// Which adder graphs constant products take. First, how deep they may be: so many adder levels above the least that is
/// possible with operands that arrive when they do. None: no limit, what is cheapest.
///
/// A layer of a program is a number of constant products, here those with equally many products before them on the
/// longest path from the inputs: the dense layers of a network are layers 0, 1, 2, ...
struct DepthLimits {
  std::optional<std::uint32_t> extra_levels = {};           ///< of layers that have no limit of their own
  std::vector<std::optional<std::uint32_t>> of_layer = {};  ///< of the first layers

  /// Of the first layers, which of several graphs of about one cost: a number that is added to the seed of their
  /// search.
  std::vector<std::uint64_t> variant_of_layer = {};

  /// Nested sums add what is there first, not what is narrowest (optimizer/lowering/balance_sums.h).
  bool adds_early = false;
  /// Where not 0, they are added for pipeline stages of so many adder levels: early, but what many sums read crosses
  /// the borders of stages once for all of them.
  std::uint32_t levels_per_stage = 0;

  std::optional<std::uint32_t> at(std::size_t layer) const {
    return layer < of_layer.size() ? of_layer[layer] : extra_levels;
  }
  std::uint64_t variant_at(std::size_t layer) const {
    return layer < variant_of_layer.size() ? variant_of_layer[layer] : 0;
  }
  friend bool operator==(const DepthLimits&, const DepthLimits&) = default;
};

}  // namespace wirefold
