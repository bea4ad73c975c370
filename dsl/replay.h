// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <vector>

#include "wirefold/dsl/comb_trace.h"

namespace wirefold {

/// The operations that `roots` need, but inputs: depth first from the roots, operands in order, operands before their
/// users.
std::vector<std::size_t> operations_in_order(const CombLogic& traced, std::span<const Use> roots);

/// The program of the listed inputs and of the operations in `order`, numbered in that order, where every open input
/// element has the format that the quantizers among them ask of it. Named tensors keep what is left of them.
CombLogic replayed(const CombLogic& traced, const std::vector<std::size_t>& order,
                   const std::vector<NamedArray>& inputs, const std::vector<NamedArray>& outputs,
                   const std::string& name);

}  // namespace wirefold
