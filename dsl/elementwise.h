// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wirefold/dsl/fixed_variable_array.h"
#include "wirefold/dsl/numeric_array.h"

namespace wirefold {

/// The larger of two elements, exact.
///
/// Shapes:  broadcast.
/// Errors:  ShapeError if the shapes do not broadcast.
/// Source:  numpy.maximum.
FixedVariableArray maximum(const FixedVariableArray& a, const FixedVariableArray& b,
                           const Location& location = Location::here());
FixedVariableArray maximum(const FixedVariableArray& a, const NumericArray& b,
                           const Location& location = Location::here());
FixedVariableArray maximum(const NumericArray& a, const FixedVariableArray& b,
                           const Location& location = Location::here());
NumericArray maximum(const NumericArray& a, const NumericArray& b, const Location& location = Location::here());

/// The smaller of two elements, exact; otherwise as `maximum`.
FixedVariableArray minimum(const FixedVariableArray& a, const FixedVariableArray& b,
                           const Location& location = Location::here());
FixedVariableArray minimum(const FixedVariableArray& a, const NumericArray& b,
                           const Location& location = Location::here());
FixedVariableArray minimum(const NumericArray& a, const FixedVariableArray& b,
                           const Location& location = Location::here());
NumericArray minimum(const NumericArray& a, const NumericArray& b, const Location& location = Location::here());

/// max(x, -x), exact: |-8| of a signed 3-bit integer is 8.
FixedVariableArray abs(const FixedVariableArray& x, const Location& location = Location::here());
NumericArray abs(const NumericArray& x, const Location& location = Location::here());

}  // namespace wirefold
