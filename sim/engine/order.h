// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wirefold/sim/engine/plan.h"

namespace wirefold::engine {

/// Puts the steps into an order that keeps few bytes alive at once, so that more of a block stays in the caches: the
/// best of the order they have, one that follows the operands of each output, and one that always takes the step that
/// frees most. Lanes must have been assigned.
void order_steps(Plan& plan);

/// The most bytes a sample that are alive at once if the steps run in their order.
std::size_t peak_bytes(const Plan& plan);

}  // namespace wirefold::engine
