// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <span>

#include "wirefold/dsl/array_like.h"
#include "wirefold/dsl/nested_numbers.h"
#include "wirefold/ir/location.h"

namespace wirefold {

class FixedVariableArray;
class NumericArray;

// What an operator takes beside an array. Operators cannot have default arguments, converting constructors can: so each
// of these brings the user's line.

/// A number on the left of an operator.
class NumberOperand {
 public:
  template <PlainNumber N>
  NumberOperand(N value, const Location& where = Location::here())  // NOLINT(google-explicit-constructor)
      : number(NestedNumbers(value, where).numbers().front()), location(where) {}

  Dyadic number;
  Location location;
};

/// An array of numbers, or a number.
class NumericOperand {
 public:
  NumericOperand(const NumericArray& array, const Location& where = Location::here())  // NOLINT
      : location(where), array_(&array) {}
  template <PlainNumber N>
  NumericOperand(N value, const Location& where = Location::here())  // NOLINT(google-explicit-constructor)
      : NumericOperand(NumberOperand(value, where)) {}
  explicit NumericOperand(NumberOperand operand) : location(operand.location), number_(std::move(operand.number)) {}

  Shape shape() const;
  /// UnsupportedError for quotients.
  std::span<const Dyadic> numbers(const char* function, const Location& where) const;

  Location location;

 private:
  const NumericArray* array_ = nullptr;
  Dyadic number_;
};

/// An array of variables.
class SymbolicOperand {
 public:
  SymbolicOperand(const FixedVariableArray& operand, const Location& where = Location::here())  // NOLINT
      : array(operand), location(where) {}

  const FixedVariableArray& array;
  Location location;
};

/// By how many places `x << count` moves the binary point; negative counts move it the other way.
class ShiftOperand {
 public:
  template <std::integral I>
  requires PlainNumber<I> ShiftOperand(I places,
                                       const Location& where = Location::here())  // NOLINT(google-explicit-constructor)
      : location(where), count_(places) {}

  /// ValueError for more than kMaxExponent places.
  int checked(const char* function) const;

  Location location;

 private:
  Integer count_;
};

}  // namespace wirefold
