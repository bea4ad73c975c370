// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace wirefold {

/// How deep the adder graphs of constant products may be: so many adder levels above the least that is possible with
/// operands that arrive when they do. None: no limit, what is cheapest.
///
/// A layer of a program is a number of constant products, here those with equally many products before them on the
/// longest path from the inputs: the dense layers of a network are layers 0, 1, 2, ...
struct DepthLimits {
  std::optional<std::uint32_t> extra_levels = {};           ///< of layers that have no limit of their own
  std::vector<std::optional<std::uint32_t>> of_layer = {};  ///< of the first layers

  /// Nested sums add what is there first, not what is narrowest (optimizer/lowering/balance_sums.h).
  bool adds_early = false;

  std::optional<std::uint32_t> at(std::size_t layer) const {
    return layer < of_layer.size() ? of_layer[layer] : extra_levels;
  }
  friend bool operator==(const DepthLimits&, const DepthLimits&) = default;
};

}  // namespace wirefold
