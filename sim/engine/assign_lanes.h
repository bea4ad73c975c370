// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wirefold/sim/engine/plan.h"

namespace wirefold::engine {

/// Chooses the lane of every cell and the lane every step computes in, the narrowest that give the right outputs.
///
/// Sums, products, bitwise operations, selects and cuts are modulo a power of two: to have the low bits of a result it
/// is enough to have as many low bits of the operands. So a cell's lane holds what its readers need of it, and all of
/// the number only where a reader looks at its sign or its size. Steps with a wide cell become KernelKind::wide.
void assign_lanes(Plan& plan);

/// The narrowest lane for so many bits.
Lane lane_for(unsigned bits);

}  // namespace wirefold::engine
