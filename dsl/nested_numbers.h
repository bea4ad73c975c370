// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <initializer_list>
#include <vector>

#include "wirefold/dsl/array_like.h"
#include "wirefold/ir/dyadic.h"
#include "wirefold/ir/location.h"
#include "wirefold/ir/shape.h"

namespace wirefold {

/// The exact value of a user's number. ValueError naming `place` for NaN and infinity.
Dyadic exact_number(double value, const Shape& shape, std::size_t place, const Location& location);

/// Numbers in nested braces, as in `NumericArray q = {{1, 2}, {3, 4}}`. ShapeError for rows of different shapes.
class NestedNumbers {
 public:
  template <PlainNumber N>
  NestedNumbers(N number, const Location& location = Location::here()) {  // NOLINT(google-explicit-constructor)
    if constexpr (std::integral<N>) {
      numbers_.emplace_back(number);
    } else {
      numbers_.push_back(exact_number(number, shape_, 0, location));
    }
  }
  NestedNumbers(std::initializer_list<NestedNumbers> rows, const Location& location = Location::here());

  const Shape& shape() const { return shape_; }
  const std::vector<Dyadic>& numbers() const { return numbers_; }

 private:
  Shape shape_;
  std::vector<Dyadic> numbers_;
};

}  // namespace wirefold
