// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wirefold/optimizer/passes/pass.h"

namespace wirefold {

/// Where `PassContext::depth` asks for early sums: adds the terms of nested sums of two that are read once in another
/// order, the two that are there first before all others, and of those the narrowest. But for sums that are only wires,
/// none can be there earlier, and no order leaves fewer values after so many levels, so few cross a register there. The
/// price is wider adders than those of `lower`, which adds the narrowest first as long as the depth allows it.
///
/// Where depth gives levels per stage, sums are complete as late as the last stage has levels to spare, and their terms
/// cross the borders of stages in few bits (optimizer/lowering/crossing_terms.h).
bool balance_sums(CombLogic& logic, const PassContext& context);

}  // namespace wirefold
