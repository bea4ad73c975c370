// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "wirefold/dsl/fixed_variable_array.h"
#include "wirefold/dsl/numeric_array.h"

namespace wirefold {

// A product of constants with variables becomes one `linear` operation for each distinct vector of variables, holding
// all results that share it, in whatever order they are given; a product of variables becomes products and one sum a
// result. Everything is exact.

/// Multiplies the last axis of `a` with the second-to-last of `b`, as numpy.matmul.
///
/// Shapes:  a (..., n, k), b (..., k, m) -> (..., n, m); leading axes broadcast; of one axis: a (k), b (k).
/// Errors:  ShapeError if k differs or an array has no axes.
/// Source:  numpy.matmul.
/// Example: auto y = wf::matmul(x, w);
FixedVariableArray matmul(const FixedVariableArray& a, const FixedVariableArray& b,
                          const Location& location = Location::here());
FixedVariableArray matmul(const FixedVariableArray& a, const NumericArray& b,
                          const Location& location = Location::here());
FixedVariableArray matmul(const NumericArray& a, const FixedVariableArray& b,
                          const Location& location = Location::here());
NumericArray matmul(const NumericArray& a, const NumericArray& b, const Location& location = Location::here());

/// The sum over the last axis of `a` and the second-to-last, or only, axis of `b`.
///
/// Shapes:  a (i..., k), b (j..., k, m) -> (i..., j..., m).
/// Errors:  ShapeError if k differs or an array has no axes.
/// Source:  numpy.dot.
FixedVariableArray dot(const FixedVariableArray& a, const FixedVariableArray& b,
                       const Location& location = Location::here());
FixedVariableArray dot(const FixedVariableArray& a, const NumericArray& b, const Location& location = Location::here());
FixedVariableArray dot(const NumericArray& a, const FixedVariableArray& b, const Location& location = Location::here());
NumericArray dot(const NumericArray& a, const NumericArray& b, const Location& location = Location::here());

/// The product of two arrays over named axes, summed over those that the result lacks.
///
/// A letter that is repeated in one array takes its diagonal. Without "->" the result has the axes of the ellipsis and
/// then, in alphabetical order, the letters that occur once. Blanks do not count.
///
/// Shapes:  as the subscripts say; axes under an ellipsis broadcast, axes of one letter are equal.
/// Errors:  ShapeError for arrays that do not fit the subscripts, ValueError for subscripts that are none.
/// Source:  numpy.einsum of two operands.
/// Example: auto y = wf::einsum("ijk,ij->ik", w, x);
FixedVariableArray einsum(std::string_view subscripts, const FixedVariableArray& a, const FixedVariableArray& b,
                          const Location& location = Location::here());
FixedVariableArray einsum(std::string_view subscripts, const FixedVariableArray& a, const NumericArray& b,
                          const Location& location = Location::here());
FixedVariableArray einsum(std::string_view subscripts, const NumericArray& a, const FixedVariableArray& b,
                          const Location& location = Location::here());
NumericArray einsum(std::string_view subscripts, const NumericArray& a, const NumericArray& b,
                    const Location& location = Location::here());

}  // namespace wirefold
