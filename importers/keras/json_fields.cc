// SPDX-License-Identifier: Apache-2.0
#include "wirefold/importers/keras/json_fields.h"

#include <cstdlib>
#include <limits>

namespace wirefold::keras {
namespace {

constexpr std::int64_t kMost = std::int64_t{1} << 40;

std::optional<JsonValue> given(const JsonValue& object, std::string_view key) {
  const auto value = object.find(key);
  return value && !value->is_null() ? value : std::nullopt;
}

// Python saves integers as floats here and there.
std::int64_t integer_of(const JsonValue& value) {
  const Dyadic number = value.number();
  if (!number.is_integer() || number > Dyadic(kMost) || number < Dyadic(-kMost)) value.refuse("expected an integer");
  return number.on_grid(0).to_int64();
}

}  // namespace

bool has(const JsonValue& object, std::string_view key) { return given(object, key).has_value(); }

std::string text_or(const JsonValue& object, std::string_view key, std::string_view otherwise) {
  const auto value = given(object, key);
  return value ? value->text() : std::string(otherwise);
}

bool boolean_or(const JsonValue& object, std::string_view key, bool otherwise) {
  const auto value = given(object, key);
  if (!value) return otherwise;
  return value->is_boolean() ? value->boolean() : !value->number().is_zero();
}

std::int64_t integer_or(const JsonValue& object, std::string_view key, std::int64_t otherwise) {
  const auto value = given(object, key);
  return value ? integer_of(*value) : otherwise;
}

float float_or(const JsonValue& object, std::string_view key, float otherwise) {
  const auto value = given(object, key);
  return value ? float_of(*value) : otherwise;
}

float float_of(const JsonValue& number) {
  const auto value = number.number().to_double();
  if (!value) number.refuse("an integer that no float holds");
  return static_cast<float>(*value);
}

std::vector<std::int64_t> integers_of(const JsonValue& value) {
  if (!value.is_list()) return {integer_of(value)};
  std::vector<std::int64_t> result;
  for (std::size_t i = 0; i < value.size(); ++i) result.push_back(integer_of(value[i]));
  return result;
}

std::string function_name(const JsonValue& object, std::string_view key) {
  const auto value = given(object, key);
  if (!value) return "linear";
  if (value->is_text()) return value->text();
  const JsonValue config = value->at("config");
  return config.is_text() ? config.text() : value->at("class_name").text();
}

Shape shape_behind_batch(const JsonValue& value) {
  Shape shape;
  if (value.size() == 0) value.refuse("a shape without a batch axis");
  for (std::size_t i = 1; i < value.size(); ++i) {
    if (value[i].is_null()) value.refuse("an extent that is not known; hardware needs every extent, give it");
    shape.push_back(value[i].integer(1, kMost));
  }
  return shape;
}

}  // namespace wirefold::keras
