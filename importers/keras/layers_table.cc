// SPDX-License-Identifier: Apache-2.0
// Layers that are lookup tables: functions of one number, softmax, and dense layers whose every weight is a function.
#include <algorithm>
#include <cmath>

#include "wirefold/dsl/compare.h"
#include "wirefold/dsl/elementwise.h"
#include "wirefold/dsl/rearrange.h"
#include "wirefold/dsl/reduce.h"
#include "wirefold/dsl/structure.h"
#include "wirefold/importers/keras/activation.h"
#include "wirefold/importers/keras/json_fields.h"
#include "wirefold/importers/keras/layers.h"
#include "wirefold/importers/keras/softmax.h"
#include "wirefold/ir/error.h"

namespace wirefold::keras {
namespace {

// Keras adds its epsilon as a float32.
constexpr float kEpsilon = 1e-7F;

// The dense layers that a table layer has for each of its weights, from a number to a number.
class TinyNetworks {
 public:
  explicit TinyNetworks(const LayerCall& call)
      : activation_(float_function(function_name(call.config, "subnn_activation"))) {
    const std::int64_t hidden = integer_or(call.config, "n_hl", 1);
    const bool has_bias = boolean_or(call.config, "use_bias", true);
    for (std::int64_t i = 0; i <= hidden; ++i) {
      const LayerCall part =
          call.part(call.config, "module/layers/einsum_dense" + (i == 0 ? "" : "_" + std::to_string(i)));
      const FloatTensor& kernel = part.variable(0, "kernel");
      if (kernel.shape.rank() != (i == hidden ? 3U : 4U))
        call.config.refuse("a kernel of another shape than n_hl says");
      kernels_.push_back(&kernel);
      biases_.push_back(has_bias ? &part.variable(1, "bias") : nullptr);
    }
  }

  std::int64_t inputs() const { return kernels_[0]->shape[0]; }
  std::int64_t outputs() const { return kernels_[0]->shape[1]; }
  /// What the network of pair number `pair` of an input and an output gives.
  float operator()(float x, std::size_t pair) const {
    std::vector<float> values{x};
    for (std::size_t layer = 0; layer < kernels_.size(); ++layer) {
      const FloatTensor& kernel = *kernels_[layer];
      const bool is_last = layer + 1 == kernels_.size();
      const auto width = is_last ? std::size_t{1} : static_cast<std::size_t>(kernel.shape[3]);
      std::vector<float> sums(width, 0);
      for (std::size_t from = 0; from < values.size(); ++from) {
        for (std::size_t to = 0; to < width; ++to) {
          sums[to] += values[from] * kernel.values.at((pair * values.size() + from) * width + to);
        }
      }
      for (std::size_t to = 0; to < width; ++to) {
        if (biases_[layer] != nullptr) sums[to] += biases_[layer]->values.at(pair * width + to);
        if (!is_last) sums[to] = activation_(sums[to]);
      }
      values = std::move(sums);
    }
    return values[0];
  }

 private:
  FloatFunction activation_;
  std::vector<const FloatTensor*> kernels_;
  std::vector<const FloatTensor*> biases_;
};

// The batch normalization behind the networks, as Keras computes it: x * factor + offset in float32.
struct Normalization {
  std::vector<float> factors;
  std::vector<float> offsets;
};

std::optional<Normalization> normalization_of(const LayerCall& call) {
  if (!boolean_or(call.config, "batch_norm", false)) return std::nullopt;
  const LayerCall part = call.part(call.config, "bn_module");
  const bool has_scale = boolean_or(call.config, "bn_scale", true);
  const bool has_center = boolean_or(call.config, "bn_center", true);
  const std::size_t first = static_cast<std::size_t>(has_scale) + static_cast<std::size_t>(has_center);
  const FloatTensor& mean = part.variable(first, "moving_mean");
  const FloatTensor& variance = part.variable(first + 1, "moving_variance");
  const float epsilon = float_or(call.config, "bn_epsilon", 1e-3F);
  Normalization result;
  for (std::size_t i = 0; i < mean.values.size(); ++i) {
    float factor = 1 / std::sqrt(variance.values.at(i) + epsilon);
    if (has_scale) factor *= part.variable(0, "gamma").values.at(i);
    float offset = -mean.values[i] * factor;
    if (has_center) offset += part.variable(first - 1, "beta").values.at(i);
    result.factors.push_back(factor);
    result.offsets.push_back(offset);
  }
  return result;
}

}  // namespace

SoftmaxTables softmax_tables(const LayerCall& call, const std::string& prefix, const std::string& path, bool is_stable,
                             float input_scaler) {
  const auto quantizer = [&](const char* key, const char* place) {
    return call.quantizer((prefix + key).c_str(), path + place);
  };
  const auto table = [&](const char* key, const char* place) {
    return call.table_quantizer((prefix + key).c_str(), path + place);
  };
  SoftmaxTables tables{.exp_output = table("exp_oq_conf", "exp_table/oq"),
                       .inverse_input = quantizer("inv_iq_conf", "inv_table/iq"),
                       .inverse_output = table("inv_oq_conf", "inv_table/oq"),
                       .exp_input = std::nullopt,
                       .input_scaler = input_scaler};
  if (is_stable) tables.exp_input = quantizer("exp_iq_conf", "exp_table/iq");
  return tables;
}

FixedVariableArray softmax_of(const FixedVariableArray& x, const SoftmaxTables& tables, const Axes& axes,
                              const std::optional<NumericArray>& mask, const Location& location) {
  const float scaler = tables.input_scaler;
  Signal exponent{x};
  if (tables.exp_input) {
    FixedVariableArray seen = x;
    if (mask) {
      // What is masked is never the largest, and takes no other range than the rest.
      const NumericArray lows = x.low(location);
      const auto numbers = lows.numbers(location);
      seen = where(*mask, x, NumericArray(*std::min_element(numbers.begin(), numbers.end())), location);
    }
    const FixedVariableArray largest = amax(seen, axes, /*keepdims=*/true, location);
    exponent =
        (*tables.exp_input)({largest - SymbolicOperand(seen, location)}, location).then([scaler](float distance) {
          return float_exp(-distance * scaler);
        });
  } else {
    exponent = exponent.then([scaler](float value) { return float_exp(value * scaler); });
  }
  FixedVariableArray e = tables.exp_output(exponent, location).plain();
  if (mask) e = where(*mask, e, NumericArray(0), location);
  const Signal total = tables.inverse_input({sum(e, axes, /*keepdims=*/true, location)}, location);
  const Signal inverse = tables.inverse_output(total.then([](float s) { return 1 / (s + kEpsilon); }), location);
  return e * SymbolicOperand(inverse.plain(), location);
}

Signals call_q_softmax(const LayerCall& call) {
  if (const Argument mask = call.argument("mask", 1); mask.signal || (mask.value && !mask.value->is_null())) {
    throw UnsupportedError("mask", "a mask that is computed; add a large negative number where it is 0 instead");
  }
  const Signal x = call.with_input_quantizer(call.input());
  const SoftmaxTables tables =
      softmax_tables(call, "", "", boolean_or(call.config, "stable", true), float_or(call.config, "input_scaler", 1));
  const Axes axes(integers_of(call.config.at("axes")));
  return {call.with_output_quantizer({softmax_of(x.plain(), tables, axes, std::nullopt, call.location)})};
}

Signals call_q_unary_function(const LayerCall& call) {
  return {call.with_output_quantizer(call.activated(call.with_input_quantizer(call.input())))};
}

Signals call_q_affined_unary_function(const LayerCall& call) {
  const float scale = call.variable(0, "scale").values.at(0);
  const float bias = call.variable(1, "bias").values.at(0);
  const Signal x = call.with_input_quantizer(call.input());
  x.plain();
  const Signal moved = x.then([scale, bias](float value) { return value * scale + bias; });
  return {call.with_output_quantizer(call.activated(moved))};
}

Signals call_q_dense_table(const LayerCall& call) { return dense_table_of(call, call.input()); }

Signals dense_table_of(const LayerCall& call, const Signal& input) {
  const TinyNetworks networks(call);
  const std::optional<Normalization> normalization = normalization_of(call);
  Shape shape = input.shape();
  if (shape.rank() < 2 || shape[shape.rank() - 1] != networks.inputs()) {
    throw ShapeError(
        "networks", "of " + std::to_string(networks.inputs()) + " inputs behind an input of shape " + to_string(shape));
  }
  shape.push_back(1);
  const Signal column = input.moved(reshape(input.array, shape, call.location));
  shape[shape.rank() - 1] = networks.outputs();
  const Signal spread = column.moved(broadcast_to(column.array, shape, call.location));
  const FixedVariableArray x = call.with_input_quantizer(spread).plain();
  const auto outputs = static_cast<std::size_t>(networks.outputs());
  const std::size_t pairs = outputs * static_cast<std::size_t>(networks.inputs());
  const auto root = static_cast<float>(std::sqrt(static_cast<double>(networks.inputs())));
  const auto table = [&](float value, std::size_t place) {
    const float y = networks(value, place % pairs);
    if (!normalization) return y;
    return (y * normalization->factors.at(place % outputs) + normalization->offsets.at(place % outputs)) / root;
  };
  const FixedVariableArray tables = call.quantizer("toq_conf", "toq").of_tables(x, table, call.location);
  return {call.with_output_quantizer(call.activated({sum(tables, -2, false, call.location)}))};
}

}  // namespace wirefold::keras
