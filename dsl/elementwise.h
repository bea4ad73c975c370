// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>

#include "wirefold/dsl/twin_functions.h"

namespace wirefold {

/// The larger of two elements, exact.
///
/// Shapes:  broadcast.
/// Errors:  ShapeError if the shapes do not broadcast.
/// Source:  numpy.maximum.
WIREFOLD_OF_TWO_ARRAYS(maximum);

/// The smaller of two elements, exact; otherwise as `maximum`.
WIREFOLD_OF_TWO_ARRAYS(minimum);

/// minimum(maximum(x, low), high): between two bounds, which may differ from element to element.
///
/// Shapes:  broadcast.
/// Errors:  ShapeError if the shapes do not broadcast.
/// Source:  numpy.clip; where low > high the result is high, as there.
WIREFOLD_OF_ONE_ARRAY(clip, const NumericArray& low, const NumericArray& high);
FixedVariableArray clip(const FixedVariableArray& x, const FixedVariableArray& low, const FixedVariableArray& high,
                        const Location& location = Location::here());

/// max(x, -x), exact: |-8| of a signed 3-bit integer is 8.
WIREFOLD_OF_ONE_ARRAY(abs);

/// x * x, known not to be negative.
WIREFOLD_OF_ONE_ARRAY(square);

/// What a power is raised to: an integer; a fraction does not compile.
class PowerExponent {
 public:
  template <std::integral I>
  requires PlainNumber<I> PowerExponent(I exponent) : value_(exponent) {}  // NOLINT(google-explicit-constructor)
  /// ValueError below 0 or above 1024, beyond which no value but 0 and +-2^n fits.
  int checked(const Location& location) const;

 private:
  Integer value_;
};

/// x to the power of an integer of at least 0, by repeated squares; x to the power of 0 is 1.
///
/// Errors:  ValueError for a negative exponent; FormatError for a result beyond 1024 bits.
/// Source:  numpy.power, with one exponent for all elements.
WIREFOLD_OF_ONE_ARRAY(power, const PowerExponent& exponent);

// To integers. Every integer that x can round to is kept: nothing overflows. Quotients are rounded exactly.
//
// Errors:  UnsupportedError for an open input, which has no range yet.
// Source:  the functions of numpy of the same names.

/// The largest integer <= x.
WIREFOLD_OF_ONE_ARRAY(floor);
/// The smallest integer >= x.
WIREFOLD_OF_ONE_ARRAY(ceil);
/// The nearest integer, the even one of two.
WIREFOLD_OF_ONE_ARRAY(round);
/// The nearest integer towards zero.
WIREFOLD_OF_ONE_ARRAY(trunc);

}  // namespace wirefold
