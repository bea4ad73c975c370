// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "wirefold/ir/graph.h"

namespace wirefold {

/// Whether the operation is a product with a constant matrix: linear, a sum of three or more, and a multiplication by a
/// number.
bool is_constant_product(const CombLogic& logic, const Operation& operation);

/// All operations of a program, each after its operands; those of a group are constant products to be solved together,
/// every other operation is a group of its own.
///
/// Products are grouped if they share operands and do not depend on each other: several matrices on the same inputs,
/// and the windows of a convolution. The size of a group is bounded, so that a large convolution is cut into tiles;
/// tiles of a regular one are equal but for its borders. The order is that of the program where nothing is grouped.
std::vector<std::vector<std::size_t>> grouped_products(const CombLogic& logic);

}  // namespace wirefold
