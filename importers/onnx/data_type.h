// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

namespace wirefold::onnx {

/// What the elements of a tensor are; the numbers are those of TensorProto.DataType.
enum class DataType : std::int32_t {
  kUndefined = 0,
  kFloat = 1,
  kUint8 = 2,
  kInt8 = 3,
  kUint16 = 4,
  kInt16 = 5,
  kInt32 = 6,
  kInt64 = 7,
  kBool = 9,
  kFloat16 = 10,
  kDouble = 11,
  kUint32 = 12,
  kUint64 = 13,
  kUint4 = 21,
  kInt4 = 22,
};

bool is_floating(DataType type);
/// "float32", "int8"; "type 8" for one that is not in the list.
std::string to_string(DataType type);

}  // namespace wirefold::onnx
