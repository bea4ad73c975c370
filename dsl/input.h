// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wirefold/dsl/fixed_variable_array.h"
#include "wirefold/dsl/format_array.h"
#include "wirefold/dsl/numeric_array.h"

namespace wirefold {

/// An open input: its elements have no format until comb_trace gives each the largest is_signed, integer_bits and
/// fraction_bits that the quantizers of the traced outputs ask of it, and no bits if none asks. It takes `quantize`
/// with WRAP and TRN or RND (which asks for one more fraction bit), and functions that only move elements.
///
/// Errors:  ShapeError for a shape of no elements.
FixedVariableArray FixedVariableArrayInput(const Shape& shape, const Location& location = Location::here());

/// A declared input: every port element reads its number as it is, floored to the grid and wrapped to the range of its
/// format.
///
/// Shapes:  `formats` broadcasts to `shape`.
/// Errors:  ShapeError, FormatError beyond the limits.
FixedVariableArray FixedVariableArrayInput(const Shape& shape, const Format& format,
                                           const Location& location = Location::here());
FixedVariableArray FixedVariableArrayInput(const Shape& shape, const FormatArray& formats,
                                           const Location& location = Location::here());

/// What a declared input of these formats reads from numbers: the twin of its ports.
NumericArray read(const NumericArray& x, const Format& format, const Location& location = Location::here());
NumericArray read(const NumericArray& x, const FormatArray& formats, const Location& location = Location::here());

}  // namespace wirefold
