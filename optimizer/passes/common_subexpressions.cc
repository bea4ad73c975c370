// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/passes/common_subexpressions.h"

#include "wirefold/optimizer/passes/rebuild.h"

namespace wirefold {

bool merge_common_subexpressions(CombLogic& logic, const PassContext&) { return rebuild(logic); }

}  // namespace wirefold
