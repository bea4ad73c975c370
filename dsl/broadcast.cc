// SPDX-License-Identifier: Apache-2.0
#include "wirefold/dsl/broadcast.h"

#include <algorithm>
#include <numeric>

#include "wirefold/dsl/array_shape.h"
#include "wirefold/dsl/gather.h"
#include "wirefold/ir/error.h"

namespace wirefold {
namespace {

// The extent of an axis counted from the last one; 1 beyond the first.
std::int64_t extent_from_last(const Shape& shape, std::size_t position) {
  return position < shape.rank() ? shape[shape.rank() - 1 - position] : 1;
}

}  // namespace

Shape broadcast_shape(const char* function, const Shape& a, const Shape& b, const Location& location) {
  if (a == b) return a;
  Shape result = a.rank() >= b.rank() ? a : b;
  for (std::size_t position = 0; position < result.rank(); ++position) {
    const std::int64_t x = extent_from_last(a, position);
    const std::int64_t y = extent_from_last(b, position);
    if (x != y && x != 1 && y != 1) {
      throw ShapeError(function,
                       "shapes " + to_string(a) + " and " + to_string(b) + " do not broadcast: axis -" +
                           std::to_string(position + 1) + " is " + std::to_string(x) + " and " + std::to_string(y) +
                           ", equal or 1 is needed",
                       location);
    }
    result[result.rank() - 1 - position] = std::max(x, y);
  }
  check_shape(function, result, location);
  return result;
}

std::vector<std::size_t> stretched_places(const Shape& from, const Shape& to) {
  if (from == to) {
    std::vector<std::size_t> places(from.size());
    std::iota(places.begin(), places.end(), std::size_t{0});
    return places;
  }
  const std::vector<std::ptrdiff_t> strides = strides_of(from);
  std::vector<std::ptrdiff_t> stretched(to.rank(), 0);
  const std::size_t first = to.rank() - from.rank();
  for (std::size_t axis = 0; axis < from.rank(); ++axis) {
    if (from[axis] != 1) stretched[first + axis] = strides[axis];
  }
  return strided_places(to, stretched);
}

Broadcast broadcast(const char* function, const Shape& a, const Shape& b, const Location& location) {
  Shape shape = broadcast_shape(function, a, b, location);
  std::vector<std::size_t> left = stretched_places(a, shape);
  std::vector<std::size_t> right = stretched_places(b, shape);
  return {std::move(shape), std::move(left), std::move(right)};
}

void check_in_place(const char* function, const Shape& shape, const Shape& result, const Location& location) {
  if (shape == result) return;
  throw ShapeError(function,
                   "the result has shape " + to_string(result) + " and does not fit the array of shape " +
                       to_string(shape) + " that it is stored in",
                   location);
}

}  // namespace wirefold
