// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <stop_token>
#include <utility>
#include <vector>

#include "wirefold/optimizer/cmvm/sliding_graph.h"
#include "wirefold/optimizer/cmvm/value_search.h"

namespace wirefold::cmvm {

/// How the values of a sliding graph are searched.
struct ExchangeOptions {
  Objective objective = Objective::kBits;
  std::uint32_t deadline = 0;  ///< of all outputs
  std::uint64_t steps = 0;     ///< none: only what places have in common is made once
  unsigned heat = 0;           ///< see ValueSearch::run
  std::uint64_t seed = 0;
};

struct ExchangeResult {
  std::optional<SlidingGraph> graph;  ///< nothing if the graph cannot be searched
  std::uint64_t steps = 0;
};

/// Searches the cones of some outputs of a graph for a cheaper set of values: of as many outputs as there is room for.
/// Values that the rest of the graph uses stay.
///
/// Nothing is done for coefficients beyond 24 bits, or for very many nodes of very many places.
ExchangeResult exchange_values(const SlidingWindow& window, const SlidingGraph& graph, const ExchangeOptions& options,
                               const std::stop_token& stop);

}  // namespace wirefold::cmvm
