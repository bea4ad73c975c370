// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "wirefold/optimizer/lowering/arithmetic.h"
#include "wirefold/optimizer/lowering/sliding_products.h"

namespace wirefold {

/// Writes products that are one window at several positions so that each makes only what no other has made: one use a
/// column of each. Nothing if that is no cheaper than every product alone, or not possible within a delay limit.
std::optional<std::vector<Use>> slide(Arithmetic& arithmetic, std::span<const ConstantProduct> products,
                                      const SlidingPositions& at);

}  // namespace wirefold
