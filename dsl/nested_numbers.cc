// SPDX-License-Identifier: Apache-2.0
#include "wirefold/dsl/nested_numbers.h"

#include "wirefold/dsl/array_shape.h"
#include "wirefold/ir/error.h"

namespace wirefold {

Dyadic exact_number(double value, const Shape& shape, std::size_t place, const Location& location) {
  std::optional<Dyadic> number = Dyadic::from_double(value);
  if (!number) {
    const char* text = value > 0 ? "inf" : (value < 0 ? "-inf" : "nan");
    throw ValueError("NumericArray", element_text(shape, place) + " is " + text + ", every number must be finite",
                     location);
  }
  return *std::move(number);
}

NestedNumbers::NestedNumbers(std::initializer_list<NestedNumbers> rows, const Location& location) {
  shape_.push_back(static_cast<std::int64_t>(rows.size()));
  if (rows.size() != 0) {
    for (const std::int64_t extent : rows.begin()->shape_) shape_.push_back(extent);
  }
  check_shape("NumericArray", shape_, location);
  for (const NestedNumbers& row : rows) {
    if (row.shape_ != rows.begin()->shape_) {
      throw ShapeError("NumericArray",
                       "rows of shapes " + to_string(rows.begin()->shape_) + " and " + to_string(row.shape_) +
                           " in one list, all rows must have one shape",
                       location);
    }
    numbers_.insert(numbers_.end(), row.numbers_.begin(), row.numbers_.end());
  }
}

}  // namespace wirefold
