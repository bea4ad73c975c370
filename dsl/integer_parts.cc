// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "wirefold/dsl/elementwise.h"
#include "wirefold/dsl/trace.h"
#include "wirefold/ir/error.h"
#include "wirefold/ir/semantics.h"

namespace wirefold {
namespace {

// Every integer that a value of `interval` can round to: rounding up takes one more at most.
Format integer_format(const Interval& interval) {
  const Format own = interval.format();
  return {interval.low.is_negative(), std::max(own.integer_bits, 0) + 1, 0};
}

void check_is_declared(const char* function, const FixedVariableArray& x, const Location& location) {
  for (std::size_t place = 0; place < x.size(); ++place) {
    if (!is_open(x.trace().graph(), x.elements().uses[place])) continue;
    throw UnsupportedError(function,
                           open_element_text(x, place) +
                               ", which only quantize takes; quantize it first, or declare its format: "
                               "FixedVariableArrayInput(shape, format)",
                           location);
  }
}

// `negate`: of -x, and back.
FixedVariableArray rounded(const char* function, const FixedVariableArray& x, Rounding rounding, bool negate,
                           const Location& location) {
  check_is_declared(function, x, location);
  Builder& builder = x.trace().builder();
  const TracedElements& elements = x.elements();
  TracedElements results{elements.trace, {}, {}};
  for (std::size_t place = 0; place < x.size(); ++place) {
    const Use use = compose(elements.uses[place], 0, negate);
    const Interval interval = builder.graph().interval(use);
    Quantizer quantizer{.format = integer_format(interval), .rounding = rounding};
    if (!elements.divisors.empty()) quantizer.divisor = elements.divisors[place];
    const bool is_integer = interval.exponent >= 0 && quantizer.divisor == Integer(1);
    const Use result = is_integer ? use : Use{builder.quantize(use, quantizer, location)};
    results.uses.push_back(compose(result, 0, negate));
  }
  return {x.shape(), std::move(results)};
}

NumericArray rounded(const char*, const NumericArray& x, Rounding rounding, bool negate, const Location&) {
  std::vector<Dyadic> results;
  for (std::size_t place = 0; place < x.size(); ++place) {
    const Dyadic number = negate ? -x.numerators()[place] : x.numerators()[place];
    Quantizer quantizer{.format = integer_format(Interval::point(number)), .rounding = rounding};
    if (!x.divisors().empty()) quantizer.divisor = x.divisors()[place];
    const Dyadic result = quantize(number, quantizer);
    results.push_back(negate ? -result : result);
  }
  return {x.shape(), std::move(results), {}};
}

}  // namespace

FixedVariableArray floor(const FixedVariableArray& x, const Location& location) {
  return rounded("floor", x, Rounding::kTrn, false, location);
}
NumericArray floor(const NumericArray& x, const Location& location) {
  return rounded("floor", x, Rounding::kTrn, false, location);
}

// The smallest integer >= x is minus the largest one <= -x.
FixedVariableArray ceil(const FixedVariableArray& x, const Location& location) {
  return rounded("ceil", x, Rounding::kTrn, true, location);
}
NumericArray ceil(const NumericArray& x, const Location& location) {
  return rounded("ceil", x, Rounding::kTrn, true, location);
}

FixedVariableArray round(const FixedVariableArray& x, const Location& location) {
  return rounded("round", x, Rounding::kRndConv, false, location);
}
NumericArray round(const NumericArray& x, const Location& location) {
  return rounded("round", x, Rounding::kRndConv, false, location);
}

FixedVariableArray trunc(const FixedVariableArray& x, const Location& location) {
  return rounded("trunc", x, Rounding::kTrnZero, false, location);
}
NumericArray trunc(const NumericArray& x, const Location& location) {
  return rounded("trunc", x, Rounding::kTrnZero, false, location);
}

}  // namespace wirefold
