// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wirefold/optimizer/passes/pass.h"

namespace wirefold {

/// Removes operations that no output needs. Inputs stay: they are the interface. A named tensor keeps nothing alive.
bool remove_dead_code(CombLogic& logic, const PassContext& context);

}  // namespace wirefold
