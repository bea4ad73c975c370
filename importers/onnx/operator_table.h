// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>

#include "wirefold/importers/onnx/node_call.h"

namespace wirefold::onnx {

/// Whose operators they are.
enum class Origin {
  kOnnx,
  kQonnx,         ///< qonnx.custom_op.general, and the same of Brevitas and FINN
  kChannelsLast,  ///< qonnx.custom_op.channels_last: ONNX' own with the channels behind
};

/// "onnx", "qonnx", "channels last".
const char* to_string(Origin origin);

/// An operator that is read, and what computes it.
struct OperatorType {
  const char* name;
  Origin origin;
  Handler handler;
};

/// All of them, by origin and name.
std::span<const OperatorType> operator_types();

/// The row of a node; null if it is not supported.
const OperatorType* find_operator_type(const NodeProto& node);

/// What to do about an operator that has no row.
std::string remedy_of(const NodeProto& node);

}  // namespace wirefold::onnx
