// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "wirefold/dsl/fixed_variable_array.h"
#include "wirefold/dsl/numeric_array.h"

namespace wirefold {

/// The elements of all the arrays, one array after the other, in one trace.
TracedElements joined_elements(std::span<const FixedVariableArray* const> arrays);

/// The elements of all the arrays, one array after the other, as an array of one axis.
NumericArray joined(std::span<const NumericArray> arrays);
FixedVariableArray joined(std::span<const FixedVariableArray> arrays);

}  // namespace wirefold
