// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wirefold/sim/engine/plan.h"

namespace wirefold::engine {

/// Joins a sum that only one other combination reads into that one, so that it never leaves the registers, where this
/// does not make its lanes wider; then removes steps whose results nothing needs, and ports' cells that nothing reads.
void fuse(Plan& plan);

}  // namespace wirefold::engine
