// SPDX-License-Identifier: Apache-2.0
#include "wirefold/importers/onnx/operator_table.h"

#include <algorithm>
#include <array>
#include <optional>

#include "wirefold/importers/onnx/operators.h"
#include "wirefold/ir/error.h"

namespace wirefold::onnx {
namespace {

constexpr std::array kTypes = {
    OperatorType{"Abs", Origin::kOnnx, call_abs},
    OperatorType{"Acos", Origin::kOnnx, call_function},
    OperatorType{"Add", Origin::kOnnx, call_add},
    OperatorType{"ArgMax", Origin::kOnnx, call_index_of_extremum},
    OperatorType{"ArgMin", Origin::kOnnx, call_index_of_extremum},
    OperatorType{"Asin", Origin::kOnnx, call_function},
    OperatorType{"Atan", Origin::kOnnx, call_function},
    OperatorType{"AveragePool", Origin::kOnnx, call_average_pool},
    OperatorType{"BatchNormalization", Origin::kOnnx, call_batch_normalization},
    OperatorType{"Cast", Origin::kOnnx, call_cast},
    OperatorType{"Ceil", Origin::kOnnx, call_round_to_integer},
    OperatorType{"Clip", Origin::kOnnx, call_clip},
    OperatorType{"Concat", Origin::kOnnx, call_concat},
    OperatorType{"Constant", Origin::kOnnx, call_constant},
    OperatorType{"Conv", Origin::kOnnx, call_conv},
    OperatorType{"ConvTranspose", Origin::kOnnx, call_conv_transpose},
    OperatorType{"Cos", Origin::kOnnx, call_function},
    OperatorType{"Cosh", Origin::kOnnx, call_function},
    OperatorType{"DepthToSpace", Origin::kOnnx, call_depth_to_space},
    OperatorType{"DequantizeLinear", Origin::kOnnx, call_dequantize_linear},
    OperatorType{"Div", Origin::kOnnx, call_divide},
    OperatorType{"Dropout", Origin::kOnnx, call_identity},
    OperatorType{"Erf", Origin::kOnnx, call_function},
    OperatorType{"Exp", Origin::kOnnx, call_function},
    OperatorType{"Flatten", Origin::kOnnx, call_flatten},
    OperatorType{"Floor", Origin::kOnnx, call_round_to_integer},
    OperatorType{"Gather", Origin::kOnnx, call_gather},
    OperatorType{"Gelu", Origin::kOnnx, call_function},
    OperatorType{"Gemm", Origin::kOnnx, call_gemm},
    OperatorType{"GlobalAveragePool", Origin::kOnnx, call_global_average_pool},
    OperatorType{"GlobalMaxPool", Origin::kOnnx, call_global_max_pool},
    OperatorType{"HardSigmoid", Origin::kOnnx, call_hard_sigmoid},
    OperatorType{"Identity", Origin::kOnnx, call_identity},
    OperatorType{"LeakyRelu", Origin::kOnnx, call_leaky_relu},
    OperatorType{"Log", Origin::kOnnx, call_function},
    OperatorType{"LogSoftmax", Origin::kOnnx, call_softmax},
    OperatorType{"MatMul", Origin::kOnnx, call_matmul},
    OperatorType{"Max", Origin::kOnnx, call_maximum},
    OperatorType{"MaxPool", Origin::kOnnx, call_max_pool},
    OperatorType{"Min", Origin::kOnnx, call_minimum},
    OperatorType{"Mul", Origin::kOnnx, call_multiply},
    OperatorType{"Neg", Origin::kOnnx, call_negate},
    OperatorType{"PRelu", Origin::kOnnx, call_prelu},
    OperatorType{"Pad", Origin::kOnnx, call_pad},
    OperatorType{"QuantizeLinear", Origin::kOnnx, call_quantize_linear},
    OperatorType{"Reciprocal", Origin::kOnnx, call_function},
    OperatorType{"ReduceMax", Origin::kOnnx, call_reduce},
    OperatorType{"ReduceMean", Origin::kOnnx, call_reduce},
    OperatorType{"ReduceMin", Origin::kOnnx, call_reduce},
    OperatorType{"ReduceSum", Origin::kOnnx, call_reduce},
    OperatorType{"Relu", Origin::kOnnx, call_relu},
    OperatorType{"Reshape", Origin::kOnnx, call_reshape},
    OperatorType{"Resize", Origin::kOnnx, call_resize},
    OperatorType{"Round", Origin::kOnnx, call_round_to_integer},
    OperatorType{"Shape", Origin::kOnnx, call_shape},
    OperatorType{"Sigmoid", Origin::kOnnx, call_function},
    OperatorType{"Sign", Origin::kOnnx, call_sign},
    OperatorType{"Sin", Origin::kOnnx, call_function},
    OperatorType{"Sinh", Origin::kOnnx, call_function},
    OperatorType{"Slice", Origin::kOnnx, call_slice},
    OperatorType{"Softmax", Origin::kOnnx, call_softmax},
    OperatorType{"Softplus", Origin::kOnnx, call_function},
    OperatorType{"Split", Origin::kOnnx, call_split},
    OperatorType{"Sqrt", Origin::kOnnx, call_function},
    OperatorType{"Squeeze", Origin::kOnnx, call_squeeze},
    OperatorType{"Sub", Origin::kOnnx, call_subtract},
    OperatorType{"Swish", Origin::kOnnx, call_function},
    OperatorType{"Tan", Origin::kOnnx, call_function},
    OperatorType{"Tanh", Origin::kOnnx, call_function},
    OperatorType{"TopK", Origin::kOnnx, call_top_k},
    OperatorType{"Transpose", Origin::kOnnx, call_transpose},
    OperatorType{"Unsqueeze", Origin::kOnnx, call_unsqueeze},
    OperatorType{"Upsample", Origin::kOnnx, call_resize},
    OperatorType{"BipolarQuant", Origin::kQonnx, call_bipolar_quant},
    OperatorType{"DebugMarker", Origin::kQonnx, call_identity},
    OperatorType{"FloatQuant", Origin::kQonnx, call_float_quant},
    OperatorType{"Im2Col", Origin::kQonnx, call_im2col},
    OperatorType{"IntQuant", Origin::kQonnx, call_quant},
    OperatorType{"MaxPoolNHWC", Origin::kQonnx, call_max_pool_nhwc},
    OperatorType{"MultiThreshold", Origin::kQonnx, call_multi_threshold},
    OperatorType{"Quant", Origin::kQonnx, call_quant},
    OperatorType{"QuantAvgPool2d", Origin::kQonnx, call_quant_average_pool},
    OperatorType{"Trunc", Origin::kQonnx, call_trunc},
    OperatorType{"XnorPopcountMatMul", Origin::kQonnx, call_xnor_popcount_matmul},
    OperatorType{"BatchNormalization", Origin::kChannelsLast, call_batch_normalization},
    OperatorType{"Conv", Origin::kChannelsLast, call_conv},
    OperatorType{"MaxPool", Origin::kChannelsLast, call_max_pool},
};

std::optional<Origin> origin_of(const std::string& domain) {
  if (domain.empty() || domain == "ai.onnx") return Origin::kOnnx;
  if (domain == "qonnx.custom_op.channels_last") return Origin::kChannelsLast;
  // Models of older tools have the domains of Brevitas and FINN for the same operators.
  constexpr std::array<std::string_view, 5> kQonnx = {"qonnx.custom_op.general", "onnx.brevitas", "qonnx",
                                                      "finn.custom_op.general", "finn"};
  if (std::find(kQonnx.begin(), kQonnx.end(), domain) != kQonnx.end()) return Origin::kQonnx;
  return std::nullopt;
}

}  // namespace

const char* to_string(Origin origin) {
  switch (origin) {
    case Origin::kOnnx:
      return "onnx";
    case Origin::kQonnx:
      return "qonnx";
    case Origin::kChannelsLast:
      return "channels last";
  }
  throw InternalError("an origin that is not in the list");
}

std::span<const OperatorType> operator_types() { return kTypes; }

const OperatorType* find_operator_type(const NodeProto& node) {
  const auto origin = origin_of(node.domain);
  const auto found = std::find_if(kTypes.begin(), kTypes.end(), [&](const OperatorType& type) {
    return type.origin == origin && type.name == std::string_view(node.op_type);
  });
  return found == kTypes.end() ? nullptr : &*found;
}

std::string remedy_of(const NodeProto& node) {
  if (!origin_of(node.domain)) return "operators of the domain '" + node.domain + "' are not";
  return "docs/onnx.md lists the operators that are";
}

}  // namespace wirefold::onnx
