// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wirefold/sim/engine/code.h"
#include "wirefold/sim/simd_level.h"

namespace wirefold::engine {

/// The kernels for a level that this processor has (InternalError for another).
const KernelTable& kernels_for(SimdLevel level);

}  // namespace wirefold::engine
