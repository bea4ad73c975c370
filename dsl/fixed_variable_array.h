// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "wirefold/dsl/numeric_array.h"
#include "wirefold/dsl/operand.h"
#include "wirefold/dsl/operators.h"
#include "wirefold/dsl/trace_handle.h"
#include "wirefold/ir/format.h"

namespace wirefold {

class FixedVariable;
template <class Array>
class UnaryResult;
class FormatArray;

/// An array of values of hardware: what a model function computes with while it is traced.
///
/// It is an eager value: copies are independent, nothing dangles behind `auto`. It is made by FixedVariableArrayInput,
/// by `constant`, of FixedVariables, or by a function of the DSL, all of which exist for NumericArray with the same
/// meaning. Arrays of one trace are used from one thread at a time.
///
/// Units:   sums, differences and products are exact and grow; nothing rounds but `quantize` and `relu`.
/// Shapes:  operators broadcast as numpy's.
/// Errors:  ShapeError, FormatError (a value beyond 1024 bits), ValueError, UnsupportedError (an open input or a
///          quotient that has not been quantized, anywhere but in quantize).
class FixedVariableArray {
 public:
  /// ShapeError if there are not as many elements as the shape has.
  FixedVariableArray(const Shape& shape, std::span<const FixedVariable> elements,
                     const Location& location = Location::here());
  FixedVariableArray(const Shape& shape, const std::vector<FixedVariable>& elements,
                     const Location& location = Location::here());

  const Shape& shape() const { return shape_; }
  std::size_t rank() const { return shape_.rank(); }
  std::size_t size() const { return elements_.uses.size(); }

  /// The part of the array that the slices select (dsl/slice.h), as x(0, wf::range(1, 3)).
  FixedVariableArray operator()(const Slice& first, const Slice& second = no_slice, const Slice& third = no_slice,
                                const Slice& fourth = no_slice, const Slice& fifth = no_slice,
                                const Slice& sixth = no_slice, const Slice& seventh = no_slice,
                                const Slice& eighth = no_slice, const Location& location = Location::here()) const;
  /// The only element. ShapeError if there are more.
  FixedVariable item(const Location& location = Location::here()) const;

  // What is known of each element: the smallest format that holds it, its least and largest value, and the grid that
  // it lies on. UnsupportedError for open inputs and quotients, which have none yet.
  FormatArray format(const Location& location = Location::here()) const;
  NumericArray low(const Location& location = Location::here()) const;
  NumericArray high(const Location& location = Location::here()) const;
  NumericArray step(const Location& location = Location::here()) const;

  friend FixedVariableArray operator+(const FixedVariableArray& a, const SymbolicOperand& b);
  friend FixedVariableArray operator+(const FixedVariableArray& a, const NumericOperand& b);
  friend FixedVariableArray operator+(const NumericOperand& a, const FixedVariableArray& b);
  friend FixedVariableArray operator-(const FixedVariableArray& a, const SymbolicOperand& b);
  friend FixedVariableArray operator-(const FixedVariableArray& a, const NumericOperand& b);
  friend FixedVariableArray operator-(const NumericOperand& a, const FixedVariableArray& b);
  /// A product with a power of two is a shift and costs nothing.
  friend FixedVariableArray operator*(const FixedVariableArray& a, const SymbolicOperand& b);
  friend FixedVariableArray operator*(const FixedVariableArray& a, const NumericOperand& b);
  friend FixedVariableArray operator*(const NumericOperand& a, const FixedVariableArray& b);
  /// Exact if the reciprocal is dyadic; otherwise a quotient, which only `quantize` takes.
  friend FixedVariableArray operator/(const FixedVariableArray& a, const NumericOperand& b);
  /// number / x, pending until `quantize` rounds it (dsl/unary.h).
  friend UnaryResult<FixedVariableArray> operator/(const NumberOperand& a, const FixedVariableArray& b);
  friend FixedVariableArray operator-(const SymbolicOperand& x);
  /// x * 2^places.
  friend FixedVariableArray operator<<(const FixedVariableArray& x, const ShiftOperand& places);
  /// x * 2^-places, exact.
  friend FixedVariableArray operator>>(const FixedVariableArray& x, const ShiftOperand& places);
  /// As numpy's: ShapeError if the result is larger than `a`.
  friend FixedVariableArray& operator+=(FixedVariableArray& a, const SymbolicOperand& b);
  friend FixedVariableArray& operator+=(FixedVariableArray& a, const NumericOperand& b);
  friend FixedVariableArray& operator-=(FixedVariableArray& a, const SymbolicOperand& b);
  friend FixedVariableArray& operator-=(FixedVariableArray& a, const NumericOperand& b);
  friend FixedVariableArray& operator*=(FixedVariableArray& a, const SymbolicOperand& b);
  friend FixedVariableArray& operator*=(FixedVariableArray& a, const NumericOperand& b);
  friend FixedVariableArray& operator/=(FixedVariableArray& a, const NumericOperand& b);

  template <class T>
  requires std::same_as<T, bool>
  explicit operator T() const {
    static_assert(kNever<T>,
                  "a fixed-point comparison is hardware, not a C++ condition: use wirefold::where(condition, "
                  "when_true, when_false)");
    return false;
  }

  // For the functions of the DSL.
  FixedVariableArray(Shape shape, TracedElements elements);
  /// The elements as values of `trace()`. What was returned before another trace joined is out of date.
  const TracedElements& elements() const;
  Trace& trace() const;
  FixedVariableArray gather(const Gather& plan) const;
  /// Where the first element was made.
  Location location() const;

 private:
  friend class Trace;

  Shape shape_;
  mutable TracedElements elements_;  // rewritten when the trace was merged into another one, which changes no value
};

/// One value of hardware: an array of no axes.
class FixedVariable : public FixedVariableArray {
 public:
  /// ShapeError unless the array has one element.
  FixedVariable(const FixedVariableArray& array, const Location& location = Location::here());  // NOLINT

  // As those of an array, of the one element.
  Format format(const Location& location = Location::here()) const;
  Dyadic low(const Location& location = Location::here()) const;
  Dyadic high(const Location& location = Location::here()) const;
  Dyadic step(const Location& location = Location::here()) const;
};

/// The numbers as an array of variables, for functions that take only those, such as `stack`.
FixedVariableArray constant(const NumericArray& numbers, const Location& location = Location::here());
/// The same for a model function over both kinds of arrays: `wf::constant<Tensor>(weights)`.
template <DslArray Array>
Array constant(const NumericArray& numbers, const Location& location = Location::here()) {
  if constexpr (SymbolicArray<Array>) {
    return constant(numbers, location);
  } else {
    return numbers;
  }
}

}  // namespace wirefold
