// SPDX-License-Identifier: Apache-2.0
#include "wirefold/importers/onnx/node_call.h"

#include <algorithm>

#include "wirefold/ir/error.h"

namespace wirefold::onnx {

const Signal& NodeCall::input(std::size_t index) const {
  if (has_input(index)) return *inputs[index];
  throw UnsupportedError("input", "input " + std::to_string(index) + " is missing");
}

NumericArray NodeCall::constant(std::size_t index, const char* what) const {
  const Signal& signal = input(index);
  if (signal.is_constant()) return signal.numbers();
  throw UnsupportedError(what, "is computed by the model ('" + node.inputs[index] +
                                   "'); it must be a constant: fold constants first (qonnx-cleanup)");
}

std::vector<std::int64_t> NodeCall::integers(std::size_t index, const char* what) const {
  const NumericArray values = constant(index, what);
  std::vector<std::int64_t> result;
  for (const Dyadic& value : values.numbers()) {
    if (!value.is_integer() || !value.on_grid(0).fits_int64()) {
      throw ValueError(what, "is " + value.to_string() + ", which is no integer of 64 bits");
    }
    result.push_back(value.on_grid(0).to_int64());
  }
  return result;
}

std::optional<std::vector<std::int64_t>> NodeCall::integers(const char* attribute, std::size_t index) const {
  if (find(attribute) != nullptr) return integers(attribute);
  if (has_input(index)) return integers(index, attribute);
  return std::nullopt;
}

const AttributeProto* NodeCall::find(std::string_view name) const {
  const auto found = std::find_if(node.attributes.begin(), node.attributes.end(),
                                  [&](const AttributeProto& attribute) { return attribute.name == name; });
  return found == node.attributes.end() ? nullptr : &*found;
}

std::int64_t NodeCall::integer(std::string_view name, std::int64_t otherwise) const {
  const AttributeProto* const attribute = find(name);
  return attribute == nullptr ? otherwise : attribute->i;
}

std::vector<std::int64_t> NodeCall::integers(std::string_view name) const {
  const AttributeProto* const attribute = find(name);
  return attribute == nullptr ? std::vector<std::int64_t>() : attribute->ints;
}

float NodeCall::real(std::string_view name, float otherwise) const {
  const AttributeProto* const attribute = find(name);
  return attribute == nullptr ? otherwise : attribute->f;
}

std::string NodeCall::text(std::string_view name, std::string_view otherwise) const {
  const AttributeProto* const attribute = find(name);
  return attribute == nullptr ? std::string(otherwise) : attribute->s;
}

void NodeCall::count(const Signal& weights) const {
  const auto& numbers = std::get<NumericArray>(weights.array()).numbers();
  figures_->parameters += numbers.size();
  for (const Dyadic& number : numbers) figures_->zeros += number.is_zero() ? 1 : 0;
}

std::size_t checked_axis(std::int64_t axis, std::size_t rank) {
  const auto count = static_cast<std::int64_t>(rank);
  if (axis >= -count && axis < count) return static_cast<std::size_t>(axis < 0 ? axis + count : axis);
  throw ShapeError("axis", std::to_string(axis) + " of an array of " + std::to_string(rank) + " axes");
}

std::vector<float> floats_of(const NumericArray& numbers) {
  std::vector<float> result;
  for (const Dyadic& number : numbers.numbers()) result.push_back(to_float(number));
  return result;
}

}  // namespace wirefold::onnx
