// SPDX-License-Identifier: Apache-2.0
// Layers that are lookup tables: functions of one number, and softmax.
#include <algorithm>

#include "wirefold/dsl/elementwise.h"
#include "wirefold/dsl/reduce.h"
#include "wirefold/importers/keras/activation.h"
#include "wirefold/importers/keras/json_fields.h"
#include "wirefold/importers/keras/layers.h"
#include "wirefold/importers/keras/softmax.h"

namespace wirefold::keras {
namespace {

// Keras adds its epsilon as a float32.
constexpr float kEpsilon = 1e-7F;

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
                              const std::optional<Mask>& mask, const Location& location) {
  const float scaler = tables.input_scaler;
  Signal exponent{x};
  if (tables.exp_input) {
    FixedVariableArray seen = x;
    if (mask) {
      // What is masked is never the largest, and takes no other range than the rest.
      const NumericArray lows = x.low(location);
      const auto numbers = lows.numbers(location);
      seen = kept(*mask, x, NumericArray(*std::min_element(numbers.begin(), numbers.end())), location);
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
  if (mask) e = kept(*mask, e, NumericArray(0), location);
  const Signal total = tables.inverse_input({sum(e, axes, /*keepdims=*/true, location)}, location);
  const Signal inverse = tables.inverse_output(total.then([](float s) { return 1 / (s + kEpsilon); }), location);
  return e * SymbolicOperand(inverse.plain(), location);
}

Signals call_q_softmax(const LayerCall& call) {
  const std::optional<Mask> mask = mask_of(call.argument("mask", 1), call.location);
  const Argument input = call.argument("inputs", 0);
  const Signal x = call.with_input_quantizer(input.signal ? *input.signal : call.input());
  const SoftmaxTables tables =
      softmax_tables(call, "", "", boolean_or(call.config, "stable", true), float_or(call.config, "input_scaler", 1));
  const Axes axes(integers_of(call.config.at("axes")));
  return {call.with_output_quantizer({softmax_of(x.plain(), tables, axes, mask, call.location)})};
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

}  // namespace wirefold::keras
