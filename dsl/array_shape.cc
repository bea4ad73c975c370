// SPDX-License-Identifier: Apache-2.0
#include "wirefold/dsl/array_shape.h"

#include "wirefold/ir/error.h"

namespace wirefold {

void check_shape(const char* function, const Shape& shape, const Location& location) {
  std::size_t size = 1;
  for (const std::int64_t extent : shape) {
    if (extent <= 0) {
      throw ShapeError(function,
                       "an array of shape " + to_string(shape) + " has no elements, every axis must have at least one",
                       location);
    }
    if (static_cast<std::uint64_t>(extent) > kMaxElements / size) {
      throw ShapeError(function,
                       "an array of shape " + to_string(shape) + " is too large, the limit is " +
                           std::to_string(kMaxElements) + " elements",
                       location);
    }
    size *= static_cast<std::size_t>(extent);
  }
}

std::size_t checked_axis(const char* function, std::int64_t axis, const Shape& shape, const Location& location) {
  const auto rank = static_cast<std::int64_t>(shape.rank());
  if (axis < -rank || axis >= rank) {
    throw ShapeError(function,
                     "axis " + std::to_string(axis) + " of an array of shape " + to_string(shape) + ", which has " +
                         std::to_string(rank) + (rank == 1 ? " axis" : " axes"),
                     location);
  }
  return static_cast<std::size_t>(axis < 0 ? axis + rank : axis);
}

std::vector<std::ptrdiff_t> strides_of(const Shape& shape) {
  std::vector<std::ptrdiff_t> strides(shape.rank());
  std::ptrdiff_t distance = 1;
  for (std::size_t axis = shape.rank(); axis-- > 0;) {
    strides[axis] = distance;
    distance *= shape[axis];
  }
  return strides;
}

std::string element_text(const Shape& shape, std::size_t place) {
  if (shape.rank() == 0) return "the number";
  Shape index = shape;
  for (std::size_t axis = shape.rank(); axis-- > 0;) {
    const auto extent = static_cast<std::size_t>(shape[axis]);
    index[axis] = static_cast<std::int64_t>(place % extent);
    place /= extent;
  }
  return "element " + to_string(index);
}

}  // namespace wirefold
