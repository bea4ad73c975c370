// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "wirefold/ir/graph.h"

namespace wirefold {

/// How often each value is read: by operations, and by outputs. Named tensors keep nothing alive and do not count.
std::vector<std::uint32_t> use_counts(const CombLogic& logic);

}  // namespace wirefold
