// SPDX-License-Identifier: Apache-2.0
// Keras' own layers of weights that are not products with a kernel: normalizations, and rows of a table.
#include <algorithm>
#include <cmath>

#include "wirefold/dsl/contract.h"
#include "wirefold/dsl/format_array.h"
#include "wirefold/dsl/quantize.h"
#include "wirefold/dsl/structure.h"
#include "wirefold/dsl/unary.h"
#include "wirefold/importers/array_format.h"
#include "wirefold/importers/keras/float_precision.h"
#include "wirefold/importers/keras/json_fields.h"
#include "wirefold/importers/keras/layers.h"
#include "wirefold/ir/error.h"

namespace wirefold::keras {
namespace {

// A vector along the axes of the layer, 1 elsewhere.
Shape shape_along(const LayerCall& call, const Shape& input, const FloatTensor& values) {
  Shape shape(std::vector<std::int64_t>(input.rank(), 1));
  for (std::int64_t axis : integers_of(call.config.at("axis"))) {
    if (axis < 0) axis += static_cast<std::int64_t>(input.rank());
    if (axis < 1 || axis >= static_cast<std::int64_t>(input.rank())) {
      call.config.at("axis").refuse("an axis that the input does not have");
    }
    shape[static_cast<std::size_t>(axis)] = input[static_cast<std::size_t>(axis)];
  }
  if (shape.size() != values.values.size()) {
    throw ShapeError("statistics",
                     "of shape " + to_string(values.shape) + " for an input of shape " + to_string(input));
  }
  return shape;
}

NumericArray along(const LayerCall& call, const Shape& shape, FloatTensor values) {
  values.shape = shape;
  return call.constant(values, "", "");
}

}  // namespace

Signals call_batchnormalization(const LayerCall& call) {
  constexpr float kEpsilon = 1e-3F;
  const bool has_scale = boolean_or(call.config, "scale", true);
  const bool has_center = boolean_or(call.config, "center", true);
  const std::size_t first = static_cast<std::size_t>(has_scale) + static_cast<std::size_t>(has_center);
  const FloatTensor& mean = call.variable(first, "moving_mean");
  const FloatTensor& variance = call.variable(first + 1, "moving_variance");
  const FloatTensor gamma = has_scale ? call.variable(0, "gamma") : filled(mean.shape, 1);
  const FloatTensor beta = has_center ? call.variable(first - 1, "beta") : filled(mean.shape, 0);
  const float epsilon = float_or(call.config, "epsilon", kEpsilon);
  const FloatTensor factor =
      times(mapped(variance, [epsilon](float v) { return 1 / std::sqrt(v + epsilon); }), gamma, call.location);
  const FloatTensor offset = combined(
      beta, times(mean, factor, call.location), [](float b, float p) { return b - p; }, call.location);
  const FixedVariableArray& x = call.input().plain();
  const Shape shape = shape_along(call, x.shape(), mean);
  const FixedVariableArray y = x * NumericOperand(along(call, shape, factor), call.location) +
                               NumericOperand(along(call, shape, offset), call.location);
  check_float_precision(call, y);
  return {{y}};
}

namespace {

// A statistic that the layer was given, or else the variable that it learnt it in; one number holds for all elements.
FloatTensor statistic(const LayerCall& call, std::size_t index, const char* name) {
  if (!has(call.config, name)) return call.variable(index, name);
  const JsonValue given = call.config.at(name);
  if (!given.is_list()) return {{}, {float_of(given)}};
  FloatTensor result{{static_cast<std::int64_t>(given.size())}, {}};
  for (std::size_t i = 0; i < given.size(); ++i) result.values.push_back(float_of(given[i]));
  return result;
}

NumericArray statistic_along(const LayerCall& call, const Shape& input, const FloatTensor& values) {
  const bool is_one = values.values.size() == 1 || !has(call.config, "axis");
  return along(call, is_one ? Shape(std::vector<std::int64_t>(input.rank(), 1)) : shape_along(call, input, values),
               values);
}

}  // namespace

Signals call_normalization(const LayerCall& call) {
  static constexpr float kLeast = 1e-7F;  // the epsilon of the backend
  const FixedVariableArray& x = call.input().plain();
  const NumericArray mean = statistic_along(call, x.shape(), statistic(call, 0, "mean"));
  const NumericArray deviation = statistic_along(
      call, x.shape(), mapped(statistic(call, 1, "variance"), [](float v) { return std::max(std::sqrt(v), kLeast); }));
  if (!boolean_or(call.config, "invert", false)) {
    return {{(x - NumericOperand(mean, call.location)) / NumericOperand(deviation, call.location)}};
  }
  const FixedVariableArray y = x * NumericOperand(deviation, call.location) + NumericOperand(mean, call.location);
  check_float_precision(call, y);
  return {{y}};
}

Signals call_embedding(const LayerCall& call) {
  const FixedVariableArray& x = call.input().plain();
  const FloatTensor& rows = call.variable(0, "embeddings");
  if (rows.shape.rank() != 2) throw ShapeError("embeddings", "of shape " + to_string(rows.shape));
  const NumericArray values = call.constant(rows, "", "");
  const FormatArray formats = x.format();
  for (const Format& format : formats.formats()) {
    const bool fits = format.is_zero() || (!format.is_signed && format.fraction_bits <= 0 && format.integer_bits < 32 &&
                                           (std::int64_t{1} << format.integer_bits) <= rows.shape[0]);
    if (fits) continue;
    throw UnsupportedError(
        "embedding", "of " + std::to_string(rows.shape[0]) + " rows for an index of the format " + to_string(format) +
                         ", which can be of no row; quantize it to an unsigned integer of fewer bits");
  }
  std::vector<FixedVariableArray> columns;
  const auto width = static_cast<std::size_t>(rows.shape[1]);
  for (std::size_t column = 0; column < width; ++column) {
    const auto value = [&rows, column, width](double index) {
      return static_cast<double>(rows.values.at(static_cast<std::size_t>(index) * width + column));
    };
    const Format format = smallest_format(constant(values(all(), static_cast<std::int64_t>(column)), call.location));
    columns.push_back(quantize(apply(x, value, call.location), format, TRN, WRAP, call.location));
  }
  return {{stack(columns, -1, call.location)}};
}

}  // namespace wirefold::keras
