// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "wirefold/ir/graph.h"
#include "wirefold/optimizer/lowering/sliding_products.h"

namespace wirefold {

/// Whether the operation is a product with a constant matrix: linear, a sum of three or more, and a multiplication by a
/// number.
bool is_constant_product(const CombLogic& logic, const Operation& operation);

/// How many constant products lie before each operation on the longest path from the inputs. Products of one rank do
/// not depend on each other.
std::vector<std::size_t> product_ranks(const CombLogic& logic);

/// Operations of one rank, to be lowered together. Where they slide, `at` says how.
struct ProductGroup {
  std::vector<std::size_t> operations;
  std::size_t rank = 0;  ///< see product_ranks
  std::optional<SlidingPositions> at = {};
};

/// All operations of a program, each after its operands; those of a group are constant products to be solved together,
/// every other operation is a group of its own.
///
/// Products are grouped if they share operands and do not depend on each other: the positions of a window that slides
/// over its operands, and several matrices on the same inputs. The size of the latter is bounded. The order is that of
/// the program where nothing is grouped.
std::vector<ProductGroup> grouped_products(const CombLogic& logic);

}  // namespace wirefold
