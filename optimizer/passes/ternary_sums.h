// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wirefold/optimizer/passes/pass.h"

namespace wirefold {

/// Joins two adders to a sum of three where the device packs it into one carry chain and where that takes less area:
/// an adder that nothing else reads moves into its reader. Of all such pairs, each adder in at most one, it takes those
/// that save most (a matching on trees). No path grows beyond the longest path of the program.
bool fuse_ternary_sums(CombLogic& logic, const PassContext& context);

}  // namespace wirefold
