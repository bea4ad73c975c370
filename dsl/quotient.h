// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "wirefold/ir/dyadic.h"
#include "wirefold/ir/location.h"
#include "wirefold/ir/shape.h"

namespace wirefold {

// x / c is not dyadic unless c is a power of two. Such a quotient stays a numerator and an odd divisor until `quantize`
// rounds the exact rational; arrays carry the divisors beside their elements.

/// Division by a number: negate if it is negative, shift by `exponent`, then divide by `odd`.
struct DivisorParts {
  bool negate;
  int exponent;
  Integer odd;
};

/// Takes `divisors` apart, in C order of an array of `shape`. ValueError if one is zero.
std::vector<DivisorParts> divisor_parts(std::span<const Dyadic> divisors, const Shape& shape, const Location& location);

/// The odd parts as an array carries them: none at all where all are 1.
std::vector<Integer> carried_divisors(std::vector<Integer> divisors);

/// Throws the UnsupportedError of a function that cannot take quotients if there is one. `divisors` has one entry an
/// element or none.
void refuse_quotients(const char* function, const Shape& shape, const std::vector<Integer>& divisors,
                      const Location& location);

}  // namespace wirefold
