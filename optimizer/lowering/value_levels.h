// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "wirefold/ir/graph.h"

namespace wirefold {

/// How many adder levels an operation adds to the latest of its operands. A product of b bits is a tree of b rows; what
/// is no adder takes none.
std::uint32_t levels_of(const CombLogic& logic, const Operation& operation);

/// The number of adder levels between the inputs and each value.
std::vector<std::uint32_t> value_levels(const CombLogic& logic);

}  // namespace wirefold
