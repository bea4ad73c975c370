// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "wirefold/backends/formal/bit_netlist.h"

namespace wirefold::formal {

/// What ABC, the solver that comes with yosys, found out about bits that are claimed never to be 1.
struct SolverResult {
  enum class Outcome { kNever, kPossible, kUndecided };
  Outcome outcome = Outcome::kUndecided;
  std::vector<bool> inputs;  ///< where it is possible: the network's inputs, in order, which make one of them 1
};

/// ToolError if ABC is missing or fails.
SolverResult find_one(const BitNetlist& netlist, std::span<const BitNetlist::Bit> bits, unsigned timeout_seconds);

}  // namespace wirefold::formal
