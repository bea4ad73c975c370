// SPDX-License-Identifier: Apache-2.0
#include "wirefold/importers/keras/float_tensor.h"

#include <cmath>

#include "wirefold/dsl/broadcast.h"
#include "wirefold/ir/error.h"

namespace wirefold::keras {

FloatTensor filled(const Shape& shape, float value) { return {shape, std::vector<float>(shape.size(), value)}; }

FloatTensor reshaped(FloatTensor x, const Shape& shape) {
  if (shape.size() != x.values.size()) {
    throw ShapeError("reshape",
                     "a variable of shape " + to_string(x.shape) + " where " + to_string(shape) + " is expected");
  }
  x.shape = shape;
  return x;
}

FloatTensor mapped(FloatTensor x, const std::function<float(float)>& function) {
  for (float& value : x.values) value = function(value);
  return x;
}

FloatTensor combined(const FloatTensor& a, const FloatTensor& b, const std::function<float(float, float)>& function,
                     const Location& location) {
  const Broadcast plan = broadcast("variables", a.shape, b.shape, location);
  FloatTensor result{plan.shape, {}};
  result.values.reserve(plan.left.size());
  for (std::size_t i = 0; i < plan.left.size(); ++i) {
    result.values.push_back(function(a.values[plan.left[i]], b.values[plan.right[i]]));
  }
  return result;
}

FloatTensor times(const FloatTensor& a, const FloatTensor& b, const Location& location) {
  return combined(
      a, b, [](float x, float y) { return x * y; }, location);
}

FloatTensor plus(const FloatTensor& a, const FloatTensor& b, const Location& location) {
  return combined(
      a, b, [](float x, float y) { return x + y; }, location);
}

FloatTensor batchnorm_scale(const FloatTensor& gamma, const FloatTensor& variance, float epsilon,
                            const Location& location) {
  return combined(
      gamma, variance, [epsilon](float g, float v) { return g / std::sqrt(v + epsilon); }, location);
}

}  // namespace wirefold::keras
