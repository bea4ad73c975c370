// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wirefold/optimizer/passes/pass.h"

namespace wirefold {

/// What merge_common_subexpressions, merge_quantizers and simplify_bits do together, in one walk for all their rules
/// instead of one each.
bool simplify(CombLogic& logic, const PassContext& context);

}  // namespace wirefold
