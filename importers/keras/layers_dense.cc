// SPDX-License-Identifier: Apache-2.0
// Layers that multiply with weights. Batch normalization is fused into them as HGQ2 does it: in float32, in front of
// the quantizers of the weights.
#include <algorithm>

#include "wirefold/dsl/contract.h"
#include "wirefold/importers/keras/einsum_equation.h"
#include "wirefold/importers/keras/float_precision.h"
#include "wirefold/importers/keras/json_fields.h"
#include "wirefold/importers/keras/layers.h"
#include "wirefold/ir/error.h"

namespace wirefold::keras {
namespace {

// QEinsumDenseBatchnorm takes the epsilon of the backend, whatever the layer's own is.
constexpr float kBackendEpsilon = 1e-7F;
constexpr float kLayerEpsilon = 1e-3F;

FixedVariableArray with_bias(const LayerCall& call, const FixedVariableArray& product, const FloatTensor& bias) {
  return product + NumericOperand(call.constant(bias, "bq_conf", "bq"), call.location);
}

Signals finished(const LayerCall& call, const FixedVariableArray& y) {
  check_float_precision(call, y);
  return {call.with_output_quantizer(call.activated({y}))};
}

// The sum over the rows of `kernel`, weighted: mean @ kernel, in float32.
FloatTensor product(const FloatTensor& mean, const FloatTensor& kernel) {
  const auto rows = static_cast<std::size_t>(kernel.shape[0]);
  const auto columns = static_cast<std::size_t>(kernel.shape[1]);
  if (mean.values.size() != rows) {
    throw ShapeError("moving_mean", "of shape " + to_string(mean.shape) + " for " + std::to_string(rows) + " features");
  }
  FloatTensor result = filled({columns}, 0);
  for (std::size_t column = 0; column < columns; ++column) {
    for (std::size_t row = 0; row < rows; ++row) {
      result.values[column] += mean.values[row] * kernel.values[row * columns + column];
    }
  }
  return result;
}

void check_features(const LayerCall& call, const Signal& x, const FloatTensor& kernel) {
  if (kernel.shape.rank() == 2 && x.shape().rank() >= 2 && kernel.shape[0] == x.shape()[x.shape().rank() - 1]) return;
  throw ShapeError("kernel",
                   "of shape " + to_string(kernel.shape) + " behind an input of shape " + to_string(x.shape()),
                   call.location);
}

FixedVariableArray einsum_of(const LayerCall& call, const FixedVariableArray& x, const NumericArray& kernel) {
  return einsum(call.config.at("equation").text(), x, kernel, call.location);
}

}  // namespace

Signals call_q_dense(const LayerCall& call) {
  const Signal x = call.with_input_quantizer(call.input());
  const FloatTensor& kernel = call.variable(0, "kernel");
  check_features(call, x, kernel);
  FixedVariableArray y = matmul(x.plain(), call.constant(kernel, "kq_conf", "kq"), call.location);
  if (boolean_or(call.config, "use_bias", true)) y = with_bias(call, y, call.variable(1, "bias"));
  return finished(call, y);
}

Signals call_q_einsum_dense(const LayerCall& call) {
  const Signal x = call.with_input_quantizer(call.input());
  FixedVariableArray y = einsum_of(call, x.plain(), call.constant(call.variable(0, "kernel"), "kq_conf", "kq"));
  if (has(call.config, "bias_axes")) y = with_bias(call, y, call.variable(1, "bias"));
  return finished(call, y);
}

Signals call_q_einsum_dense_batchnorm(const LayerCall& call) {
  const FloatTensor& kernel = call.variable(0, "kernel");
  const FloatTensor& bias = call.variable(1, "bias");
  // Only the variables tell whether there is a gamma. Those that are no arrays, beta and ebops, may be missing.
  const std::size_t count = call.variable_count();
  std::size_t arrays = 0;
  for (std::size_t i = 0; i < count; ++i) arrays += call.variable(i, "variable").shape.rank() > 0 ? 1 : 0;
  if (arrays != 4 && arrays != 5) call.config.refuse("another number of variables than the layer has");
  const bool has_gamma = arrays == 5;
  const FloatTensor& mean = call.variable(count - 2, "moving_mean");
  const FloatTensor& variance = call.variable(count - 1, "moving_variance");
  const FloatTensor gamma = has_gamma ? call.variable(2, "gamma") : filled(variance.shape, 1);
  const FloatTensor scale = batchnorm_scale(gamma, variance, kBackendEpsilon, call.location);
  const NormalizedAxes axes = normalized_axes(call.config.at("equation").text(), text_or(call.config, "bias_axes", ""),
                                              kernel.shape, bias.shape, scale.shape);
  const FloatTensor fused = times(kernel, reshaped(scale, axes.in_kernel), call.location);
  const FloatTensor offset = combined(
      mean, scale, [](float m, float s) { return -m * s; }, call.location);
  const FloatTensor fused_bias = plus(bias, reshaped(offset, axes.in_bias), call.location);

  const Signal x = call.with_input_quantizer(call.input());
  const FixedVariableArray y = einsum_of(call, x.plain(), call.constant(fused, "kq_conf", "kq"));
  return finished(call, with_bias(call, y, fused_bias));
}

Signals call_q_batchnorm_dense(const LayerCall& call) {
  const std::size_t count = std::max<std::size_t>(call.variable_count(), 4);
  const FloatTensor& kernel = call.variable(0, "kernel");
  const FloatTensor& bias = call.variable(1, "bias");
  const FloatTensor& mean = call.variable(count - 2, "moving_mean");
  const FloatTensor& variance = call.variable(count - 1, "moving_variance");
  const Signal x = call.with_input_quantizer(call.input());
  check_features(call, x, kernel);
  const FloatTensor gamma =
      boolean_or(call.config, "scale", true) ? call.variable(2, "bn_gamma") : filled(variance.shape, 1);
  const FloatTensor scale =
      batchnorm_scale(gamma, variance, float_or(call.config, "epsilon", kLayerEpsilon), call.location);
  const FloatTensor fused = times(kernel, reshaped(scale, {kernel.shape[0], 1}), call.location);
  // Of the kernel that is not scaled, as HGQ2 computes it.
  const FloatTensor fused_bias = combined(
      bias, product(mean, kernel), [](float b, float p) { return b - p; }, call.location);
  const FixedVariableArray y = matmul(x.plain(), call.constant(fused, "kq_conf", "kq"), call.location);
  return finished(call, with_bias(call, y, fused_bias));
}

Signals call_q_batchnormalization(const LayerCall& call) {
  const bool has_scale = boolean_or(call.config, "scale", true);
  const bool has_center = boolean_or(call.config, "center", true);
  const std::size_t first = static_cast<std::size_t>(has_scale) + static_cast<std::size_t>(has_center);
  const FloatTensor& mean = call.variable(first, "moving_mean");
  const FloatTensor& variance = call.variable(first + 1, "moving_variance");
  const FloatTensor gamma = has_scale ? call.variable(0, "bn_gamma") : filled(mean.shape, 1);
  // Without its own offset the layer takes 1, not 0.
  const FloatTensor beta = has_center ? call.variable(first - 1, "bn_beta") : filled(mean.shape, 1);
  const FloatTensor scale =
      batchnorm_scale(gamma, variance, float_or(call.config, "epsilon", kLayerEpsilon), call.location);
  const FloatTensor offset = combined(
      beta, times(mean, scale, call.location), [](float b, float p) { return b - p; }, call.location);

  const Signal x = call.with_input_quantizer(call.input());
  const auto rank = static_cast<std::int64_t>(x.shape().rank());
  std::int64_t axis = integers_of(call.config.at("axis")).at(0);
  if (axis < 0) axis += rank;
  if (mean.shape.rank() != 1) throw ShapeError("moving_mean", "of shape " + to_string(mean.shape));
  Shape shape(std::vector<std::int64_t>(x.shape().rank(), 1));
  if (axis < 0 || axis >= rank) call.config.refuse("an axis that the input does not have");
  shape[static_cast<std::size_t>(axis)] = mean.shape[0];
  const auto along_axis = [&](const FloatTensor& value, const char* key, const char* sub_path) {
    const NumericArray quantized = call.constant(value, key, sub_path);
    return NumericArray::from_numbers(shape, {quantized.numbers().begin(), quantized.numbers().end()}, call.location);
  };
  const FixedVariableArray y = x.plain() * NumericOperand(along_axis(scale, "kq_conf", "kq"), call.location) +
                               NumericOperand(along_axis(offset, "bq_conf", "bq"), call.location);
  return {call.with_output_quantizer({y})};
}

}  // namespace wirefold::keras
