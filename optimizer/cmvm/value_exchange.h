// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <stop_token>

#include "wirefold/optimizer/cmvm/sliding_graph.h"

namespace wirefold::cmvm {

/// How the values of a graph are searched.
struct ExchangeOptions {
  Objective objective = Objective::kBits;
  std::uint32_t deadline = 0;    ///< of all outputs
  std::size_t most_nodes = 400;  ///< of the part that is searched
  std::uint64_t steps = 0;       ///< none: only what places have in common is made once
  unsigned heat = 0;             ///< see ValueSearch::run
  std::uint64_t seed = 0;
};

template <typename Graph>
struct ExchangeResult {
  std::optional<Graph> graph;  ///< with a lower price in the eyes of the value search; nothing if there is none
  std::uint64_t steps = 0;
};

/// Searches the cones of some outputs of a graph for a cheaper set of values (see ValueSearch): of as many outputs as
/// there is room for. Values that the rest of the graph uses stay.
///
/// Nothing is done for coefficients beyond 28 bits, or for very many nodes of very many places.
ExchangeResult<SlidingGraph> exchange_values(const SlidingWindow& window, const SlidingGraph& graph,
                                             const ExchangeOptions& options, const std::stop_token& stop);

/// The same for a graph of a matrix, which is a window at one position. Of the problem, only the inputs count.
ExchangeResult<AdderGraph> exchange_values(const Problem& problem, const AdderGraph& graph,
                                           const ExchangeOptions& options, const std::stop_token& stop);

}  // namespace wirefold::cmvm
