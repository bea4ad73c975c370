// SPDX-License-Identifier: Apache-2.0
// The quantizers of ONNX: QuantizeLinear, DequantizeLinear.
#include "wirefold/dsl/broadcast.h"
#include "wirefold/importers/onnx/operators.h"
#include "wirefold/importers/onnx/quantizer_rules.h"
#include "wirefold/ir/error.h"

namespace wirefold::onnx {
namespace {

Range range_of_type(DataType type) {
  switch (type) {
    case DataType::kUint4:
      return range_of(false, false, 4);
    case DataType::kInt4:
      return range_of(true, false, 4);
    case DataType::kUint8:
      return range_of(false, false, 8);
    case DataType::kInt8:
      return range_of(true, false, 8);
    case DataType::kUint16:
      return range_of(false, false, 16);
    case DataType::kInt16:
      return range_of(true, false, 16);
    case DataType::kInt32:
      return range_of(true, false, 32);
    default:
      throw UnsupportedError("zero point",
                             "of type " + to_string(type) + "; integers of 4, 8, 16 and 32 bits are possible");
  }
}

// A number for each element of a tensor, of one for each block of `block` indices of `axis`, the last of which may be
// shorter.
std::vector<Dyadic> of_blocks(const NumericArray& numbers, const Shape& shape, std::size_t axis, std::int64_t block,
                              const char* what) {
  Shape expected = shape;
  expected[axis] = shape[axis] / block + (shape[axis] % block != 0 ? 1 : 0);
  if (numbers.shape() != expected) {
    throw ShapeError(what, "of shape " + to_string(numbers.shape()) + " for blocks of " + std::to_string(block) +
                               " along axis " + std::to_string(axis) + " of a tensor of shape " + to_string(shape) +
                               ", which has " + to_string(expected));
  }
  std::size_t inner = 1;
  for (std::size_t i = axis + 1; i < shape.rank(); ++i) inner *= static_cast<std::size_t>(shape[i]);
  const auto extent = static_cast<std::size_t>(shape[axis]);
  const auto blocks = static_cast<std::size_t>(expected[axis]);
  std::vector<Dyadic> result;
  for (std::size_t place = 0; place < shape.size(); ++place) {
    const std::size_t index = place / inner % extent / static_cast<std::size_t>(block);
    result.push_back(numbers.numbers()[(place / inner / extent * blocks + index) * inner + place % inner]);
  }
  return result;
}

// A number for each element of x, of an input that holds one number, or one an index or block of the attribute `axis`.
std::vector<Dyadic> along_axis(const NodeCall& call, std::size_t index, const char* what) {
  const Shape& shape = call.input(0).shape();
  if (!call.has_input(index)) return std::vector<Dyadic>(shape.size());
  const NumericArray numbers = call.constant(index, what);
  if (numbers.size() == 1) return std::vector<Dyadic>(shape.size(), numbers.numbers()[0]);
  const std::size_t axis = checked_axis(call.integer("axis", 1), shape.rank());
  const std::int64_t block = call.integer("block_size", 0);
  if (block < 0) throw ValueError("block_size", "is " + std::to_string(block));
  if (block > 0) return of_blocks(numbers, shape, axis, block, what);
  if (numbers.rank() != 1 || numbers.shape()[0] != shape[axis]) {
    throw UnsupportedError(what, "of shape " + to_string(numbers.shape()) + " for a tensor of shape " +
                                     to_string(shape) + "; one number, or one an index of axis " +
                                     std::to_string(axis) + " is possible");
  }
  std::vector<std::int64_t> along(shape.rank(), 1);
  along[axis] = shape[axis];
  return gathered(std::vector<Dyadic>(numbers.numbers().begin(), numbers.numbers().end()),
                  stretched_places(Shape(along), shape));
}

}  // namespace

Signals call_quantize_linear(const NodeCall& call) {
  const Signal& x = call.input(0);
  const std::vector<Dyadic> scales = along_axis(call, 1, "scale");
  const std::vector<Dyadic> zeros = along_axis(call, 2, "zero point");
  check_scales(scales);
  DataType type = static_cast<DataType>(call.integer("output_dtype", 0));
  if (call.has_input(2)) type = call.input(2).type;
  if (type == DataType::kUndefined) type = DataType::kUint8;
  const Range range = range_of_type(type);
  // The quotient is rounded before the zero point is added.
  std::vector<CodeRule> rules;
  for (std::size_t i = 0; i < scales.size(); ++i) {
    const Integer zero = zeros[i].on_grid(0);
    rules.push_back({scales[i], 0, RoundingMode::kRound, range.low - zero, range.high - zero});
  }
  const NumericArray offsets = NumericArray::from_numbers(x.shape(), zeros, call.location);
  Signal result(mapped(coded(x, rules, call.location),
                       [&](const auto& codes) { return codes + NumericOperand(offsets, call.location); }));
  result.type = type;
  return {result};
}

Signals call_dequantize_linear(const NodeCall& call) {
  const Signal& x = call.input(0);
  if (!x.is_plain()) throw UnsupportedError("input", "is no integer of a QuantizeLinear");
  const std::vector<Dyadic> scales = along_axis(call, 1, "scale");
  const std::vector<Dyadic> zeros = along_axis(call, 2, "zero point");
  check_scales(scales);
  std::vector<CodeRule> rules;
  for (std::size_t i = 0; i < scales.size(); ++i) rules.push_back({scales[i], zeros[i], RoundingMode::kRound, 0, 0});
  return {scaled(x.array(), rules, call.location)};
}

}  // namespace wirefold::onnx
