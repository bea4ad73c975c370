// SPDX-License-Identifier: Apache-2.0
#include "wirefold/importers/onnx/data_type.h"

namespace wirefold::onnx {

bool is_floating(DataType type) {
  return type == DataType::kFloat || type == DataType::kFloat16 || type == DataType::kDouble;
}

std::string to_string(DataType type) {
  switch (type) {
    case DataType::kUndefined:
      return "undefined";
    case DataType::kFloat:
      return "float32";
    case DataType::kUint8:
      return "uint8";
    case DataType::kInt8:
      return "int8";
    case DataType::kUint16:
      return "uint16";
    case DataType::kInt16:
      return "int16";
    case DataType::kInt32:
      return "int32";
    case DataType::kInt64:
      return "int64";
    case DataType::kBool:
      return "bool";
    case DataType::kFloat16:
      return "float16";
    case DataType::kDouble:
      return "float64";
    case DataType::kUint32:
      return "uint32";
    case DataType::kUint64:
      return "uint64";
    case DataType::kUint4:
      return "uint4";
    case DataType::kInt4:
      return "int4";
  }
  return "type " + std::to_string(static_cast<std::int32_t>(type));
}

}  // namespace wirefold::onnx
