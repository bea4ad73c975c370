// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wirefold/importers/onnx/node_call.h"

namespace wirefold::onnx {

// The handlers of operators, by the file that holds them. Each reads its node and computes on symbolic arrays what
// docs/onnx.md says of the operator; errors are those of the DSL and UnsupportedError, and get the node in front.

// operators_quantizer.cc
Signals call_quant(const NodeCall& call);
Signals call_bipolar_quant(const NodeCall& call);
Signals call_trunc(const NodeCall& call);

// operators_float_quantizer.cc
Signals call_float_quant(const NodeCall& call);

// operators_quantize_linear.cc
Signals call_quantize_linear(const NodeCall& call);
Signals call_dequantize_linear(const NodeCall& call);

// operators_linear.cc
Signals call_matmul(const NodeCall& call);
Signals call_gemm(const NodeCall& call);
Signals call_conv(const NodeCall& call);
Signals call_conv_transpose(const NodeCall& call);
Signals call_xnor_popcount_matmul(const NodeCall& call);

// operators_elementwise.cc
Signals call_add(const NodeCall& call);
Signals call_subtract(const NodeCall& call);
Signals call_multiply(const NodeCall& call);
Signals call_divide(const NodeCall& call);
Signals call_negate(const NodeCall& call);
Signals call_batch_normalization(const NodeCall& call);
Signals call_relu(const NodeCall& call);
Signals call_leaky_relu(const NodeCall& call);
Signals call_prelu(const NodeCall& call);
Signals call_clip(const NodeCall& call);
Signals call_maximum(const NodeCall& call);
Signals call_minimum(const NodeCall& call);
Signals call_abs(const NodeCall& call);
Signals call_sign(const NodeCall& call);
Signals call_round_to_integer(const NodeCall& call);
Signals call_function(const NodeCall& call);
Signals call_hard_sigmoid(const NodeCall& call);
Signals call_multi_threshold(const NodeCall& call);

// operators_softmax.cc
Signals call_softmax(const NodeCall& call);

// operators_order.cc
Signals call_index_of_extremum(const NodeCall& call);
Signals call_top_k(const NodeCall& call);

// operators_window.cc
Signals call_max_pool(const NodeCall& call);
Signals call_average_pool(const NodeCall& call);
Signals call_global_max_pool(const NodeCall& call);
Signals call_global_average_pool(const NodeCall& call);
Signals call_max_pool_nhwc(const NodeCall& call);
Signals call_quant_average_pool(const NodeCall& call);
Signals call_im2col(const NodeCall& call);
Signals call_reduce(const NodeCall& call);

// operators_constant.cc
Signals call_identity(const NodeCall& call);
Signals call_cast(const NodeCall& call);
Signals call_constant(const NodeCall& call);
Signals call_shape(const NodeCall& call);

// operators_structure.cc
Signals call_flatten(const NodeCall& call);
Signals call_reshape(const NodeCall& call);
Signals call_transpose(const NodeCall& call);
Signals call_squeeze(const NodeCall& call);
Signals call_unsqueeze(const NodeCall& call);
Signals call_concat(const NodeCall& call);
Signals call_pad(const NodeCall& call);
Signals call_depth_to_space(const NodeCall& call);

// operators_selection.cc
Signals call_split(const NodeCall& call);
Signals call_slice(const NodeCall& call);
Signals call_gather(const NodeCall& call);
Signals call_resize(const NodeCall& call);

}  // namespace wirefold::onnx
