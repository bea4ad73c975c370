// SPDX-License-Identifier: Apache-2.0
#include "wirefold/importers/keras/constant_array.h"

#include "wirefold/importers/keras/json_fields.h"

namespace wirefold::keras {
namespace {

constexpr std::size_t kMostAxes = 32;

// Appends the numbers of nested lists, of which the first of each depth told its extent in `shape`.
void append(const JsonValue& value, const Shape& shape, std::size_t depth, std::vector<float>& values) {
  if (depth == shape.rank()) {
    values.push_back(value.is_boolean() ? static_cast<float>(value.boolean()) : float_of(value));
    return;
  }
  if (!value.is_list() || static_cast<std::int64_t>(value.size()) != shape[depth]) {
    value.refuse("expected a list of " + std::to_string(shape[depth]));
  }
  for (std::size_t i = 0; i < value.size(); ++i) append(value[i], shape, depth + 1, values);
}

}  // namespace

std::optional<FloatTensor> constant_array(const JsonValue& value) {
  if (!value.is_object()) return std::nullopt;
  const std::string class_name = text_or(value, "class_name", "");
  if (class_name != "__numpy__" && class_name != "__tensor__") return std::nullopt;
  const JsonValue lists = value.at("config").at("value");
  FloatTensor result;
  for (JsonValue first = lists; first.is_list(); first = first[0]) {
    if (first.size() == 0) first.refuse("an array of no elements");
    if (result.shape.rank() == kMostAxes) first.refuse("an array of more than 32 axes");
    result.shape.push_back(static_cast<std::int64_t>(first.size()));
  }
  append(lists, result.shape, 0, result.values);
  return result;
}

}  // namespace wirefold::keras
