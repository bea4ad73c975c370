// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wirefold/dsl/fixed_variable_array.h"

namespace wirefold {

/// The smallest format that holds all elements. The array has no open inputs and no quotients.
Format smallest_format(const FixedVariableArray& array);

}  // namespace wirefold
