// SPDX-License-Identifier: Apache-2.0
#include "wirefold/importers/onnx/tensor.h"

#include <bit>
#include <cmath>
#include <cstring>

#include "wirefold/ir/error.h"

namespace wirefold::onnx {
namespace {

constexpr const char* kFunction = "tensor";

static_assert(std::endian::native == std::endian::little, "raw data are little endian");

// The number of elements. Both extents and product stay below what an array may have.
std::size_t count_of(const TensorProto& tensor) {
  constexpr std::int64_t kMost = std::int64_t{1} << 28;
  std::int64_t count = 1;
  for (const std::int64_t extent : tensor.dims) {
    if (extent < 0 || extent > kMost || count * extent > kMost) {
      throw IoError(kFunction, "the tensor '" + tensor.name + "' declares a shape of too many elements");
    }
    count *= extent;
  }
  return static_cast<std::size_t>(count);
}

[[noreturn]] void refuse_count(const TensorProto& tensor, std::size_t count, std::size_t found) {
  throw IoError(kFunction, "the tensor '" + tensor.name + "' declares " + std::to_string(count) +
                               " elements and holds " + std::to_string(found));
}

template <class Number>
std::vector<Number> raw(const TensorProto& tensor, std::size_t count) {
  if (tensor.raw_data.size() != count * sizeof(Number)) {
    refuse_count(tensor, count, tensor.raw_data.size() / sizeof(Number));
  }
  std::vector<Number> numbers(count);
  std::memcpy(numbers.data(), tensor.raw_data.data(), tensor.raw_data.size());
  return numbers;
}

// Two numbers of four bits in each byte, the lower one first.
std::vector<std::int64_t> nibbles(const TensorProto& tensor, std::size_t count, bool is_signed) {
  const bool is_raw = !tensor.raw_data.empty();
  const std::size_t bytes = is_raw ? tensor.raw_data.size() : tensor.integers.size();
  if (bytes != (count + 1) / 2) refuse_count(tensor, count, 2 * bytes);
  std::vector<std::int64_t> numbers;
  for (std::size_t i = 0; i < count; ++i) {
    const std::int64_t byte = is_raw ? static_cast<std::uint8_t>(tensor.raw_data[i / 2]) : tensor.integers[i / 2];
    const std::int64_t nibble = (i % 2 == 0 ? byte : byte >> 4) & 15;
    numbers.push_back(is_signed && nibble > 7 ? nibble - 16 : nibble);
  }
  return numbers;
}

double from_float16(std::uint16_t bits) {
  const int exponent = (bits >> 10) & 31;
  const int fraction = bits & 1023;
  const double sign = (bits >> 15) != 0 ? -1 : 1;
  if (exponent == 31) return fraction == 0 ? sign * INFINITY : NAN;
  if (exponent == 0) return sign * std::ldexp(fraction, -24);
  return sign * std::ldexp(1024 + fraction, exponent - 25);
}

NumericArray numbers_of(const TensorProto& tensor, std::vector<Dyadic> numbers, std::size_t count) {
  if (numbers.size() != count) refuse_count(tensor, count, numbers.size());
  return NumericArray::from_numbers(Shape(tensor.dims), std::move(numbers));
}

template <class Number>
NumericArray integers_of(const TensorProto& tensor, const std::vector<Number>& values, std::size_t count) {
  std::vector<Dyadic> numbers;
  for (const Number value : values) numbers.emplace_back(value);
  return numbers_of(tensor, std::move(numbers), count);
}

template <class Number>
NumericArray reals_of(const TensorProto& tensor, const std::vector<Number>& values, std::size_t count) {
  std::vector<Dyadic> numbers;
  const std::string name = "the tensor '" + tensor.name + "'";
  for (const Number value : values) numbers.push_back(exact(static_cast<double>(value), name.c_str()));
  return numbers_of(tensor, std::move(numbers), count);
}

template <class Number>
NumericArray raw_integers(const TensorProto& tensor, std::size_t count) {
  if (tensor.raw_data.empty()) return integers_of(tensor, tensor.integers, count);
  return integers_of(tensor, raw<Number>(tensor, count), count);
}

template <class Number>
NumericArray raw_reals(const TensorProto& tensor, std::size_t count) {
  if (tensor.raw_data.empty()) return reals_of(tensor, tensor.reals, count);
  return reals_of(tensor, raw<Number>(tensor, count), count);
}

NumericArray halves(const TensorProto& tensor, std::size_t count) {
  std::vector<double> values;
  if (tensor.raw_data.empty()) {
    for (const std::int64_t bits : tensor.integers) values.push_back(from_float16(static_cast<std::uint16_t>(bits)));
  } else {
    for (const std::uint16_t bits : raw<std::uint16_t>(tensor, count)) values.push_back(from_float16(bits));
  }
  return reals_of(tensor, values, count);
}

NumericArray decoded(const TensorProto& tensor, std::size_t count) {
  switch (tensor.type) {
    case DataType::kFloat:
      return raw_reals<float>(tensor, count);
    case DataType::kDouble:
      return raw_reals<double>(tensor, count);
    case DataType::kFloat16:
      return halves(tensor, count);
    case DataType::kUint8:
    case DataType::kBool:
      return raw_integers<std::uint8_t>(tensor, count);
    case DataType::kInt8:
      return raw_integers<std::int8_t>(tensor, count);
    case DataType::kUint16:
      return raw_integers<std::uint16_t>(tensor, count);
    case DataType::kInt16:
      return raw_integers<std::int16_t>(tensor, count);
    case DataType::kInt32:
      return raw_integers<std::int32_t>(tensor, count);
    case DataType::kUint32:
      return raw_integers<std::uint32_t>(tensor, count);
    case DataType::kInt64:
      return raw_integers<std::int64_t>(tensor, count);
    case DataType::kUint64:
      return raw_integers<std::uint64_t>(tensor, count);
    case DataType::kUint4:
      return integers_of(tensor, nibbles(tensor, count, false), count);
    case DataType::kInt4:
      return integers_of(tensor, nibbles(tensor, count, true), count);
    case DataType::kUndefined:
      break;
  }
  throw UnsupportedError(kFunction, "the tensor '" + tensor.name + "' is of " + to_string(tensor.type) +
                                        ", which is no type of numbers that is read");
}

}  // namespace

std::optional<Signal> constant_of(const TensorProto& tensor) {
  if (tensor.is_external) {
    throw UnsupportedError(kFunction, "the data of the tensor '" + tensor.name +
                                          "' are in another file; save the model in one file "
                                          "(onnx.save(onnx.load('model.onnx'), 'one.onnx'))");
  }
  const std::size_t count = count_of(tensor);
  if (count == 0) return std::nullopt;
  Signal result(decoded(tensor, count));
  result.type = tensor.type;
  return result;
}

}  // namespace wirefold::onnx
