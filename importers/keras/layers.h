// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wirefold/importers/keras/layer_call.h"

// The handlers of layers, as the layer table lists them: each computes one call.

namespace wirefold::keras {

// layers_dense.cc: products with weights.
Signals call_q_dense(const LayerCall& call);
Signals call_q_einsum_dense(const LayerCall& call);
Signals call_q_einsum_dense_batchnorm(const LayerCall& call);
Signals call_q_batchnorm_dense(const LayerCall& call);
Signals call_q_batchnormalization(const LayerCall& call);

// layers_statistics.cc: Keras' own layers of weights that are not products with a kernel.
Signals call_batchnormalization(const LayerCall& call);
Signals call_normalization(const LayerCall& call);
Signals call_embedding(const LayerCall& call);

// layers_window.cc: convolutions and pooling.
Signals call_q_conv(const LayerCall& call);
Signals call_depthwise_conv(const LayerCall& call);
Signals call_separable_conv(const LayerCall& call);
Signals call_q_conv_table(const LayerCall& call);
Signals call_max_pooling(const LayerCall& call);
Signals call_average_pooling(const LayerCall& call);
Signals call_global_max_pooling(const LayerCall& call);
Signals call_global_average_pooling(const LayerCall& call);

// layers_merge.cc: several inputs, and sums along axes.
Signals call_add(const LayerCall& call);
Signals call_subtract(const LayerCall& call);
Signals call_multiply(const LayerCall& call);
Signals call_maximum(const LayerCall& call);
Signals call_minimum(const LayerCall& call);
Signals call_average(const LayerCall& call);
Signals call_q_average_pow2(const LayerCall& call);
Signals call_dot(const LayerCall& call);
Signals call_q_einsum(const LayerCall& call);
Signals call_q_sum(const LayerCall& call);
Signals call_q_mean_pow2(const LayerCall& call);

// layers_table.cc: lookup tables.
Signals call_q_softmax(const LayerCall& call);
Signals call_q_unary_function(const LayerCall& call);
Signals call_q_affined_unary_function(const LayerCall& call);

// layers_dense_table.cc: dense layers of tables.
Signals call_q_dense_table(const LayerCall& call);
Signals call_q_einsum_dense_table(const LayerCall& call);
/// The same of another signal than the call's input.
Signals dense_table_of(const LayerCall& call, const Signal& input);

// layers_attention.cc.
Signals call_q_multi_head_attention(const LayerCall& call);
Signals call_q_linformer_attention(const LayerCall& call);
Signals call_q_salt_attention(const LayerCall& call);

// layers_recurrent.cc.
Signals call_q_simple_rnn(const LayerCall& call);
Signals call_q_gru(const LayerCall& call);

// layers_spiking.cc.
Signals call_q_spiking(const LayerCall& call);

// layers_keras.cc: what Keras' own layers do to every element, or with the places of elements.
Signals call_quantizer(const LayerCall& call);
Signals call_identity(const LayerCall& call);
Signals call_activation(const LayerCall& call);
Signals call_relu(const LayerCall& call);
Signals call_leaky_relu(const LayerCall& call);
Signals call_p_relu(const LayerCall& call);
Signals call_elu(const LayerCall& call);
Signals call_rescaling(const LayerCall& call);
Signals call_flatten(const LayerCall& call);
Signals call_reshape(const LayerCall& call);
Signals call_permute(const LayerCall& call);
Signals call_repeat_vector(const LayerCall& call);
Signals call_concatenate(const LayerCall& call);
Signals call_zero_padding(const LayerCall& call);
Signals call_cropping(const LayerCall& call);
Signals call_up_sampling(const LayerCall& call);

// operations.cc, operations_of_order.cc and operations_of_places.cc: keras.ops.
Signals call_op_add(const LayerCall& call);
Signals call_op_subtract(const LayerCall& call);
Signals call_op_multiply(const LayerCall& call);
Signals call_op_divide(const LayerCall& call);
Signals call_op_maximum(const LayerCall& call);
Signals call_op_minimum(const LayerCall& call);
Signals call_op_compare(const LayerCall& call);
Signals call_op_logical(const LayerCall& call);
Signals call_op_sign(const LayerCall& call);
Signals call_op_search(const LayerCall& call);
Signals call_op_sort(const LayerCall& call);
Signals call_op_cumsum(const LayerCall& call);
Signals call_op_where(const LayerCall& call);
Signals call_op_matmul(const LayerCall& call);
Signals call_op_einsum(const LayerCall& call);
Signals call_op_unary(const LayerCall& call);
Signals call_op_negative(const LayerCall& call);
Signals call_op_absolute(const LayerCall& call);
Signals call_op_square(const LayerCall& call);
Signals call_op_clip(const LayerCall& call);
Signals call_op_round(const LayerCall& call);
Signals call_op_reduce(const LayerCall& call);
Signals call_op_get_item(const LayerCall& call);
Signals call_op_reshape(const LayerCall& call);
Signals call_op_transpose(const LayerCall& call);
Signals call_op_swapaxes(const LayerCall& call);
Signals call_op_moveaxis(const LayerCall& call);
Signals call_op_expand_dims(const LayerCall& call);
Signals call_op_squeeze(const LayerCall& call);
Signals call_op_repeat(const LayerCall& call);
Signals call_op_flip(const LayerCall& call);
Signals call_op_concatenate(const LayerCall& call);
Signals call_op_stack(const LayerCall& call);
Signals call_op_pad(const LayerCall& call);
Signals call_op_roll(const LayerCall& call);
Signals call_op_tile(const LayerCall& call);
Signals call_op_take(const LayerCall& call);
Signals call_op_split(const LayerCall& call);
Signals call_op_extract_patches(const LayerCall& call);

}  // namespace wirefold::keras
