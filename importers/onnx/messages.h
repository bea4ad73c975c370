// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "wirefold/importers/input_file.h"
#include "wirefold/importers/onnx/data_type.h"

namespace wirefold::onnx {

// The messages of the ONNX protobuf definition, as far as they are read (github.com/onnx/onnx, onnx/onnx.proto, whose
// names these are). Subgraphs, sparse tensors, training and functions are not: operators that need them are refused.

/// A tensor as it stands in the file: nothing is decoded, nothing is trusted.
struct TensorProto {
  std::string name;
  std::vector<std::int64_t> dims;
  DataType type = DataType::kUndefined;
  std::string_view raw_data;
  std::vector<std::int64_t> integers;  ///< int32_data, int64_data, uint64_data
  std::vector<double> reals;           ///< float_data, double_data
  bool is_external = false;            ///< its data are in another file
};

struct AttributeProto {
  std::string name;
  float f = 0;
  std::int64_t i = 0;
  std::string s;
  std::vector<float> floats;
  std::vector<std::int64_t> ints;
  std::vector<TensorProto> tensors;  ///< at most one
};

struct NodeProto {
  std::vector<std::string> inputs;
  std::vector<std::string> outputs;
  std::string name;
  std::string op_type;
  std::string domain;
  std::vector<AttributeProto> attributes;

  /// The name; of a node without one its first output.
  const std::string& label() const;
};

/// An input, an output or a tensor in between. An extent that is not known is -1.
struct ValueInfoProto {
  std::string name;
  DataType type = DataType::kUndefined;
  bool has_shape = false;
  std::vector<std::int64_t> dims;
};

struct GraphProto {
  std::string name;
  std::vector<NodeProto> nodes;
  std::vector<TensorProto> initializers;
  std::vector<ValueInfoProto> inputs;
  std::vector<ValueInfoProto> outputs;
  std::map<std::string, std::string> finn_datatypes;  ///< of tensors, from the quantization annotations: "UINT4"
};

struct ModelProto {
  std::int64_t ir_version = 0;
  std::string producer;
  std::map<std::string, std::int64_t> opsets;  ///< version by domain; "" is ONNX itself
  GraphProto graph;
};

/// Reads a model; `bytes` must outlive it. What a length declares beyond the end of the file, a field of another kind
/// than the definition's, and a file without a graph are an IoError of `file`.
ModelProto parse_model(std::string_view bytes, const InputFile& file);

}  // namespace wirefold::onnx
