// SPDX-License-Identifier: Apache-2.0
// What is known of the values of an array of variables.
#include "wirefold/dsl/fixed_variable_array.h"
#include "wirefold/dsl/format_array.h"
#include "wirefold/dsl/trace.h"

namespace wirefold {
namespace {

Interval interval_of(const FixedVariable& x, const char* function, const Location& location) {
  return x.trace().graph().interval(operands_of(x, function, location).front());
}

// `of_interval(interval)` of every element.
template <class OfInterval>
NumericArray numbers_of(const FixedVariableArray& x, const char* function, const Location& location,
                        OfInterval of_interval) {
  std::vector<Dyadic> numbers;
  numbers.reserve(x.size());
  for (const Use& use : operands_of(x, function, location)) {
    numbers.push_back(of_interval(x.trace().graph().interval(use)));
  }
  return {x.shape(), std::move(numbers), {}};
}

Dyadic step_of(const Interval& interval) { return Dyadic(Integer(1), interval.exponent); }

}  // namespace

FormatArray FixedVariableArray::format(const Location& location) const {
  std::vector<Format> formats;
  formats.reserve(size());
  for (const Use& use : operands_of(*this, "format", location)) formats.push_back(trace().graph().format(use));
  return {shape_, std::move(formats), location};
}
NumericArray FixedVariableArray::low(const Location& location) const {
  return numbers_of(*this, "low", location, [](const Interval& interval) { return interval.low_value(); });
}
NumericArray FixedVariableArray::high(const Location& location) const {
  return numbers_of(*this, "high", location, [](const Interval& interval) { return interval.high_value(); });
}
NumericArray FixedVariableArray::step(const Location& location) const {
  return numbers_of(*this, "step", location, step_of);
}

Format FixedVariable::format(const Location& location) const { return interval_of(*this, "format", location).format(); }
Dyadic FixedVariable::low(const Location& location) const { return interval_of(*this, "low", location).low_value(); }
Dyadic FixedVariable::high(const Location& location) const { return interval_of(*this, "high", location).high_value(); }
Dyadic FixedVariable::step(const Location& location) const { return step_of(interval_of(*this, "step", location)); }

}  // namespace wirefold
