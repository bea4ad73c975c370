// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wirefold/dsl/axes.h"
#include "wirefold/dsl/fixed_variable_array.h"
#include "wirefold/dsl/numeric_array.h"

namespace wirefold {

// Reductions over the given axes, or over all of them. The axes are gone from the result, or of extent 1 with
// `keepdims`. Each result is one operation of the program, whatever the number of its operands.
//
// Errors:  ShapeError for an axis out of range or given twice.
// Source:  numpy.sum, numpy.amax, numpy.amin.
// Example: auto y = wf::amax(x, {0, 1});

/// The exact sum.
FixedVariableArray sum(const FixedVariableArray& x, const Axes& axes = {}, bool keepdims = false,
                       const Location& location = Location::here());
NumericArray sum(const NumericArray& x, const Axes& axes = {}, bool keepdims = false,
                 const Location& location = Location::here());

/// The largest element.
FixedVariableArray amax(const FixedVariableArray& x, const Axes& axes = {}, bool keepdims = false,
                        const Location& location = Location::here());
NumericArray amax(const NumericArray& x, const Axes& axes = {}, bool keepdims = false,
                  const Location& location = Location::here());

/// The smallest element.
FixedVariableArray amin(const FixedVariableArray& x, const Axes& axes = {}, bool keepdims = false,
                        const Location& location = Location::here());
NumericArray amin(const NumericArray& x, const Axes& axes = {}, bool keepdims = false,
                  const Location& location = Location::here());

}  // namespace wirefold
