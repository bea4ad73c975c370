// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <vector>

#include "wirefold/dsl/numeric_array.h"
#include "wirefold/ir/shape.h"

namespace wirefold::keras {

/// An array of float32 in C order: a variable of a model, or what Keras computes from variables before a quantizer.
/// Arithmetic on it is Keras' own, in float32 and operation by operation, because ties of the rounding hang on it.
struct FloatTensor {
  Shape shape;
  std::vector<float> values;

  /// The exact numbers. ValueError for NaN and infinity.
  NumericArray exact(const Location& location) const { return NumericArray::from_values(shape, values, location); }
};

FloatTensor filled(const Shape& shape, float value);
/// One axis where `shape` has an extent, 1 elsewhere, as numpy's reshape.
FloatTensor reshaped(FloatTensor x, const Shape& shape);
FloatTensor mapped(FloatTensor x, const std::function<float(float)>& function);
/// Broadcast as numpy. ShapeError if the shapes do not fit.
FloatTensor combined(const FloatTensor& a, const FloatTensor& b, const std::function<float(float, float)>& function,
                     const Location& location);
FloatTensor times(const FloatTensor& a, const FloatTensor& b, const Location& location);
FloatTensor plus(const FloatTensor& a, const FloatTensor& b, const Location& location);
/// gamma / sqrt(variance + epsilon), each step rounded to float32.
FloatTensor batchnorm_scale(const FloatTensor& gamma, const FloatTensor& variance, float epsilon,
                            const Location& location);

}  // namespace wirefold::keras
