// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "wirefold/ir/graph.h"

namespace wirefold {

inline constexpr std::uint32_t kNoLayer = 0xFFFFFFFF;

/// The tensors that name the layers of a program: the named ones, then the outputs.
std::vector<const NamedTensor*> layer_tensors(const CombLogic& logic);

/// By operation, the first of `layer_tensors` that it leads to; kNoLayer for one that leads to none.
std::vector<std::uint32_t> layers_of_operations(const CombLogic& logic);

}  // namespace wirefold
