// SPDX-License-Identifier: Apache-2.0
#include "wirefold/dsl/mask.h"

#include <algorithm>

#include "wirefold/dsl/array_shape.h"
#include "wirefold/dsl/rearrange.h"
#include "wirefold/ir/error.h"

namespace wirefold {
namespace {

void check_chooses(const char* function, const Mask& mask, const Location& location) {
  if (mask.count() != 0) return;
  throw ShapeError(function,
                   "the mask of shape " + to_string(mask.shape()) + " is false everywhere, an array must have elements",
                   location);
}

Gather extract_plan(const Shape& shape, const Mask& mask, const Location& location) {
  check_chooses("extract", mask, location);
  bool fits = mask.shape().rank() <= shape.rank();
  for (std::size_t axis = 0; fits && axis < mask.shape().rank(); ++axis) fits = mask.shape()[axis] == shape[axis];
  if (!fits) {
    throw ShapeError("extract",
                     "a mask of shape " + to_string(mask.shape()) + " for an array of shape " + to_string(shape) +
                         ", it must have its leading axes",
                     location);
  }
  Gather plan{{mask.count()}, {}};
  std::size_t length = 1;
  for (std::size_t axis = mask.shape().rank(); axis < shape.rank(); ++axis) {
    plan.shape.push_back(shape[axis]);
    length *= static_cast<std::size_t>(shape[axis]);
  }
  for (std::size_t place = 0; place < mask.values().size(); ++place) {
    if (!mask.values()[place]) continue;
    for (std::size_t i = 0; i < length; ++i) plan.source.push_back(place * length + i);
  }
  return plan;
}

template <class Array>
Array compressed(const Array& x, const Mask& mask, std::optional<Axis> axis, const Location& location) {
  if (!axis) return compressed(ravel(x, location), mask, Axis(0), location);
  const std::size_t place = checked_axis("compress", axis->value, x.shape(), location);
  check_chooses("compress", mask, location);
  std::vector<Dyadic> indices;
  for (std::size_t i = 0; i < mask.values().size(); ++i) {
    if (mask.values()[i]) indices.emplace_back(i);
  }
  if (mask.shape().rank() != 1 || indices.back() >= Dyadic(x.shape()[place])) {
    throw ShapeError("compress",
                     "a mask of shape " + to_string(mask.shape()) + " along axis " + std::to_string(place) +
                         " of an array of shape " + to_string(x.shape()) + ", it must have one axis and choose indices",
                     location);
  }
  const Shape count{indices.size()};
  return take(x, NumericArray(count, std::move(indices), {}), Axis(place), location);
}

}  // namespace

Mask::Mask(const NumericArray& numbers, const Location& location) : shape_(numbers.shape()) {
  for (const Dyadic& number : numbers.numbers(location)) values_.push_back(!number.is_zero());
}

std::size_t Mask::count() const { return static_cast<std::size_t>(std::count(values_.begin(), values_.end(), true)); }

void Mask::check(const Location& location) const { check_shape("Mask", shape_, location); }

FixedVariableArray extract(const FixedVariableArray& x, const Mask& mask, const Location& location) {
  return x.gather(extract_plan(x.shape(), mask, location));
}
NumericArray extract(const NumericArray& x, const Mask& mask, const Location& location) {
  return x.gather(extract_plan(x.shape(), mask, location));
}

FixedVariableArray compress(const FixedVariableArray& x, const Mask& mask, std::optional<Axis> axis,
                            const Location& location) {
  return compressed(x, mask, axis, location);
}
NumericArray compress(const NumericArray& x, const Mask& mask, std::optional<Axis> axis, const Location& location) {
  return compressed(x, mask, axis, location);
}

}  // namespace wirefold
