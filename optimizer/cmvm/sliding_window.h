// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>

#include "wirefold/optimizer/cmvm/sliding_graph.h"
#include "wirefold/optimizer/cmvm/solver.h"

namespace wirefold::cmvm {

struct SlidingSolution {
  SlidingGraph graph;
  Cost cost;  ///< of one position among many
  std::uint64_t steps = 0;
};

/// What the positions of a window can share: values that one position makes at several places are made once, then
/// values are exchanged (see ValueSearch). The search begins with a solution for one position; without a delay limit,
/// it may become a little deeper.
///
/// Every solution is checked to reproduce the matrix at each position. There is none for weights beyond 28 bits or
/// windows of very many places.
std::optional<SlidingSolution> solve(const SlidingWindow& window, const Solution& alone, const Options& options);

}  // namespace wirefold::cmvm
