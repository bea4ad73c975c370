// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wirefold/dsl/twin_functions.h"

namespace wirefold {

// Comparisons give 1 where they hold and 0 where they do not, exactly, whatever the formats of the operands. A constant
// need not lie on the grid of what it is compared with.
//
// Shapes:  broadcast.
// Errors:  ShapeError if the shapes do not broadcast.
// Source:  the functions of numpy of the same names.

WIREFOLD_OF_TWO_ARRAYS(less);
WIREFOLD_OF_TWO_ARRAYS(less_equal);
WIREFOLD_OF_TWO_ARRAYS(greater);
WIREFOLD_OF_TWO_ARRAYS(greater_equal);
WIREFOLD_OF_TWO_ARRAYS(equal);
WIREFOLD_OF_TWO_ARRAYS(not_equal);

/// 1 where x is negative, else 0.
WIREFOLD_OF_ONE_ARRAY(signbit);
/// -1, 0 or 1.
WIREFOLD_OF_ONE_ARRAY(sign);

/// `when_true` where the condition is not 0, `when_false` where it is 0: the hardware's `if`. A constant condition only
/// moves elements, and takes open inputs and quotients along.
///
/// Shapes:  all three broadcast.
/// Errors:  ShapeError if the shapes do not broadcast.
/// Source:  numpy.where of three arguments.
/// Example: auto y = wf::where(wf::greater(x, 0), x, x * 3 >> 4);
FixedVariableArray where(const FixedVariableArray& condition, const FixedVariableArray& when_true,
                         const FixedVariableArray& when_false, const Location& location = Location::here());
FixedVariableArray where(const FixedVariableArray& condition, const FixedVariableArray& when_true,
                         const NumericArray& when_false, const Location& location = Location::here());
FixedVariableArray where(const FixedVariableArray& condition, const NumericArray& when_true,
                         const FixedVariableArray& when_false, const Location& location = Location::here());
FixedVariableArray where(const FixedVariableArray& condition, const NumericArray& when_true,
                         const NumericArray& when_false, const Location& location = Location::here());
FixedVariableArray where(const NumericArray& condition, const FixedVariableArray& when_true,
                         const FixedVariableArray& when_false, const Location& location = Location::here());
FixedVariableArray where(const NumericArray& condition, const FixedVariableArray& when_true,
                         const NumericArray& when_false, const Location& location = Location::here());
FixedVariableArray where(const NumericArray& condition, const NumericArray& when_true,
                         const FixedVariableArray& when_false, const Location& location = Location::here());
NumericArray where(const NumericArray& condition, const NumericArray& when_true, const NumericArray& when_false,
                   const Location& location = Location::here());

}  // namespace wirefold
