// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "wirefold/dsl/array_like.h"
#include "wirefold/dsl/numeric_array.h"
#include "wirefold/ir/format.h"
#include "wirefold/ir/location.h"
#include "wirefold/ir/shape.h"

namespace wirefold {

/// Truth values are numbers where a format is given by three arrays.
template <class T>
concept FieldArray = ShapedRange<T> &&(PlainNumber<ElementOf<T>> || std::same_as<ElementOf<T>, bool>);

/// A format for each element of an array, or for each of a part of its axes: it broadcasts against the array.
class FormatArray {
 public:
  /// One format for all elements.
  FormatArray(const Format& format, const Location& location = Location::here());  // NOLINT
  /// Formats in C order. ShapeError if there are not as many as the shape has elements.
  FormatArray(const Shape& shape, std::vector<Format> formats, const Location& location = Location::here());
  /// From arrays of is_signed, integer_bits and fraction_bits, which broadcast against each other.
  ///
  /// Errors:  ValueError for a number that is not an integer, FormatError for a format beyond the limits.
  template <FieldArray Signed, FieldArray Integers, FieldArray Fractions>
  FormatArray(const Signed& is_signed, const Integers& integer_bits, const Fractions& fraction_bits,
              const Location& location = Location::here()) {
    assemble(numbers_of(is_signed, location), numbers_of(integer_bits, location), numbers_of(fraction_bits, location),
             location);
  }

  const Shape& shape() const { return shape_; }
  const std::vector<Format>& formats() const { return formats_; }
  /// One format an element of an array of `shape`, in C order. ShapeError if the formats do not broadcast to it.
  std::vector<Format> stretched(const char* function, const Shape& shape, const Location& location) const;

 private:
  template <FieldArray A>
  static NumericArray numbers_of(const A& array, const Location& location) {
    Shape shape;
    for (const auto extent : array.shape()) shape.push_back(static_cast<std::int64_t>(extent));
    std::vector<Dyadic> numbers;
    for (auto it = array.begin(); it != array.end(); ++it) {
      if constexpr (std::same_as<ElementOf<A>, bool>) {
        numbers.emplace_back(static_cast<bool>(*it) ? 1 : 0);
      } else {
        numbers.push_back(NestedNumbers(static_cast<ElementOf<A>>(*it), location).numbers().front());
      }
    }
    return NumericArray::from_numbers(shape, std::move(numbers), location);
  }
  void assemble(const NumericArray& is_signed, const NumericArray& integer_bits, const NumericArray& fraction_bits,
                const Location& location);

  Shape shape_;
  std::vector<Format> formats_;
};

}  // namespace wirefold
