// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <stop_token>

#include "wirefold/optimizer/cmvm/construct.h"
#include "wirefold/optimizer/cmvm/solver.h"

namespace wirefold::cmvm {

/// How a window of a graph is searched.
struct WindowOptions {
  Objective objective = Objective::kBits;
  std::uint32_t deadline = 0;  ///< of all outputs
  std::size_t most_nodes = 0;  ///< of a window
  std::uint64_t steps = 0;
  unsigned heat = 0;  ///< see ValueSearch::run
  std::uint64_t seed = 0;
};

struct WindowResult {
  std::optional<AdderGraph> graph;  ///< with a lower price in the eyes of the value search; nothing if there is none
  std::uint64_t steps = 0;
};

/// Searches the cones of some outputs of a graph for a cheaper set of values (see ValueSearch): of as many outputs as
/// the window has room for. Values that the rest of the graph uses stay.
///
/// Nothing is done for graphs of very many nodes or with coefficients beyond 28 bits.
WindowResult improve_window(const Task& task, const AdderGraph& graph, const WindowOptions& options,
                            const std::stop_token& stop);

}  // namespace wirefold::cmvm
