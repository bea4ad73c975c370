// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "wirefold/importers/model_layers.h"
#include "wirefold/ir/graph.h"
#include "wirefold/ir/location.h"

namespace wirefold {

/// The formats of the tables that compute a Softmax: unsigned, each rounded to nearest and saturated. What comes out is
/// the product of exponential and reciprocal, or of a LogSoftmax the sum of distance and logarithm, and is exact.
struct SoftmaxFormats {
  Format distance;     ///< from the largest element
  Format exponential;  ///< of the negative distance; from 0 to 1
  Format sum;          ///< of the exponentials
  Format of_sum;       ///< its reciprocal, or of a LogSoftmax its logarithm
};

struct OnnxOptions {
  std::string name = "";  ///< of the program; empty: the graph's own
  /// Formats of inputs, by their names, or by "" for all others. Needed where the model does not tell: an input of an
  /// integer type, or with a FINN data type, has its format.
  std::map<std::string, Format> input_formats = {};
  /// Of Softmax and LogSoftmax, by the names of the nodes, or by "" for all others. Needed where more is asked of one
  /// than which element is the largest.
  std::map<std::string, SoftmaxFormats> softmax_formats = {};
};

/// Reads a quantized model in the ONNX format (`.onnx`): with the quantizers of QONNX, or with QuantizeLinear and
/// DequantizeLinear. The program computes what the model means over the real numbers, with every parameter of the file
/// taken exactly: bit for bit what a float32 executor computes, as far as float32 holds its numbers.
///
/// Ports are named after the graph's inputs and outputs, other values after the tensors between nodes. docs/onnx.md
/// lists the operators and tells what becomes of scales that are no powers of two.
/// Shapes:  without a first axis of extent 1 or of unknown extent, which is the batch.
/// Errors:  IoError for a file that is damaged; UnsupportedError with the node for what has no exact hardware: an
///          unknown operator, weights or functions without a quantizer, an input without a format.
/// Example: wf::VerilogModel rtl(wf::read_onnx("tagger.onnx", {.input_formats = {{"", {true, 3, 4}}}}), {});
CombLogic read_onnx(const std::string& path, const OnnxOptions& options = {},
                    const Location& location = Location::here());

struct OnnxModel {
  std::string name;
  std::string producer;
  std::vector<ModelLayer> nodes;  ///< the graph's inputs, then its nodes
  bool is_supported() const;
};

/// Looks at every node of a model. Only a damaged file is an error (IoError).
OnnxModel inspect_onnx(const std::string& path, const OnnxOptions& options = {},
                       const Location& location = Location::here());

/// Whether a file is a model in the ONNX format, by its name or by how its bytes begin.
bool is_onnx_file(std::string_view path, std::string_view bytes);

/// A row of the table of operators that are read.
struct OnnxOperatorType {
  std::string_view name;
  std::string_view origin;  ///< "onnx", "qonnx" or "channels last"
};
std::vector<OnnxOperatorType> supported_onnx_operators();

}  // namespace wirefold
