// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>

#include "wirefold/optimizer/optimize.h"
#include "wirefold/optimizer/pipelining/pipeline.h"

namespace wirefold {

/// What a lowered program is worth under a goal: first how far it misses a limit, then what there shall be little of.
struct DepthPrice {
  std::int64_t excess = 0;  ///< 0: the limit is kept
  std::uint64_t cost = 0;

  friend auto operator<=>(const DepthPrice&, const DepthPrice&) = default;
};

struct DepthChoice {
  DepthLimits depth;
  DepthPrice price;
  CombLogic logic;         ///< the program as `optimize` makes it at this depth
  std::size_t trials = 0;  ///< programs that were made
};

struct DepthSearchOptions {
  OptimizeOptions optimize = {};   ///< its `depth` is not used
  std::size_t most_trials = 60;    ///< of depths
  std::size_t most_variants = 60;  ///< trials of other graphs of about the same cost
};

/// Optimizes a traced program at several depths of its constant products and takes the one of the least price: first
/// all layers at one limit (none, and 3, 2, 1, 0 levels above the least), without and with early sums; sums for stages
/// of 2 to 10 levels; one layer after the other, from the last to the first, at each of these limits, until no layer
/// changes or the trials are spent; and variants of each layer, with stages of other levels in between. Of equal
/// prices, the first.
///
/// Errors:  those of `optimize`.
DepthChoice find_depth(const CombLogic& logic, const std::function<DepthPrice(const CombLogic&)>& price,
                       const DepthSearchOptions& options = {});

/// How far the longest stage of `stage_count` stages misses the limit of these options; then stages, where their number
/// is not given, and register bits.
/// Errors:  those of `pipeline` (optimizer/pipelining/pipeline.h), but for limits that are missed.
DepthPrice pipeline_price(const CombLogic& logic, const DeviceProfile& profile, const PipelineOptions& options);

}  // namespace wirefold
