// SPDX-License-Identifier: Apache-2.0
#include "wirefold/dsl/axes.h"

#include <algorithm>
#include <numeric>

#include "wirefold/dsl/array_shape.h"
#include "wirefold/ir/error.h"

namespace wirefold {

std::vector<std::size_t> Axes::resolved(const char* function, const Shape& shape, const Location& location) const {
  std::vector<std::size_t> result;
  if (!are_given()) {
    result.resize(shape.rank());
    std::iota(result.begin(), result.end(), std::size_t{0});
    return result;
  }
  for (const std::int64_t axis : axes_) {
    const std::size_t place = checked_axis(function, axis, shape, location);
    if (std::find(result.begin(), result.end(), place) != result.end()) {
      throw ShapeError(function, "axis " + std::to_string(axis) + " is given twice", location);
    }
    result.push_back(place);
  }
  return result;
}

}  // namespace wirefold
