// SPDX-License-Identifier: Apache-2.0
#include "wirefold/dsl/elementwise.h"

#include <algorithm>

#include "wirefold/dsl/map_elements.h"
#include "wirefold/ir/error.h"

namespace wirefold {
namespace {

constexpr int kMostPower = 1024;

FixedVariableArray larger(const char* function, const FixedVariableArray& a, const FixedVariableArray& b,
                          const Location& location) {
  return map_pairs(function, a, b, location, [&](Builder& builder, const Use& x, const Use& y) {
    const Use pair[] = {x, y};
    return builder.maximum(pair, location);
  });
}
NumericArray larger(const char* function, const NumericArray& a, const NumericArray& b, const Location& location) {
  return map_pairs(function, a, b, location, [](const Dyadic& x, const Dyadic& y) { return std::max(x, y); });
}

FixedVariableArray smaller(const char* function, const FixedVariableArray& a, const FixedVariableArray& b,
                           const Location& location) {
  return map_pairs(function, a, b, location, [&](Builder& builder, const Use& x, const Use& y) {
    const Use pair[] = {x, y};
    return builder.minimum(pair, location);
  });
}
NumericArray smaller(const char* function, const NumericArray& a, const NumericArray& b, const Location& location) {
  return map_pairs(function, a, b, location, [](const Dyadic& x, const Dyadic& y) { return std::min(x, y); });
}

FixedVariableArray ones_like(const FixedVariableArray& x, const Location& location) {
  const Use one{x.trace().builder().constant(Dyadic(1), location)};
  return {x.shape(), {x.elements().trace, std::vector<Use>(x.size(), one), {}}};
}
NumericArray ones_like(const NumericArray& x, const Location&) {
  return {x.shape(), std::vector<Dyadic>(x.size(), Dyadic(1)), {}};
}

// The bits of the exponent from the highest: each squares what is there, a one multiplies by x.
template <class Array>
Array powered(const Array& x, int exponent, const Location& location) {
  check_operand("power", x, location);
  if (exponent == 0) return ones_like(x, location);
  Array result = x;
  int bit = 1;
  while (bit <= exponent / 2) bit *= 2;
  for (bit /= 2; bit > 0; bit /= 2) {
    result = multiplied(result, result, location);
    if ((exponent & bit) != 0) result = multiplied(result, x, location);
  }
  return result;
}

template <class Array>
Array squared(const Array& x, const Location& location) {
  check_operand("square", x, location);
  return multiplied(x, x, location);
}

}  // namespace

int PowerExponent::checked(const Location& location) const {
  if (value_.is_negative() || value_ > Integer(kMostPower)) {
    throw ValueError(
        "power", "an exponent of " + value_.to_string() + ", allowed are 0 to " + std::to_string(kMostPower), location);
  }
  return static_cast<int>(value_.to_int64());
}

FixedVariableArray maximum(const FixedVariableArray& a, const FixedVariableArray& b, const Location& location) {
  return larger("maximum", a, b, location);
}
FixedVariableArray maximum(const FixedVariableArray& a, const NumericArray& b, const Location& location) {
  return larger("maximum", a, constant(b, location), location);
}
FixedVariableArray maximum(const NumericArray& a, const FixedVariableArray& b, const Location& location) {
  return larger("maximum", constant(a, location), b, location);
}
NumericArray maximum(const NumericArray& a, const NumericArray& b, const Location& location) {
  return larger("maximum", a, b, location);
}

FixedVariableArray minimum(const FixedVariableArray& a, const FixedVariableArray& b, const Location& location) {
  return smaller("minimum", a, b, location);
}
FixedVariableArray minimum(const FixedVariableArray& a, const NumericArray& b, const Location& location) {
  return smaller("minimum", a, constant(b, location), location);
}
FixedVariableArray minimum(const NumericArray& a, const FixedVariableArray& b, const Location& location) {
  return smaller("minimum", constant(a, location), b, location);
}
NumericArray minimum(const NumericArray& a, const NumericArray& b, const Location& location) {
  return smaller("minimum", a, b, location);
}

FixedVariableArray clip(const FixedVariableArray& x, const FixedVariableArray& low, const FixedVariableArray& high,
                        const Location& location) {
  return smaller("clip", larger("clip", x, low, location), high, location);
}
FixedVariableArray clip(const FixedVariableArray& x, const NumericArray& low, const NumericArray& high,
                        const Location& location) {
  return clip(x, constant(low, location), constant(high, location), location);
}
NumericArray clip(const NumericArray& x, const NumericArray& low, const NumericArray& high, const Location& location) {
  return smaller("clip", larger("clip", x, low, location), high, location);
}

FixedVariableArray abs(const FixedVariableArray& x, const Location& location) {
  return map_elements("abs", x, location, [&](Builder& builder, const Use& use) {
    const Use signs[] = {use, compose(use, 0, true)};
    return builder.maximum(signs, location);
  });
}
NumericArray abs(const NumericArray& x, const Location& location) {
  return map_elements("abs", x, location, [](const Dyadic& number) { return number.is_negative() ? -number : number; });
}

FixedVariableArray square(const FixedVariableArray& x, const Location& location) { return squared(x, location); }
NumericArray square(const NumericArray& x, const Location& location) { return squared(x, location); }

FixedVariableArray power(const FixedVariableArray& x, const PowerExponent& exponent, const Location& location) {
  return powered(x, exponent.checked(location), location);
}
NumericArray power(const NumericArray& x, const PowerExponent& exponent, const Location& location) {
  return powered(x, exponent.checked(location), location);
}

}  // namespace wirefold
