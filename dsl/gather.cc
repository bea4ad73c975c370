// SPDX-License-Identifier: Apache-2.0
#include "wirefold/dsl/gather.h"

#include "wirefold/dsl/array_shape.h"
#include "wirefold/ir/error.h"

namespace wirefold {

std::vector<std::size_t> strided_places(const Shape& shape, std::span<const std::ptrdiff_t> strides,
                                        std::ptrdiff_t offset) {
  std::vector<std::size_t> places;
  places.reserve(shape.size());
  std::vector<std::int64_t> index(shape.rank(), 0);
  std::ptrdiff_t place = offset;
  for (std::size_t i = shape.size(); i-- > 0;) {
    places.push_back(static_cast<std::size_t>(place));
    for (std::size_t axis = shape.rank(); axis-- > 0;) {
      place += strides[axis];
      if (++index[axis] < shape[axis]) break;
      place -= strides[axis] * index[axis];
      index[axis] = 0;
    }
  }
  return places;
}

Gather transpose_plan(const Shape& shape, std::span<const std::size_t> order) {
  const std::vector<std::ptrdiff_t> strides = strides_of(shape);
  Shape result;
  std::vector<std::ptrdiff_t> result_strides;
  for (const std::size_t axis : order) {
    result.push_back(shape[axis]);
    result_strides.push_back(strides[axis]);
  }
  return {result, strided_places(result, result_strides)};
}

Gather repeat_plan(const Shape& shape, std::size_t axis, std::int64_t count) {
  // One more axis behind the repeated one, along which nothing moves.
  const std::vector<std::ptrdiff_t> strides = strides_of(shape);
  Shape result = shape;
  result[axis] *= count;
  Shape walked;
  std::vector<std::ptrdiff_t> walked_strides;
  for (std::size_t i = 0; i < shape.rank(); ++i) {
    walked.push_back(shape[i]);
    walked_strides.push_back(strides[i]);
    if (i != axis) continue;
    walked.push_back(count);
    walked_strides.push_back(0);
  }
  return {result, strided_places(walked, walked_strides)};
}

Shape reshaped(const Shape& shape, const Shape& wanted, const Location& location) {
  const auto refuse = [&](const std::string& why) {
    throw ShapeError("reshape", "an array of shape " + to_string(shape) + " to shape " + to_string(wanted) + ": " + why,
                     location);
  };
  Shape result = wanted;
  std::size_t open_axis = wanted.rank();
  std::size_t known = 1;
  for (std::size_t axis = 0; axis < wanted.rank(); ++axis) {
    if (wanted[axis] == -1) {
      if (open_axis != wanted.rank()) refuse("only one extent may be -1");
      open_axis = axis;
    } else if (wanted[axis] <= 0) {
      refuse("an extent must be positive, or -1 for what is left");
    } else {
      known = static_cast<std::uint64_t>(wanted[axis]) > kMaxElements / known
                  ? kMaxElements + 1
                  : known * static_cast<std::size_t>(wanted[axis]);
      if (known > kMaxElements) refuse("it has " + std::to_string(shape.size()) + " elements");
    }
  }
  if (open_axis != wanted.rank()) {
    if (shape.size() % known != 0) {
      refuse(std::to_string(shape.size()) + " elements are not a multiple of " + std::to_string(known));
    }
    result[open_axis] = static_cast<std::int64_t>(shape.size() / known);
  } else if (known != shape.size()) {
    refuse(std::to_string(shape.size()) + " elements are not " + std::to_string(known));
  }
  return result;
}

}  // namespace wirefold
