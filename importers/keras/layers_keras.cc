// SPDX-License-Identifier: Apache-2.0
// Keras' own layers that need no quantizer, because they are exact, and HGQ2's quantizer as a layer.
#include <cmath>

#include "wirefold/dsl/compare.h"
#include "wirefold/dsl/elementwise.h"
#include "wirefold/dsl/pad.h"
#include "wirefold/dsl/quantize.h"
#include "wirefold/dsl/rearrange.h"
#include "wirefold/dsl/structure.h"
#include "wirefold/importers/keras/activation.h"
#include "wirefold/importers/keras/json_fields.h"
#include "wirefold/importers/keras/layers.h"
#include "wirefold/ir/error.h"

namespace wirefold::keras {
namespace {

using Integers = std::vector<std::int64_t>;

void check_channels_last(const LayerCall& call) {
  if (text_or(call.config, "data_format", "channels_last") == "channels_last") return;
  throw UnsupportedError("data_format", "channels_first; only convolutions and pooling read it");
}

// What Keras does with a negative part: x where it is not negative, else x * slope. A slope must be a number that
// products with fixed-point numbers keep exact in float32, which Keras computes with; the next quantizer rounds it.
FixedVariableArray leaky(const FixedVariableArray& x, const NumericArray& slope, const Location& location) {
  return maximum(x, 0, location) + SymbolicOperand(minimum(x, 0, location) * NumericOperand(slope, location), location);
}

// Pairs before and behind each spatial axis: 1, (1, 2) or ((1, 2), (0, 0)).
std::vector<PadWidth> spatial_widths(const JsonValue& value, std::size_t axes) {
  std::vector<PadWidth> widths;
  if (axes == 1 && value.is_list() && value.size() == 2 && !value[0].is_list()) {
    const Integers pair = integers_of(value);
    return {PadWidth(pair[0], pair[1])};
  }
  for (std::size_t axis = 0; axis < axes; ++axis) {
    Integers pair = integers_of(value.is_list() ? value[axis] : value);
    if (pair.size() == 1) pair.push_back(pair[0]);
    if (pair.size() != 2 || pair[0] < 0 || pair[1] < 0) value.refuse("expected pairs of numbers of at least 0");
    widths.emplace_back(pair[0], pair[1]);
  }
  return widths;
}

std::size_t spatial_axes(const LayerCall& call) {
  const std::size_t rank = call.input().shape().rank();
  if (rank < 3 || rank > 5) throw ShapeError("layer", "an input of shape " + to_string(call.input().shape()));
  return rank - 2;
}

}  // namespace

Signals call_quantizer(const LayerCall& call) { return {call.quantizer("config", "")(call.input(), call.location)}; }

Signals call_identity(const LayerCall& call) { return {call.input()}; }

Signals call_activation(const LayerCall& call) { return {call.activated(call.input())}; }

Signals call_relu(const LayerCall& call) {
  const float slope = float_or(call.config, "negative_slope", 0);
  const float threshold = float_or(call.config, "threshold", 0);
  const FixedVariableArray& x = call.input().plain();
  const Location& location = call.location;
  if (slope == 0 && threshold == 0 && !has(call.config, "max_value")) return {{relu(x, {}, TRN, WRAP, location)}};
  // The negative slope begins at the threshold; what is clipped is the other part.
  const NumericArray zero = 0;
  const NumericArray from = threshold;
  FixedVariableArray y = where(greater(x, from, location), x, zero, location);
  if (has(call.config, "max_value")) {
    y = clip(y, zero, NumericArray(float_or(call.config, "max_value", 0)), location);
  }
  if (slope != 0) {
    const FixedVariableArray below = relu(NumericOperand(from, location) - x, {}, TRN, WRAP, location);
    y = y - SymbolicOperand(below * NumericOperand(slope, location), location);
  }
  return {{y}};
}

Signals call_leaky_relu(const LayerCall& call) {
  const float slope = float_or(call.config, "negative_slope", 0.3F);
  return {{leaky(call.input().plain(), NumericArray(slope), call.location)}};
}

Signals call_p_relu(const LayerCall& call) {
  const NumericArray alpha = call.variable(0, "alpha").exact(call.location);
  return {{leaky(call.input().plain(), alpha, call.location)}};
}

Signals call_elu(const LayerCall& call) {
  const float alpha = float_or(call.config, "alpha", 1);
  const FloatFunction expm1 = float_function("expm1");
  call.input().plain();
  return {call.input().then([alpha, expm1](float x) { return x > 0 ? x : alpha * expm1(x); })};
}

Signals call_rescaling(const LayerCall& call) {
  const float scale = float_or(call.config, "scale", 1);
  const float offset = float_or(call.config, "offset", 0);
  return {{call.input().plain() * NumericOperand(scale, call.location) + NumericOperand(offset, call.location)}};
}

Signals call_flatten(const LayerCall& call) {
  check_channels_last(call);
  return {call.input().moved(reshape(call.input().array, {1, -1}, call.location))};
}

Signals call_reshape(const LayerCall& call) {
  Shape shape{1};
  for (const std::int64_t extent : integers_of(call.config.at("target_shape"))) shape.push_back(extent);
  return {call.input().moved(reshape(call.input().array, shape, call.location))};
}

Signals call_permute(const LayerCall& call) {
  Integers axes = integers_of(call.config.at("dims"));
  axes.insert(axes.begin(), 0);
  return {call.input().moved(transpose(call.input().array, Axes(axes), call.location))};
}

Signals call_repeat_vector(const LayerCall& call) {
  const FixedVariableArray row = expand_dims(call.input().array, Axes(1), call.location);
  return {call.input().moved(repeat(row, integer_or(call.config, "n", 1), Axis(1), call.location))};
}

Signals call_concatenate(const LayerCall& call) {
  std::vector<FixedVariableArray> arrays;
  for (const Signal& signal : call.inputs) {
    arrays.push_back(signal.function || signal.has_no_format() ? signal.plain() : signal.array);
  }
  return {{concatenate(arrays, integer_or(call.config, "axis", -1), call.location)}};
}

Signals call_zero_padding(const LayerCall& call) {
  check_channels_last(call);
  std::vector<PadWidth> widths = spatial_widths(call.config.at("padding"), spatial_axes(call));
  widths.insert(widths.begin(), PadWidth(0));
  widths.emplace_back(0);
  return {{pad(call.input().plain(), widths, PadMode::kConstant, 0, call.location)}};
}

Signals call_cropping(const LayerCall& call) {
  check_channels_last(call);
  FixedVariableArray y = call.input().array;
  const std::vector<PadWidth> widths = spatial_widths(call.config.at("cropping"), spatial_axes(call));
  for (std::size_t axis = 0; axis < widths.size(); ++axis) {
    const std::int64_t end_index = y.shape()[axis + 1] - widths[axis].behind;
    if (widths[axis].before >= end_index) call.config.at("cropping").refuse("nothing is left");
    Integers kept;
    for (std::int64_t index = widths[axis].before; index < end_index; ++index) kept.push_back(index);
    y = take(y, NumericArray::from_values({kept.size()}, kept), Axis(axis + 1), call.location);
  }
  return {call.input().moved(y)};
}

Signals call_up_sampling(const LayerCall& call) {
  check_channels_last(call);
  if (text_or(call.config, "interpolation", "nearest") != "nearest") {
    throw UnsupportedError("interpolation", "other than nearest");
  }
  Integers size = integers_of(call.config.at("size"));
  const std::size_t axes = spatial_axes(call);
  if (size.size() == 1) size.assign(axes, size[0]);
  FixedVariableArray y = call.input().array;
  for (std::size_t axis = 0; axis < axes; ++axis) {
    y = repeat(y, size.at(axis), Axis(axis + 1), call.location);
  }
  return {call.input().moved(y)};
}

}  // namespace wirefold::keras
