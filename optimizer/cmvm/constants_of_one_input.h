// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>

#include "wirefold/optimizer/cmvm/construct.h"
#include "wirefold/optimizer/cmvm/solver.h"

namespace wirefold::cmvm {

struct ChainResult {
  std::optional<AdderGraph> graph;  ///< none: no task of this kind, or none found in so many steps
  std::uint64_t steps = 0;
};

/// Solves a task of one row (one input, several constants) or of one column, which is the same transposed: by the
/// shortest chains of constants, of which the cheapest one is taken. For weights of at most kMostConstantBits, up to
/// powers of two.
ChainResult solve_by_chains(const Task& task, const Options& options, std::uint64_t most_steps);

}  // namespace wirefold::cmvm
