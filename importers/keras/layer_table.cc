// SPDX-License-Identifier: Apache-2.0
#include "wirefold/importers/keras/layer_table.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "wirefold/importers/keras/layers.h"
#include "wirefold/ir/error.h"

namespace wirefold::keras {
namespace {

constexpr std::array kTypes = {
    LayerType{"QAdd", Origin::kHgq, call_add},
    LayerType{"QAffinedUnaryFunctionLUT", Origin::kHgq, call_q_affined_unary_function},
    LayerType{"QAveragePooling1D", Origin::kHgq, call_average_pooling},
    LayerType{"QAveragePooling2D", Origin::kHgq, call_average_pooling},
    LayerType{"QAveragePooling3D", Origin::kHgq, call_average_pooling},
    LayerType{"QAveragePow2", Origin::kHgq, call_q_average_pow2},
    LayerType{"QBatchNormDense", Origin::kHgq, call_q_batchnorm_dense},
    LayerType{"QBatchNormalization", Origin::kHgq, call_q_batchnormalization},
    LayerType{"QConv1D", Origin::kHgq, call_q_conv},
    LayerType{"QConv2D", Origin::kHgq, call_q_conv},
    LayerType{"QConv3D", Origin::kHgq, call_q_conv},
    LayerType{"QConvT1D", Origin::kHgq, call_q_conv_table},
    LayerType{"QConvT2D", Origin::kHgq, call_q_conv_table},
    LayerType{"QDense", Origin::kHgq, call_q_dense},
    LayerType{"QDenseT", Origin::kHgq, call_q_dense_table},
    LayerType{"QDot", Origin::kHgq, call_dot},
    LayerType{"QEinsum", Origin::kHgq, call_q_einsum},
    LayerType{"QEinsumDense", Origin::kHgq, call_q_einsum_dense},
    LayerType{"QEinsumDenseBatchnorm", Origin::kHgq, call_q_einsum_dense_batchnorm},
    LayerType{"QEinsumDenseT", Origin::kHgq, call_q_einsum_dense_table},
    LayerType{"QGRU", Origin::kHgq, call_q_gru},
    LayerType{"QGlobalAveragePooling1D", Origin::kHgq, call_global_average_pooling},
    LayerType{"QGlobalAveragePooling2D", Origin::kHgq, call_global_average_pooling},
    LayerType{"QGlobalAveragePooling3D", Origin::kHgq, call_global_average_pooling},
    LayerType{"QGlobalMaxPooling1D", Origin::kHgq, call_global_max_pooling},
    LayerType{"QGlobalMaxPooling2D", Origin::kHgq, call_global_max_pooling},
    LayerType{"QGlobalMaxPooling3D", Origin::kHgq, call_global_max_pooling},
    LayerType{"QLIF", Origin::kHgq, call_q_spiking},
    LayerType{"QLinformerAttention", Origin::kHgq, call_q_linformer_attention},
    LayerType{"QLinformerAttentionT", Origin::kHgq, call_q_linformer_attention},
    LayerType{"QMaxPooling1D", Origin::kHgq, call_max_pooling},
    LayerType{"QMaxPooling2D", Origin::kHgq, call_max_pooling},
    LayerType{"QMaxPooling3D", Origin::kHgq, call_max_pooling},
    LayerType{"QMaximum", Origin::kHgq, call_maximum},
    LayerType{"QMeanPow2", Origin::kHgq, call_q_mean_pow2},
    LayerType{"QMinimum", Origin::kHgq, call_minimum},
    LayerType{"QMultiHeadAttention", Origin::kHgq, call_q_multi_head_attention},
    LayerType{"QMultiHeadAttentionT", Origin::kHgq, call_q_multi_head_attention},
    LayerType{"QMultiply", Origin::kHgq, call_multiply},
    LayerType{"QSALTAttention", Origin::kHgq, call_q_salt_attention},
    LayerType{"QSimpleRNN", Origin::kHgq, call_q_simple_rnn},
    LayerType{"QSimpleSNN", Origin::kHgq, call_q_spiking},
    LayerType{"QSoftmax", Origin::kHgq, call_q_softmax},
    LayerType{"QSubtract", Origin::kHgq, call_subtract},
    LayerType{"QSum", Origin::kHgq, call_q_sum},
    LayerType{"QUnaryFunctionLUT", Origin::kHgq, call_q_unary_function},
    LayerType{"Quantizer", Origin::kHgq, call_quantizer},
    LayerType{"Activation", Origin::kKeras, call_activation},
    LayerType{"ActivityRegularization", Origin::kKeras, call_identity},
    LayerType{"Add", Origin::kKeras, call_add},
    LayerType{"AlphaDropout", Origin::kKeras, call_identity},
    LayerType{"Average", Origin::kKeras, call_average},
    LayerType{"AveragePooling1D", Origin::kKeras, call_average_pooling},
    LayerType{"AveragePooling2D", Origin::kKeras, call_average_pooling},
    LayerType{"AveragePooling3D", Origin::kKeras, call_average_pooling},
    LayerType{"BatchNormalization", Origin::kKeras, call_batchnormalization},
    LayerType{"Concatenate", Origin::kKeras, call_concatenate},
    LayerType{"Conv1D", Origin::kKeras, call_q_conv},
    LayerType{"Conv2D", Origin::kKeras, call_q_conv},
    LayerType{"Conv3D", Origin::kKeras, call_q_conv},
    LayerType{"Cropping1D", Origin::kKeras, call_cropping},
    LayerType{"Cropping2D", Origin::kKeras, call_cropping},
    LayerType{"Cropping3D", Origin::kKeras, call_cropping},
    LayerType{"Dense", Origin::kKeras, call_q_dense},
    LayerType{"DepthwiseConv1D", Origin::kKeras, call_depthwise_conv},
    LayerType{"DepthwiseConv2D", Origin::kKeras, call_depthwise_conv},
    LayerType{"Dot", Origin::kKeras, call_dot},
    LayerType{"Dropout", Origin::kKeras, call_identity},
    LayerType{"ELU", Origin::kKeras, call_elu},
    LayerType{"EinsumDense", Origin::kKeras, call_q_einsum_dense},
    LayerType{"Embedding", Origin::kKeras, call_embedding},
    LayerType{"Flatten", Origin::kKeras, call_flatten},
    LayerType{"GaussianDropout", Origin::kKeras, call_identity},
    LayerType{"GaussianNoise", Origin::kKeras, call_identity},
    LayerType{"GlobalAveragePooling1D", Origin::kKeras, call_global_average_pooling},
    LayerType{"GlobalAveragePooling2D", Origin::kKeras, call_global_average_pooling},
    LayerType{"GlobalAveragePooling3D", Origin::kKeras, call_global_average_pooling},
    LayerType{"GlobalMaxPooling1D", Origin::kKeras, call_global_max_pooling},
    LayerType{"GlobalMaxPooling2D", Origin::kKeras, call_global_max_pooling},
    LayerType{"GlobalMaxPooling3D", Origin::kKeras, call_global_max_pooling},
    LayerType{"Identity", Origin::kKeras, call_identity},
    LayerType{"LeakyReLU", Origin::kKeras, call_leaky_relu},
    LayerType{"MaxPooling1D", Origin::kKeras, call_max_pooling},
    LayerType{"MaxPooling2D", Origin::kKeras, call_max_pooling},
    LayerType{"MaxPooling3D", Origin::kKeras, call_max_pooling},
    LayerType{"Maximum", Origin::kKeras, call_maximum},
    LayerType{"Minimum", Origin::kKeras, call_minimum},
    LayerType{"Multiply", Origin::kKeras, call_multiply},
    LayerType{"Normalization", Origin::kKeras, call_normalization},
    LayerType{"PReLU", Origin::kKeras, call_p_relu},
    LayerType{"Permute", Origin::kKeras, call_permute},
    LayerType{"ReLU", Origin::kKeras, call_relu},
    LayerType{"RepeatVector", Origin::kKeras, call_repeat_vector},
    LayerType{"Rescaling", Origin::kKeras, call_rescaling},
    LayerType{"Reshape", Origin::kKeras, call_reshape},
    LayerType{"SeparableConv1D", Origin::kKeras, call_separable_conv},
    LayerType{"SeparableConv2D", Origin::kKeras, call_separable_conv},
    LayerType{"SpatialDropout1D", Origin::kKeras, call_identity},
    LayerType{"SpatialDropout2D", Origin::kKeras, call_identity},
    LayerType{"SpatialDropout3D", Origin::kKeras, call_identity},
    LayerType{"Subtract", Origin::kKeras, call_subtract},
    LayerType{"UpSampling1D", Origin::kKeras, call_up_sampling},
    LayerType{"UpSampling2D", Origin::kKeras, call_up_sampling},
    LayerType{"UpSampling3D", Origin::kKeras, call_up_sampling},
    LayerType{"ZeroPadding1D", Origin::kKeras, call_zero_padding},
    LayerType{"ZeroPadding2D", Origin::kKeras, call_zero_padding},
    LayerType{"ZeroPadding3D", Origin::kKeras, call_zero_padding},
    LayerType{"Absolute", Origin::kOperation, call_op_absolute},
    LayerType{"Add", Origin::kOperation, call_op_add},
    LayerType{"Arccos", Origin::kOperation, call_op_unary},
    LayerType{"Arccosh", Origin::kOperation, call_op_unary},
    LayerType{"Arcsin", Origin::kOperation, call_op_unary},
    LayerType{"Arcsinh", Origin::kOperation, call_op_unary},
    LayerType{"Arctan", Origin::kOperation, call_op_unary},
    LayerType{"Arctanh", Origin::kOperation, call_op_unary},
    LayerType{"Argmax", Origin::kOperation, call_op_search},
    LayerType{"Argmin", Origin::kOperation, call_op_search},
    LayerType{"Argsort", Origin::kOperation, call_op_sort},
    LayerType{"Ceil", Origin::kOperation, call_op_round},
    LayerType{"Clip", Origin::kOperation, call_op_clip},
    LayerType{"Concatenate", Origin::kOperation, call_op_concatenate},
    LayerType{"Cos", Origin::kOperation, call_op_unary},
    LayerType{"Cosh", Origin::kOperation, call_op_unary},
    LayerType{"Cumsum", Origin::kOperation, call_op_cumsum},
    LayerType{"Divide", Origin::kOperation, call_op_divide},
    LayerType{"Einsum", Origin::kOperation, call_op_einsum},
    LayerType{"Elu", Origin::kOperation, call_elu},
    LayerType{"Equal", Origin::kOperation, call_op_compare},
    LayerType{"Erf", Origin::kOperation, call_op_unary},
    LayerType{"Exp", Origin::kOperation, call_op_unary},
    LayerType{"ExpandDims", Origin::kOperation, call_op_expand_dims},
    LayerType{"Expm1", Origin::kOperation, call_op_unary},
    LayerType{"ExtractPatches", Origin::kOperation, call_op_extract_patches},
    LayerType{"Flip", Origin::kOperation, call_op_flip},
    LayerType{"Floor", Origin::kOperation, call_op_round},
    LayerType{"Gelu", Origin::kOperation, call_op_unary},
    LayerType{"GetItem", Origin::kOperation, call_op_get_item},
    LayerType{"Greater", Origin::kOperation, call_op_compare},
    LayerType{"GreaterEqual", Origin::kOperation, call_op_compare},
    LayerType{"HardSigmoid", Origin::kOperation, call_op_unary},
    LayerType{"HardSilu", Origin::kOperation, call_op_unary},
    LayerType{"HardTanh", Origin::kOperation, call_op_unary},
    LayerType{"LeakyRelu", Origin::kOperation, call_leaky_relu},
    LayerType{"Less", Origin::kOperation, call_op_compare},
    LayerType{"LessEqual", Origin::kOperation, call_op_compare},
    LayerType{"Log", Origin::kOperation, call_op_unary},
    LayerType{"Log10", Origin::kOperation, call_op_unary},
    LayerType{"Log1p", Origin::kOperation, call_op_unary},
    LayerType{"Log2", Origin::kOperation, call_op_unary},
    LayerType{"LogSigmoid", Origin::kOperation, call_op_unary},
    LayerType{"LogicalAnd", Origin::kOperation, call_op_logical},
    LayerType{"LogicalNot", Origin::kOperation, call_op_logical},
    LayerType{"LogicalOr", Origin::kOperation, call_op_logical},
    LayerType{"LogicalXor", Origin::kOperation, call_op_logical},
    LayerType{"Matmul", Origin::kOperation, call_op_matmul},
    LayerType{"Max", Origin::kOperation, call_op_reduce},
    LayerType{"Maximum", Origin::kOperation, call_op_maximum},
    LayerType{"Mean", Origin::kOperation, call_op_reduce},
    LayerType{"Min", Origin::kOperation, call_op_reduce},
    LayerType{"Minimum", Origin::kOperation, call_op_minimum},
    LayerType{"Mish", Origin::kOperation, call_op_unary},
    LayerType{"Moveaxis", Origin::kOperation, call_op_moveaxis},
    LayerType{"Multiply", Origin::kOperation, call_op_multiply},
    LayerType{"Negative", Origin::kOperation, call_op_negative},
    LayerType{"NotEqual", Origin::kOperation, call_op_compare},
    LayerType{"Pad", Origin::kOperation, call_op_pad},
    LayerType{"Prod", Origin::kOperation, call_op_reduce},
    LayerType{"Reciprocal", Origin::kOperation, call_op_unary},
    LayerType{"Relu", Origin::kOperation, call_op_unary},
    LayerType{"Relu6", Origin::kOperation, call_op_unary},
    LayerType{"Repeat", Origin::kOperation, call_op_repeat},
    LayerType{"Reshape", Origin::kOperation, call_op_reshape},
    LayerType{"Roll", Origin::kOperation, call_op_roll},
    LayerType{"Round", Origin::kOperation, call_op_round},
    LayerType{"Rsqrt", Origin::kOperation, call_op_unary},
    LayerType{"Selu", Origin::kOperation, call_op_unary},
    LayerType{"Sigmoid", Origin::kOperation, call_op_unary},
    LayerType{"Sign", Origin::kOperation, call_op_sign},
    LayerType{"Silu", Origin::kOperation, call_op_unary},
    LayerType{"Sin", Origin::kOperation, call_op_unary},
    LayerType{"Sinh", Origin::kOperation, call_op_unary},
    LayerType{"Softplus", Origin::kOperation, call_op_unary},
    LayerType{"Softsign", Origin::kOperation, call_op_unary},
    LayerType{"Sort", Origin::kOperation, call_op_sort},
    LayerType{"Split", Origin::kOperation, call_op_split},
    LayerType{"Sqrt", Origin::kOperation, call_op_unary},
    LayerType{"Square", Origin::kOperation, call_op_square},
    LayerType{"Squeeze", Origin::kOperation, call_op_squeeze},
    LayerType{"Stack", Origin::kOperation, call_op_stack},
    LayerType{"Subtract", Origin::kOperation, call_op_subtract},
    LayerType{"Sum", Origin::kOperation, call_op_reduce},
    LayerType{"Swapaxes", Origin::kOperation, call_op_swapaxes},
    LayerType{"Take", Origin::kOperation, call_op_take},
    LayerType{"Tan", Origin::kOperation, call_op_unary},
    LayerType{"Tanh", Origin::kOperation, call_op_unary},
    LayerType{"TanhShrink", Origin::kOperation, call_op_unary},
    LayerType{"Tile", Origin::kOperation, call_op_tile},
    LayerType{"Transpose", Origin::kOperation, call_op_transpose},
    LayerType{"TrueDivide", Origin::kOperation, call_op_divide},
    LayerType{"Where", Origin::kOperation, call_op_where},
};

// None for a class of one's own, whatever its name.
std::optional<Origin> origin_of(const Layer& layer) {
  if (layer.is_operation()) return Origin::kOperation;
  if (layer.module.starts_with("hgq")) return Origin::kHgq;
  if (layer.module.starts_with("keras")) return Origin::kKeras;
  return std::nullopt;
}

}  // namespace

const char* to_string(Origin origin) {
  switch (origin) {
    case Origin::kHgq:
      return "hgq";
    case Origin::kKeras:
      return "keras";
    case Origin::kOperation:
      return "keras.ops";
  }
  throw InternalError("an origin that is not in the list");
}

std::span<const LayerType> layer_types() { return kTypes; }

const LayerType* find_layer_type(const Layer& layer) {
  const std::optional<Origin> origin = origin_of(layer);
  const auto found = std::find_if(kTypes.begin(), kTypes.end(), [&](const LayerType& type) {
    return type.origin == origin && type.class_name == std::string_view(layer.class_name);
  });
  return found == kTypes.end() ? nullptr : &*found;
}

}  // namespace wirefold::keras
