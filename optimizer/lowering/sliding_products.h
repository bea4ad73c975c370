// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "wirefold/ir/graph.h"
#include "wirefold/optimizer/cmvm/sliding_graph.h"

namespace wirefold {

/// What an operand of a sliding product reads: the value at `at`, times 2^shift, negated if `negate`.
struct SlidingOperand {
  cmvm::WindowPlace at;
  int shift = 0;
  bool negate = false;
};

/// How the positions of constant products lie: operand k of product i reads the value of operands[k].at.channel at
/// positions[i] + operands[k].at.at.
struct SlidingPositions {
  std::vector<cmvm::Displacement> positions;            ///< one a product
  std::vector<std::optional<SlidingOperand>> operands;  ///< none where it is zero in every product
};

/// Constant products that are one window at several positions, such as those of a convolution or a moving sum, in one
/// or two dimensions. An operand that is the constant zero lies beyond the borders.
struct SlidingProducts {
  std::vector<std::size_t> operations;
  SlidingPositions at;
};

/// Finds what slides among products (kLinear and kSum) that do not depend on each other, by the operands that they have
/// in common. Nothing tells a program's shapes here: whatever was written in a loop is found as well.
std::vector<SlidingProducts> find_sliding_products(const CombLogic& logic, std::span<const std::size_t> products);

}  // namespace wirefold
