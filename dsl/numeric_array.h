// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <vector>

#include "wirefold/dsl/gather.h"
#include "wirefold/dsl/nested_numbers.h"
#include "wirefold/dsl/operators.h"
#include "wirefold/dsl/slice.h"

namespace wirefold {

/// An array of exact numbers: the numeric twin of FixedVariableArray. Every function of the DSL means the same on both,
/// bit for bit. It is an eager value of its own, in C order.
///
/// It is made from anything with dimension(), shape(), begin(), end() over numbers, from a number, and from nested
/// braces: `NumericArray q = {{1, 2}, {3, 4}}` is of shape (2, 2). A std::vector has no shape; it becomes an array of
/// one axis where that is said, as NumericArray(v). Every double is taken exactly; NaN and infinity are a ValueError.
class NumericArray {
 public:
  template <ArrayLike A>
  NumericArray(const A& array, const Location& location = Location::here()) {  // NOLINT(google-explicit-constructor)
    for (const auto extent : array.shape()) shape_.push_back(static_cast<std::int64_t>(extent));
    reserve(location);
    for (auto it = array.begin(); it != array.end(); ++it) push(static_cast<ElementOf<A>>(*it), location);
    check_count(location);
  }
  template <PlainNumber N>
  NumericArray(N number, const Location& location = Location::here()) {  // NOLINT(google-explicit-constructor)
    push(number, location);
  }
  template <PlainNumber N>
  explicit NumericArray(const std::vector<N>& values, const Location& location = Location::here())
      : NumericArray(from_values(Shape{values.size()}, values, location)) {}
  template <std::same_as<Dyadic> D>
  NumericArray(const D& number) : numbers_{number} {}  // NOLINT(google-explicit-constructor)
  NumericArray(std::initializer_list<NestedNumbers> rows, const Location& location = Location::here());

  /// The numbers `values` in C order. ShapeError if there are not as many as the shape has elements.
  template <PlainNumber N>
  static NumericArray from_values(const Shape& shape, std::span<const N> values,
                                  const Location& location = Location::here()) {
    NumericArray result(shape, {}, {});
    result.reserve(location);
    for (const N value : values) result.push(value, location);
    result.check_count(location);
    return result;
  }
  template <PlainNumber N>
  static NumericArray from_values(const Shape& shape, const std::vector<N>& values,
                                  const Location& location = Location::here()) {
    return from_values(shape, std::span<const N>(values), location);
  }
  template <PlainNumber N>
  static NumericArray from_values(const Shape& shape, std::initializer_list<N> values,
                                  const Location& location = Location::here()) {
    return from_values(shape, std::span<const N>(values.begin(), values.size()), location);
  }
  static NumericArray from_numbers(const Shape& shape, std::vector<Dyadic> numbers,
                                   const Location& location = Location::here());

  const Shape& shape() const { return shape_; }
  std::size_t rank() const { return shape_.rank(); }
  std::size_t size() const { return numbers_.size(); }

  /// The elements in C order. UnsupportedError if one is a quotient that has not been quantized.
  std::span<const Dyadic> numbers(const Location& location = Location::here()) const;
  /// The elements in C order. ValueError if a double cannot hold one of them exactly.
  std::vector<double> to_doubles(const Location& location = Location::here()) const;
  /// Into any container that is made by from_shape() and holds numbers, as xt::xarray<double>. ValueError if an element
  /// does not fit.
  template <ArrayLike A>
  requires requires(typename A::shape_type shape) { A::from_shape(shape); }
  operator A() const {  // NOLINT(google-explicit-constructor)
    typename A::shape_type shape{};
    if constexpr (requires { shape.resize(rank()); }) shape.resize(rank());
    check_rank(shape.size());
    std::size_t axis = 0;
    for (auto& extent : shape) extent = static_cast<std::remove_cvref_t<decltype(extent)>>(shape_[axis++]);
    A result = A::from_shape(shape);
    std::size_t place = 0;
    for (auto it = result.begin(); it != result.end(); ++it) *it = number_as<ElementOf<A>>(place++);
    return result;
  }

  /// The part of the array that the slices select (dsl/slice.h), as x(0, wf::range(1, 3)).
  NumericArray operator()(const Slice& first, const Slice& second = no_slice, const Slice& third = no_slice,
                          const Slice& fourth = no_slice, const Slice& fifth = no_slice, const Slice& sixth = no_slice,
                          const Slice& seventh = no_slice, const Slice& eighth = no_slice,
                          const Location& location = Location::here()) const;
  /// The only element, as an array of no axes. ShapeError if there are more.
  NumericArray item(const Location& location = Location::here()) const;

  /// Same shape and same numbers; one answer for the whole array.
  friend bool operator==(const NumericArray& a, const NumericArray& b) { return a.equals(b); }

  // Arithmetic as on FixedVariableArray (dsl/fixed_variable_array.h).
  friend NumericArray operator+(const NumericArray& a, const NumericOperand& b);
  friend NumericArray operator+(const NumberOperand& a, const NumericArray& b);
  friend NumericArray operator-(const NumericArray& a, const NumericOperand& b);
  friend NumericArray operator-(const NumberOperand& a, const NumericArray& b);
  friend NumericArray operator*(const NumericArray& a, const NumericOperand& b);
  friend NumericArray operator*(const NumberOperand& a, const NumericArray& b);
  friend NumericArray operator/(const NumericArray& a, const NumericOperand& b);
  friend NumericArray operator/(const NumberOperand& a, const NumericArray& b);
  friend NumericArray operator-(const NumericOperand& x);
  friend NumericArray operator<<(const NumericArray& x, const ShiftOperand& places);
  friend NumericArray operator>>(const NumericArray& x, const ShiftOperand& places);
  friend NumericArray& operator+=(NumericArray& a, const NumericOperand& b);
  friend NumericArray& operator-=(NumericArray& a, const NumericOperand& b);
  friend NumericArray& operator*=(NumericArray& a, const NumericOperand& b);
  friend NumericArray& operator/=(NumericArray& a, const NumericOperand& b);

  // For the functions of the DSL. An element is numerator / divisor: divisors are odd and positive, there is one an
  // element, or none at all where all are 1. Only `quantize` may take a quotient.
  NumericArray(Shape shape, std::vector<Dyadic> numerators, std::vector<Integer> divisors);
  const std::vector<Dyadic>& numerators() const { return numbers_; }
  const std::vector<Integer>& divisors() const { return divisors_; }
  NumericArray gather(const Gather& plan) const;
  /// Numbers are not known to have been made anywhere.
  Location location() const { return {}; }

 private:
  template <PlainNumber N>
  void push(N number, const Location& location) {
    if constexpr (std::integral<N>) {
      numbers_.emplace_back(number);
    } else {
      numbers_.push_back(exact_number(number, shape_, numbers_.size(), location));
    }
  }
  template <PlainNumber N>
  N number_as(std::size_t place) const {
    if constexpr (std::integral<N>) {
      return static_cast<N>(integer_bits_of(place, std::numeric_limits<N>::min(), std::numeric_limits<N>::max()));
    } else if constexpr (std::same_as<N, float>) {
      return float_of(place);
    } else {
      return double_of(place, {});
    }
  }
  void reserve(const Location& location);
  void check_count(const Location& location) const;
  void check_rank(std::size_t rank) const;
  double double_of(std::size_t place, const Location& location) const;
  float float_of(std::size_t place) const;
  std::uint64_t integer_bits_of(std::size_t place, const Integer& low, const Integer& high) const;
  bool equals(const NumericArray& other) const;

  Shape shape_;
  std::vector<Dyadic> numbers_;
  std::vector<Integer> divisors_;
};

/// "[[1, 3/2], [-4, 0]]".
std::string to_string(const NumericArray& array);

}  // namespace wirefold
