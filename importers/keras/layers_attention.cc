// SPDX-License-Identifier: Apache-2.0
// Attention of HGQ2: projections, products of queries and keys, softmax, products with values.
#include <cmath>

#include "wirefold/dsl/contract.h"
#include "wirefold/importers/keras/json_fields.h"
#include "wirefold/importers/keras/layers.h"
#include "wirefold/importers/keras/softmax.h"
#include "wirefold/ir/error.h"

namespace wirefold::keras {
namespace {

// Which quantizers a projection has is told by the weights.
Signal quantized_if_there(const LayerCall& call, const Signal& x, const char* key, const std::string& path) {
  return call.has_part(path + "/quantizer") ? call.quantizer(key, path)(x, call.location) : x;
}

// x . kernel + bias by the projection at `part`.
Signal projected(const LayerCall& call, const std::string& part, const Signal& x, const std::string& subscripts,
                 const std::string& input_part) {
  const LayerCall projection = call.part(call.config, part);
  const LayerCall shared = call.part(call.config, input_part);
  const Signal quantized = quantized_if_there(shared, x, "qkvo_iq_conf", "iq");
  const NumericArray kernel = projection.constant(projection.variable(0, "kernel"), "qkvo_kq_conf", "kq");
  FixedVariableArray y = einsum(subscripts, quantized.plain(), kernel, call.location);
  if (projection.has_part("bq/quantizer")) {
    y = y + NumericOperand(projection.constant(projection.variable(1, "bias"), "qkvo_bq_conf", "bq"), call.location);
  }
  return quantized_if_there(projection, {y}, "qkvo_oq_conf", "oq");
}

void check_rank(const LayerCall& call, const Signal& x) {
  const bool has_axes = has(call.config, "attention_axes");
  const bool is_plain = !has_axes || integers_of(call.config.at("attention_axes")) == std::vector<std::int64_t>{1};
  if (x.shape().rank() == 3 && is_plain) return;
  throw UnsupportedError("attention", "over several axes; reshape the input to (steps, features)");
}

// Which targets see which sources: those at or before them.
NumericArray causal_mask(std::int64_t targets, std::int64_t sources) {
  std::vector<std::int64_t> values;
  for (std::int64_t t = 0; t < targets; ++t) {
    for (std::int64_t s = 0; s < sources; ++s) values.push_back(t >= s ? 1 : 0);
  }
  return NumericArray::from_values({1, 1, targets, sources}, values);
}

bool given_and_true(const Argument& argument) {
  return argument.value && argument.value->is_boolean() && argument.value->boolean();
}

void refuse_masks(const LayerCall& call) {
  for (const char* const name : {"query_mask", "value_mask", "key_mask", "attention_mask"}) {
    const Argument mask = call.argument(name, ~std::size_t{0});
    if (mask.signal || (mask.value && !mask.value->is_null())) {
      throw UnsupportedError("mask", std::string(name) + " is given; only use_causal_mask is possible");
    }
  }
}

struct AttentionInputs {
  Signal query;
  Signal key;
  Signal value;
};

AttentionInputs inputs_of(const LayerCall& call) {
  refuse_masks(call);
  const Argument query = call.argument("query", 0);
  const Argument value = call.argument("value", 1);
  const Argument key = call.argument("key", 2);
  if (!query.signal) throw UnsupportedError("call", "a query is needed");
  const Signal values = value.signal ? *value.signal : *query.signal;
  AttentionInputs inputs{*query.signal, key.signal ? *key.signal : values, values};
  for (const Signal& x : {inputs.query, inputs.key, inputs.value}) check_rank(call, x);
  return inputs;
}

Signals attended(const LayerCall& call, const AttentionInputs& inputs) {
  const std::string fuse = text_or(call.config, "fuse", "none");
  const std::string shared = "key_dense";  // where the one quantizer of fused projections is stored
  const std::string query_input = fuse == "qkv" ? shared : "query_dense";
  const std::string value_input = fuse == "none" ? "value_dense" : shared;
  const Signal query = projected(call, "query_dense", inputs.query, "...i,ihd->...hd", query_input);
  const Signal key = projected(call, "key_dense", inputs.key, "...i,ihd->...hd", "key_dense");
  const Signal value = projected(call, "value_dense", inputs.value, "...i,ihd->...hd", value_input);

  const FixedVariableArray scores = einsum("bshd,bthd->bhts", key.plain(), query.plain(), call.location);
  const auto key_dim = static_cast<double>(integer_or(call.config, "key_dim", 1));
  const SoftmaxTables tables =
      softmax_tables(call, "softmax_", "_softmax/", boolean_or(call.config, "stable_softmax", true),
                     static_cast<float>(1 / std::sqrt(key_dim)));
  std::optional<NumericArray> mask;
  if (given_and_true(call.argument("use_causal_mask", ~std::size_t{0}))) {
    mask = causal_mask(scores.shape()[2], scores.shape()[3]);
  }
  const Signal weights = quantized_if_there(call, {softmax_of(scores, tables, Axes(3), mask, call.location)},
                                            "softmax_oq_conf", "_softmax/oq");
  const FixedVariableArray combined = einsum("bhts,bshd->bthd", weights.plain(), value.plain(), call.location);
  const std::size_t output_axes = call.part(call.config, "output_dense").variable(0, "kernel").shape.rank() - 2;
  const std::string letters = std::string("opqr").substr(0, output_axes);
  return {projected(call, "output_dense", {combined}, "...hd,hd" + letters + "->..." + letters, "output_dense")};
}

}  // namespace

Signals call_q_multi_head_attention(const LayerCall& call) { return attended(call, inputs_of(call)); }

Signals call_q_linformer_attention(const LayerCall& call) {
  AttentionInputs inputs = inputs_of(call);
  // A projection that both share is stored once.
  const char* const of_keys = call.has_part("_lin_k_proj") ? "_lin_k_proj" : "_lin_v_proj";
  const char* const of_values = call.has_part("_lin_v_proj") ? "_lin_v_proj" : "_lin_k_proj";
  inputs.key = projected(call, of_keys, inputs.key, "bsd,sp->bpd", of_keys);
  inputs.value = projected(call, of_values, inputs.value, "bsd,sp->bpd", of_values);
  return attended(call, inputs);
}

}  // namespace wirefold::keras
