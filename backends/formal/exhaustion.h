// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "wirefold/backends/formal/bit_netlist.h"

namespace wirefold::formal {

/// What trying every input found out about bits that are claimed never to be 1.
struct Exhaustion {
  /// The network's inputs, in order, which make one of the bits 1.
  std::optional<std::vector<bool>> inputs;
  /// The bits that read too many inputs to try them all.
  std::vector<BitNetlist::Bit> undecided;
};

/// Tries all values of the inputs that a bit reads where that takes at most `budget` operations on 64 values: it
/// decides sums of many products with constants, which a solver does not.
Exhaustion try_every_input(const BitNetlist& netlist, std::span<const BitNetlist::Bit> bits, std::size_t budget);

}  // namespace wirefold::formal
