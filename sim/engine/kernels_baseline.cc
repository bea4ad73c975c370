// SPDX-License-Identifier: Apache-2.0
#include "wirefold/sim/engine/kernel_table.h"

namespace wirefold::engine {

const KernelTable& baseline_kernels() { return kKernelTable; }

}  // namespace wirefold::engine
