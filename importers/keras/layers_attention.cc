// SPDX-License-Identifier: Apache-2.0
// Attention of HGQ2: projections, products of queries and keys, softmax, products with values.
#include <algorithm>
#include <cmath>

#include "wirefold/dsl/contract.h"
#include "wirefold/dsl/pad.h"
#include "wirefold/dsl/structure.h"
#include "wirefold/dsl/window.h"
#include "wirefold/importers/keras/einsum_table.h"
#include "wirefold/importers/keras/json_fields.h"
#include "wirefold/importers/keras/layers.h"
#include "wirefold/importers/keras/softmax.h"
#include "wirefold/importers/keras/tiny_networks.h"
#include "wirefold/ir/error.h"

namespace wirefold::keras {
namespace {

constexpr std::size_t kByNameOnly = ~std::size_t{0};

// Which quantizers a part has is told by the weights.
Signal quantized_if_there(const LayerCall& call, const Signal& x, const char* key, const std::string& path) {
  return call.has_part(path + "/quantizer") ? call.quantizer(key, path)(x, call.location) : x;
}

// The projection at `part` of x: a product with a kernel, or tables. Its input quantizer stands at `input_part`.
Signal projected(const LayerCall& call, const std::string& part, const Signal& x, const std::string& subscripts,
                 const std::string& input_part) {
  const LayerCall projection = call.part(call.config, part);
  const LayerCall shared = call.part(call.config, input_part);
  const auto quantize_input = [&](const Signal& input) {
    return quantized_if_there(shared, input, "qkvo_iq_conf", "iq");
  };
  if (projection.has_part("toq/quantizer")) {
    const LayerCall first = projection.part(call.config, "module/layers/einsum_dense");
    const Signal y = einsum_table_of(projection, x,
                                     {.equation = subscripts,
                                      .has_bias = first.variable_count() > 1,
                                      .normalized = "",
                                      .table_key = "qkvo_toq_conf",
                                      .quantize_input = quantize_input});
    return quantized_if_there(projection, y, "qkvo_oq_conf", "oq");
  }
  const NumericArray kernel = projection.constant(projection.variable(0, "kernel"), "qkvo_kq_conf", "kq");
  FixedVariableArray y = einsum(subscripts, quantize_input(x).plain(), kernel, call.location);
  if (projection.has_part("bq/quantizer")) {
    y = y + NumericOperand(projection.constant(projection.variable(1, "bias"), "qkvo_bq_conf", "bq"), call.location);
  }
  return quantized_if_there(projection, {y}, "qkvo_oq_conf", "oq");
}

struct AttentionInputs {
  Signal query;
  Signal key;
  Signal value;
};

AttentionInputs inputs_of(const LayerCall& call) {
  const Argument query = call.argument("query", 0);
  const Argument value = call.argument("value", 1);
  const Argument key = call.argument("key", 2);
  if (!query.signal) throw UnsupportedError("call", "a query is needed");
  const Signal values = value.signal ? *value.signal : *query.signal;
  AttentionInputs inputs{*query.signal, key.signal ? *key.signal : values, values};
  for (const Signal* const x : {&inputs.query, &inputs.key, &inputs.value}) {
    if (x->shape().rank() >= 3 && x->shape().rank() == inputs.query.shape().rank()) continue;
    throw ShapeError("attention", "of a query of shape " + to_string(inputs.query.shape()) +
                                      " to keys and values of shapes " + to_string(inputs.key.shape()) + " and " +
                                      to_string(inputs.value.shape()));
  }
  return inputs;
}

// Which axes of the inputs are attended over: all between batch and features where the layer does not say.
std::vector<std::size_t> attention_axes(const LayerCall& call, std::size_t rank) {
  std::vector<std::size_t> axes;
  if (!has(call.config, "attention_axes")) {
    for (std::size_t axis = 1; axis + 1 < rank; ++axis) axes.push_back(axis);
    return axes;
  }
  for (std::int64_t axis : integers_of(call.config.at("attention_axes"))) {
    if (axis < 0) axis += static_cast<std::int64_t>(rank);
    if (axis < 1 || axis + 1 >= static_cast<std::int64_t>(rank)) {
      call.config.at("attention_axes").refuse("an axis that is not between batch and features");
    }
    axes.push_back(static_cast<std::size_t>(axis));
  }
  if (axes.size() + 2 != rank) {
    throw UnsupportedError("attention_axes",
                           "leave an axis out, for which HGQ2 builds no quantizers; attend over all "
                           "axes between batch and features");
  }
  return axes;
}

/// The letters of the products of attention. Queries and keys have those axes in common that are not attended over.
struct AttentionLetters {
  std::string query;  // batch, free and attended axes, heads, features
  std::string key;
  std::string scores;  // what they have in common, attended axes of the query, and of the key
};

AttentionLetters attention_letters(std::size_t rank, const std::vector<std::size_t>& attended) {
  constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyz";
  constexpr std::string_view kOfKeys = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  if (rank + 1 > kLetters.size()) throw UnsupportedError("attention", "over more than 26 axes");
  AttentionLetters letters;
  letters.query = kLetters.substr(0, rank + 1);
  letters.key = letters.query;
  for (const std::size_t axis : attended) letters.key[axis] = kOfKeys[axis];
  for (std::size_t axis = 0; axis < rank; ++axis) {  // all but the features
    if (std::find(attended.begin(), attended.end(), axis) == attended.end()) letters.scores += letters.query[axis];
  }
  for (const std::size_t axis : attended) letters.scores += letters.query[axis];
  for (const std::size_t axis : attended) letters.scores += letters.key[axis];
  return letters;
}

// Which targets see which sources: those at or before them.
NumericArray causal_mask(std::int64_t targets, std::int64_t sources) {
  std::vector<std::int64_t> values;
  for (std::int64_t t = 0; t < targets; ++t) {
    for (std::int64_t s = 0; s < sources; ++s) values.push_back(t >= s ? 1 : 0);
  }
  return NumericArray::from_values({1, targets, sources}, values);
}

bool given_and_true(const Argument& argument) {
  return argument.value && argument.value->is_boolean() && argument.value->boolean();
}

// A mask of a row of steps, with a new axis behind it (targets) or in front of it (sources).
std::optional<Mask> mask_of_steps(const LayerCall& call, const char* name, bool is_of_targets) {
  const std::optional<Mask> mask = mask_of(call.argument(name, kByNameOnly), call.location);
  if (!mask) return mask;
  Shape shape = shape_of(*mask);
  if (shape.rank() != 2) throw ShapeError(name, "of shape " + to_string(shape) + ", expected (batch, steps)");
  return reshaped(*mask, is_of_targets ? Shape{shape[0], shape[1], 1} : Shape{shape[0], 1, shape[1]}, call.location);
}

// Every mask of the call as one over `scores`, of which the last 2 * `axes` axes are attended over.
std::optional<Mask> mask_of_scores(const LayerCall& call, const AttentionInputs& inputs, const Shape& scores,
                                   std::size_t axes) {
  std::optional<Mask> mask = mask_of_steps(call, "query_mask", /*is_of_targets=*/true);
  for (const char* const name : {"value_mask", "key_mask"}) {
    mask = both(mask, mask_of_steps(call, name, /*is_of_targets=*/false), call.location);
  }
  if (given_and_true(call.argument("use_causal_mask", kByNameOnly))) {
    mask = both(mask, causal_mask(inputs.query.shape()[1], inputs.value.shape()[1]), call.location);
  }
  mask = both(mask, mask_of(call.argument("attention_mask", kByNameOnly), call.location), call.location);
  if (!mask) return mask;
  const Shape given = shape_of(*mask);
  if (given.rank() < 2 * axes || given.rank() > scores.rank()) {
    throw ShapeError("mask", "of shape " + to_string(given) + " for scores of shape " + to_string(scores));
  }
  Shape shape;
  for (std::size_t axis = 0; axis + 2 * axes < given.rank(); ++axis) shape.push_back(given[axis]);
  while (shape.rank() + 2 * axes < scores.rank()) shape.push_back(1);
  for (std::size_t axis = given.rank() - 2 * axes; axis < given.rank(); ++axis) shape.push_back(given[axis]);
  return reshaped(*mask, shape, call.location);
}

// The scores of a spatially aware layer go through a convolution over targets and sources, with heads as channels.
FixedVariableArray convolved_scores(const LayerCall& call, const FixedVariableArray& scores) {
  const LayerCall conv = call.part(call.config, "conv");
  const Signal x = quantized_if_there(conv, {scores}, "qkvo_iq_conf", "iq");
  const FloatTensor& weights = conv.variable(0, "kernel");
  if (weights.shape.rank() != 4) throw ShapeError("conv", "a kernel of shape " + to_string(weights.shape));
  ConvOptions options;
  options.padding = SAME;
  options.groups = boolean_or(call.config, "separate_conv", false) ? static_cast<int>(weights.shape[3]) : 1;
  FixedVariableArray y = conv2d(transpose(x.plain(), Axes(std::vector<std::int64_t>{0, 2, 3, 1}), call.location),
                                conv.constant(weights, "qkvo_kq_conf", "kq"), options, call.location);
  if (conv.has_part("bq/quantizer")) {
    y = y + NumericOperand(conv.constant(conv.variable(1, "bias"), "qkvo_bq_conf", "bq"), call.location);
  }
  y = transpose(y, Axes(std::vector<std::int64_t>{0, 3, 1, 2}), call.location);
  return quantized_if_there(conv, {y}, "qkvo_oq_conf", "oq").plain();
}

Signals attended(const LayerCall& call, const AttentionInputs& inputs) {
  const std::string fuse = text_or(call.config, "fuse", "none");
  const std::string shared = "key_dense";  // where the one quantizer of fused projections is stored
  const std::string query_input = fuse == "qkv" ? shared : "query_dense";
  const std::string value_input = fuse == "none" ? "value_dense" : shared;
  const Signal query = projected(call, "query_dense", inputs.query, "...i,ihd->...hd", query_input);
  const Signal key = projected(call, "key_dense", inputs.key, "...i,ihd->...hd", "key_dense");
  const Signal value = projected(call, "value_dense", inputs.value, "...i,ihd->...hd", value_input);

  const std::vector<std::size_t> axes = attention_axes(call, inputs.query.shape().rank());
  const AttentionLetters letters = attention_letters(inputs.query.shape().rank(), axes);
  FixedVariableArray scores =
      einsum(letters.key + "," + letters.query + "->" + letters.scores, key.plain(), query.plain(), call.location);
  if (call.has_part("conv")) scores = convolved_scores(call, scores);
  const auto key_dim = static_cast<double>(integer_or(call.config, "key_dim", 1));
  const SoftmaxTables tables =
      softmax_tables(call, "softmax_", "_softmax/", boolean_or(call.config, "stable_softmax", true),
                     static_cast<float>(1 / std::sqrt(key_dim)));
  const std::optional<Mask> mask = mask_of_scores(call, inputs, scores.shape(), axes.size());
  std::vector<std::int64_t> of_sources;
  for (std::size_t i = 0; i < axes.size(); ++i) of_sources.push_back(-1 - static_cast<std::int64_t>(i));
  const Signal weights = quantized_if_there(call, {softmax_of(scores, tables, Axes(of_sources), mask, call.location)},
                                            "softmax_oq_conf", "_softmax/oq");
  const FixedVariableArray combined =
      einsum(letters.scores + "," + letters.key + "->" + letters.query, weights.plain(), value.plain(), call.location);
  const LayerCall output = call.part(call.config, "output_dense");
  const bool has_tables = output.has_part("toq/quantizer");
  const std::size_t output_axes =
      has_tables ? TinyNetworks(output, false).shape().rank() - 2 : output.variable(0, "kernel").shape.rank() - 2;
  const std::string features = std::string("opqr").substr(0, output_axes);
  const Signal y =
      projected(call, "output_dense", {combined}, "...hd,hd" + features + "->..." + features, "output_dense");
  Signals results{quantized_if_there(call, y, "oq_conf", "oq")};
  if (given_and_true(call.argument("return_attention_scores", kByNameOnly))) results.push_back(weights);
  return results;
}

// The parts that project keys and values; a projection that both share is stored once.
struct SequenceProjections {
  explicit SequenceProjections(const LayerCall& call)
      : of_keys(call.has_part("_lin_k_proj") ? "_lin_k_proj" : "_lin_v_proj"),
        of_values(call.has_part("_lin_v_proj") ? "_lin_v_proj" : "_lin_k_proj") {}
  std::string of_keys;
  std::string of_values;
};

// Every axis that is attended over is projected to another extent.
std::string sequence_equation(std::size_t rank, const std::vector<std::size_t>& attended) {
  const AttentionLetters letters = attention_letters(rank - 1, attended);
  std::string from;
  std::string to;
  for (const std::size_t axis : attended) {
    from += letters.query[axis];
    to += letters.key[axis];
  }
  return letters.query + "," + from + to + "->" + letters.key;
}

// Steps of x in `count` groups of the same length, zeros behind the last one.
Signal in_groups(const Signal& x, std::int64_t count, const Location& location) {
  const std::int64_t length = (x.shape()[1] + count - 1) / count;
  const PadWidth behind(0, length * count - x.shape()[1]);
  const FixedVariableArray padded = pad(x.array, std::vector<PadWidth>{0, behind, 0}, PadMode::kConstant, 0, location);
  return x.moved(reshape(padded, {1, count, length, x.shape()[2]}, location));
}

}  // namespace

Signals call_q_multi_head_attention(const LayerCall& call) { return attended(call, inputs_of(call)); }

Signals call_q_linformer_attention(const LayerCall& call) {
  AttentionInputs inputs = inputs_of(call);
  const SequenceProjections projections(call);
  const std::size_t rank = inputs.key.shape().rank();
  const std::string equation = sequence_equation(rank, attention_axes(call, rank));
  inputs.key = projected(call, projections.of_keys, inputs.key, equation, projections.of_keys);
  inputs.value = projected(call, projections.of_values, inputs.value, equation, projections.of_values);
  return attended(call, inputs);
}

Signals call_q_salt_attention(const LayerCall& call) {
  AttentionInputs inputs = inputs_of(call);
  if (inputs.query.shape().rank() != 3) throw ShapeError("attention", "of an input of more than two axes");
  const SequenceProjections projections(call);
  const std::int64_t steps = integers_of(call.config.at("lin_kv_proj_dim")).at(0);
  if (steps < 1) call.config.at("lin_kv_proj_dim").refuse("expected a number above 0");
  const auto shortened = [&](const Signal& x, const char* is_clustered, const std::string& part) {
    if (!boolean_or(call.config, is_clustered, false)) return projected(call, part, x, "bnd,nm->bmd", part);
    return projected(call, part, in_groups(x, steps, call.location), "bmnd,mn->bmd", part);
  };
  inputs.key = shortened(inputs.key, "cluster_k_proj", projections.of_keys);
  inputs.value = shortened(inputs.value, "cluster_v_proj", projections.of_values);
  return attended(call, inputs);
}

}  // namespace wirefold::keras
