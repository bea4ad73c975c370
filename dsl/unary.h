// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <utility>

#include "wirefold/dsl/fixed_variable_array.h"
#include "wirefold/dsl/format_array.h"
#include "wirefold/dsl/numeric_array.h"
#include "wirefold/dsl/quantizer_format.h"
#include "wirefold/dsl/real_function.h"

namespace wirefold {

/// A real function of every element of an array, as sin(x): numbers that no fixed-point format holds, until `quantize`
/// rounds them exactly. On hardware that is a lookup table, so the element may have at most 20 bits.
///
/// It takes more unary functions and arithmetic with numbers, `exp(-x / 3) + 1`, which all end in one table, and then
/// quantize, floor, ceil, round or trunc.
template <class Array>
class UnaryResult {
 public:
  UnaryResult(Array argument, RealFunction function, const Location& location)
      : argument_(std::move(argument)), function_(std::move(function)), location_(location) {}

  const Array& argument() const { return argument_; }
  const RealFunction& function() const { return function_; }
  const Shape& shape() const { return argument_.shape(); }
  /// Where the function was written.
  const Location& location() const { return location_; }

  UnaryResult then(RealFunction function) const { return {argument_, std::move(function), location_}; }

  friend UnaryResult operator+(const UnaryResult& f, const NumberOperand& c) {
    return f.then(f.function_.plus(c.number));
  }
  friend UnaryResult operator+(const NumberOperand& c, const UnaryResult& f) { return f + c; }
  friend UnaryResult operator-(const UnaryResult& f) { return f.then(f.function_.times(Dyadic(-1))); }
  friend UnaryResult operator-(const UnaryResult& f, const NumberOperand& c) {
    return f.then(f.function_.plus(-c.number));
  }
  friend UnaryResult operator-(const NumberOperand& c, const UnaryResult& f) { return -f + c; }
  friend UnaryResult operator*(const UnaryResult& f, const NumberOperand& c) {
    return f.then(f.function_.times(c.number));
  }
  friend UnaryResult operator*(const NumberOperand& c, const UnaryResult& f) { return f * c; }
  /// ValueError for a division by zero.
  friend UnaryResult operator/(const UnaryResult& f, const NumberOperand& c) { return f.then(divided(f.function_, c)); }
  friend UnaryResult operator/(const NumberOperand& c, const UnaryResult& f) {
    return f.then(f.function_.then(UnaryFunction::kReciprocal).times(c.number));
  }

 private:
  static RealFunction divided(const RealFunction& function, const NumberOperand& divisor);

  Array argument_;
  RealFunction function_;
  Location location_;
};

extern template class UnaryResult<FixedVariableArray>;
extern template class UnaryResult<NumericArray>;

/// The array itself as the argument of functions that are still to come: `pending(x) + 0.1`.
inline UnaryResult<FixedVariableArray> pending(const FixedVariableArray& x,
                                               const Location& location = Location::here()) {
  return {x, {}, location};
}
inline UnaryResult<NumericArray> pending(const NumericArray& x, const Location& location = Location::here()) {
  return {x, {}, location};
}
template <class Array>
UnaryResult<Array> pending(const UnaryResult<Array>& x, const Location& = Location::here()) {
  return x;
}

/// What a unary function takes: an array, or the result of another unary function.
template <class T>
concept UnaryArgument = requires(const T& x, const Location& location) {
  pending(x, location);
};

// sin(x), exp(x), ...: the functions that WIREFOLD_UNARY_FUNCTIONS lists, with numpy's and Keras' meaning over the real
// numbers.
//
// Shapes:  x (...) -> (...), pending.
// Errors:  where the result is quantized: ValueError where the function is not defined or infinite at a number that an
//          element may be, FormatError for an element of more than 20 bits.
// Source:  numpy; erf, sigmoid, silu, gelu (the exact one, with erf) and softplus as keras.ops.
// Example: auto y = wf::quantize(wf::tanh(x), {true, 0, 7}, wf::RND, wf::SAT);
#define WIREFOLD_DECLARE(enumerator, name)                             \
  template <UnaryArgument T>                                           \
  auto name(const T& x, const Location& location = Location::here()) { \
    const auto f = pending(x, location);                               \
    return f.then(f.function().then(UnaryFunction::enumerator));       \
  }
WIREFOLD_UNARY_FUNCTIONS(WIREFOLD_DECLARE)
#undef WIREFOLD_DECLARE

/// A function of the user's own, from double to double. On hardware it is called once for each number that an element
/// may be; its result is taken exactly.
template <UnaryArgument T, std::convertible_to<RealFunction::Callable> F>
auto apply(const T& x, F callable, const Location& location = Location::here()) {
  const auto f = pending(x, location);
  return f.then(f.function().then(RealFunction::Callable(std::move(callable))));
}

/// x^exponent for any number; `power` is exact where the exponent is a natural number.
///
/// Source:  numpy.power.
template <UnaryArgument T>
auto real_power(const T& x, const NumberOperand& exponent, const Location& location = Location::here()) {
  const auto f = pending(x, location);
  return f.then(f.function().power(exponent.number));
}

/// Rounds the exact value of the function at every element, and fits it to the format, whose fields are all given.
///
/// Shapes:  as quantize of an array.
/// Errors:  as above; FormatError for a format that keeps a field.
template <class Array>
Array quantize(const UnaryResult<Array>& f, const QuantizerFormat& format, Rounding rounding = TRN,
               Overflow overflow = WRAP, const Location& location = Location::here());
template <class Array>
Array quantize(const UnaryResult<Array>& f, const FormatArray& formats, Rounding rounding = TRN,
               Overflow overflow = WRAP, const Location& location = Location::here());

/// The value of the function as an integer, rounded so.
template <class Array>
Array round_to_integer(const UnaryResult<Array>& f, Rounding rounding, const Location& location = Location::here());
template <class Array>
Array floor(const UnaryResult<Array>& f, const Location& location = Location::here()) {
  return round_to_integer(f, TRN, location);
}
template <class Array>
Array ceil(const UnaryResult<Array>& f, const Location& location = Location::here()) {
  return -round_to_integer(-f, TRN, location);
}
/// Half to even, as numpy.round.
template <class Array>
Array round(const UnaryResult<Array>& f, const Location& location = Location::here()) {
  return round_to_integer(f, RND_CONV, location);
}
template <class Array>
Array trunc(const UnaryResult<Array>& f, const Location& location = Location::here()) {
  return round_to_integer(f, TRN_ZERO, location);
}

}  // namespace wirefold
