// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wirefold/optimizer/passes/pass.h"

namespace wirefold {

/// Puts operations into canonical form (passes/canonical_builder.h) and computes each distinct one once; an operation
/// whose interval is one point becomes a constant.
bool merge_common_subexpressions(CombLogic& logic, const PassContext& context);

}  // namespace wirefold
