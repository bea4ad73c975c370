// SPDX-License-Identifier: Apache-2.0
// Constants, and what tells of tensors instead of computing with them.
#include <algorithm>

#include "wirefold/importers/onnx/operators.h"
#include "wirefold/importers/onnx/tensor.h"
#include "wirefold/ir/error.h"

namespace wirefold::onnx {
namespace {

using Integers = std::vector<std::int64_t>;

}  // namespace

Signals call_identity(const NodeCall& call) { return {call.input()}; }

Signals call_cast(const NodeCall& call) {
  const auto type = static_cast<DataType>(call.integer("to", 0));
  Signal result = call.input();
  const bool keeps_numbers = type == DataType::kFloat || type == DataType::kDouble;
  const bool are_integers =
      result.is_plain() && !is_floating(result.type) && (type == DataType::kInt64 || type == DataType::kInt32);
  if (!keeps_numbers && !are_integers) {
    throw UnsupportedError("Cast",
                           "to " + to_string(type) + "; only casts to float32 and float64 keep numbers, use Quant");
  }
  result.type = type;
  return {result};
}

Signals call_constant(const NodeCall& call) {
  if (const auto* value = call.find("value"); value != nullptr && !value->tensors.empty()) {
    if (auto signal = constant_of(value->tensors[0])) return {*signal};
    throw ShapeError("value", "a constant of no elements");
  }
  const auto integers = [&](const Shape& shape, const Integers& values) {
    Signal result(NumericArray::from_values(shape, values, call.location));
    result.type = DataType::kInt64;
    return result;
  };
  if (const auto* value = call.find("value_int")) return {integers({}, {value->i})};
  if (const auto* value = call.find("value_ints")) return {integers(Shape{value->ints.size()}, value->ints)};
  if (const auto* value = call.find("value_float")) return {Signal(NumericArray(value->f, call.location))};
  if (const auto* value = call.find("value_floats")) {
    return {Signal(NumericArray::from_values(Shape{value->floats.size()}, value->floats, call.location))};
  }
  throw UnsupportedError("value", "is missing, or a text or a sparse tensor");
}

Signals call_shape(const NodeCall& call) {
  const Integers extents = call.input().shape().extents();
  const std::int64_t rank = static_cast<std::int64_t>(call.input().shape().rank());
  const auto end_of = [&](const char* name, std::int64_t otherwise) {
    const std::int64_t end = call.integer(name, otherwise);
    return std::clamp<std::int64_t>(end < 0 ? end + rank : end, 0, rank);
  };
  const Integers part(extents.begin() + end_of("start", 0),
                      extents.begin() + std::max(end_of("start", 0), end_of("end", rank)));
  Signal result(NumericArray::from_values(Shape{part.size()}, part, call.location));
  result.type = DataType::kInt64;
  return {result};
}

}  // namespace wirefold::onnx
