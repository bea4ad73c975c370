// SPDX-License-Identifier: Apache-2.0
#include "wirefold/dsl/quotient.h"

#include <algorithm>

#include "wirefold/dsl/array_shape.h"
#include "wirefold/ir/error.h"

namespace wirefold {

std::vector<DivisorParts> divisor_parts(std::span<const Dyadic> divisors, const Shape& shape,
                                        const Location& location) {
  std::vector<DivisorParts> parts;
  parts.reserve(divisors.size());
  for (const Dyadic& divisor : divisors) {
    if (divisor.is_zero()) {
      const std::string what =
          shape.rank() == 0 ? "the divisor" : element_text(shape, parts.size()) + " of the divisor";
      throw ValueError("operator/", what + " is zero", location);
    }
    parts.push_back({divisor.is_negative(), divisor.exponent(), absolute(divisor.mantissa())});
  }
  return parts;
}

std::vector<Integer> carried_divisors(std::vector<Integer> divisors) {
  if (std::all_of(divisors.begin(), divisors.end(), [](const Integer& odd) { return odd == Integer(1); })) return {};
  return divisors;
}

void refuse_quotients(const char* function, const Shape& shape, const std::vector<Integer>& divisors,
                      const Location& location) {
  const auto quotient =
      std::find_if(divisors.begin(), divisors.end(), [](const Integer& odd) { return odd != Integer(1); });
  if (quotient == divisors.end()) return;
  throw UnsupportedError(function,
                         element_text(shape, static_cast<std::size_t>(quotient - divisors.begin())) +
                             " is a quotient by a multiple of " + quotient->to_string() +
                             ", which no finite number of bits holds; quantize it first",
                         location);
}

}  // namespace wirefold
