// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "wirefold/optimizer/passes/pass.h"

namespace wirefold {

/// Puts operations into an order in which few bits are alive at once: depth first from the outputs, the operand with
/// the longest path behind it first. The order stays as it is where that is no better. So text and RTL name a value
/// near to where it is read.
bool order_operations(CombLogic& logic, const PassContext& context);

/// The most bits that are alive at once if the operations run in their order. An output lives to the end, an input from
/// the start, constants take none.
std::uint64_t peak_live_bits(const CombLogic& logic);

}  // namespace wirefold
