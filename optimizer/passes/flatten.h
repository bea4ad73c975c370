// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wirefold/optimizer/passes/pass.h"

namespace wirefold {

/// Joins nested sums, extrema, ands, ors and exclusive ors that are read once into one operation of all their operands:
/// `lower` then makes a tree of them that is balanced by the arrival and the width of each. A program that is lowered
/// stays as it is.
bool flatten_nested(CombLogic& logic, const PassContext& context);

}  // namespace wirefold
