// SPDX-License-Identifier: Apache-2.0
// Layers of several inputs, and sums along axes, of HGQ2 and of Keras.
#include <functional>

#include "wirefold/dsl/contract.h"
#include "wirefold/dsl/elementwise.h"
#include "wirefold/dsl/reduce.h"
#include "wirefold/dsl/structure.h"
#include "wirefold/importers/keras/json_fields.h"
#include "wirefold/importers/keras/layers.h"
#include "wirefold/ir/error.h"

namespace wirefold::keras {
namespace {

using Arrays = std::vector<FixedVariableArray>;
using Combine = std::function<FixedVariableArray(const FixedVariableArray&, const FixedVariableArray&)>;

// Each input has a quantizer of its own.
Arrays quantized_inputs(const LayerCall& call) {
  Arrays arrays;
  const auto configs = call.config.find("iq_confs");
  const bool is_quantized = configs && !configs->is_null() && boolean_or(call.config, "enable_iq", true);
  for (std::size_t i = 0; i < call.inputs.size(); ++i) {
    if (!is_quantized) {
      arrays.push_back(call.inputs[i].plain());
      continue;
    }
    if (i >= configs->size()) configs->refuse("fewer quantizers than inputs");
    const std::string path = "iq/quantizers/quantizer" + (i == 0 ? "" : "_" + std::to_string(i));
    arrays.push_back(call.quantizer((*configs)[i], path)(call.inputs[i], call.location).plain());
  }
  if (arrays.empty()) throw UnsupportedError("call", "no tensors, the layer takes several");
  return arrays;
}

// Arrays of fewer axes get new ones behind the batch axis.
Arrays of_one_rank(Arrays arrays, const Location& location) {
  std::size_t rank = 0;
  for (const FixedVariableArray& array : arrays) rank = std::max(rank, array.rank());
  for (FixedVariableArray& array : arrays) {
    Shape shape{1};
    while (shape.rank() < rank - array.rank() + 1) shape.push_back(1);
    for (std::size_t axis = 1; axis < array.rank(); ++axis) shape.push_back(array.shape()[axis]);
    array = reshape(array, shape, location);
  }
  return arrays;
}

Signals merged(const LayerCall& call, const Combine& combine) {
  const Arrays arrays = of_one_rank(quantized_inputs(call), call.location);
  FixedVariableArray result = arrays[0];
  for (std::size_t i = 1; i < arrays.size(); ++i) result = combine(result, arrays[i]);
  return {call.with_output_quantizer({result})};
}

FixedVariableArray sum_of(const LayerCall& call) {
  const Arrays arrays = of_one_rank(quantized_inputs(call), call.location);
  FixedVariableArray result = arrays[0];
  for (std::size_t i = 1; i < arrays.size(); ++i) result = result + SymbolicOperand(arrays[i], call.location);
  return result;
}

// The power of two nearest to `count` by its logarithm, which is never half way.
int nearest_power(std::size_t count) {
  int power = 0;
  while ((std::size_t{2} << power) <= count) ++power;
  const Integer square = Integer(count) * Integer(count);
  return square > Integer(1) << static_cast<unsigned>(2 * power + 1) ? power + 1 : power;
}

Signals accumulated(const LayerCall& call,
                    const std::function<FixedVariableArray(const FixedVariableArray&, std::size_t)>& scaled) {
  const Signal x = call.with_input_quantizer(call.input());
  const std::vector<std::int64_t> axes = integers_of(call.config.at("axes"));
  const FixedVariableArray y = sum(x.plain(), Axes(axes), boolean_or(call.config, "keepdims", false), call.location);
  std::size_t count = 1;
  for (const std::size_t axis : Axes(axes).resolved("axes", x.shape(), call.location)) {
    count *= static_cast<std::size_t>(x.shape()[axis]);
  }
  return {call.with_output_quantizer({scaled(y, count)})};
}

}  // namespace

Signals call_add(const LayerCall& call) { return {call.with_output_quantizer({sum_of(call)})}; }

Signals call_subtract(const LayerCall& call) {
  return merged(call, [&](const auto& a, const auto& b) { return a - SymbolicOperand(b, call.location); });
}

Signals call_multiply(const LayerCall& call) {
  return merged(call, [&](const auto& a, const auto& b) { return a * SymbolicOperand(b, call.location); });
}

Signals call_maximum(const LayerCall& call) {
  return merged(call, [&](const auto& a, const auto& b) { return maximum(a, b, call.location); });
}

Signals call_minimum(const LayerCall& call) {
  return merged(call, [&](const auto& a, const auto& b) { return minimum(a, b, call.location); });
}

Signals call_average(const LayerCall& call) {
  const auto count = static_cast<std::int64_t>(call.inputs.size());
  return {{sum_of(call) / NumericOperand(count, call.location)}};
}

Signals call_q_average_pow2(const LayerCall& call) {
  const FixedVariableArray y = sum_of(call) >> ShiftOperand(nearest_power(call.inputs.size()), call.location);
  return {call.with_output_quantizer({y})};
}

Signals call_dot(const LayerCall& call) {
  if (boolean_or(call.config, "normalize", false)) {
    throw UnsupportedError("normalize", "vectors divided by their length, which no fixed-point format holds");
  }
  const Arrays arrays = quantized_inputs(call);
  if (arrays.size() != 2) throw UnsupportedError("call", "the layer takes 2 tensors");
  std::vector<std::int64_t> axes = integers_of(call.config.at("axes"));
  if (axes.size() == 1) axes.push_back(axes[0]);
  if (axes.size() != 2) call.config.at("axes").refuse("expected one axis or two");
  std::vector<FixedVariableArray> operands;
  for (std::size_t i = 0; i < 2; ++i) {
    const auto rank = static_cast<std::int64_t>(arrays[i].rank());
    if (axes[i] < 0) axes[i] += rank;
    if (axes[i] < 1 || axes[i] >= rank) call.config.at("axes").refuse("an axis that the input does not have");
    operands.push_back(arrays[i](0));
  }
  const FixedVariableArray y =
      tensordot(operands[0], operands[1], {Axes(axes[0] - 1), Axes(axes[1] - 1)}, call.location);
  Shape shape{1};
  if (y.rank() == 0) shape.push_back(1);
  for (const std::int64_t extent : y.shape()) shape.push_back(extent);
  return {call.with_output_quantizer({reshape(y, shape, call.location)})};
}

Signals call_q_einsum(const LayerCall& call) {
  std::vector<EinsumOperand> operands;
  for (const FixedVariableArray& array : quantized_inputs(call)) operands.emplace_back(array);
  const EinsumSubscripts subscripts(call.config.at("equation").text(), call.location);
  return {call.with_output_quantizer({*einsum_of_many(subscripts, std::move(operands)).variables})};
}

Signals call_q_sum(const LayerCall& call) {
  const float scale = float_or(call.config, "scale", 1);
  return accumulated(
      call, [&](const FixedVariableArray& y, std::size_t) { return y * NumericOperand(scale, call.location); });
}

Signals call_q_mean_pow2(const LayerCall& call) {
  return accumulated(call, [&](const FixedVariableArray& y, std::size_t count) {
    return y >> ShiftOperand(nearest_power(count), call.location);
  });
}

}  // namespace wirefold::keras
