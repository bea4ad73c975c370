// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "wirefold/ir/json_document.h"
#include "wirefold/ir/shape.h"

namespace wirefold::keras {

// Members of a layer's config; one that is missing or null has the given value, because older versions save fewer.

std::string text_or(const JsonValue& object, std::string_view key, std::string_view otherwise);
/// Truth values may be saved as numbers.
bool boolean_or(const JsonValue& object, std::string_view key, bool otherwise);
std::int64_t integer_or(const JsonValue& object, std::string_view key, std::int64_t otherwise);
float float_or(const JsonValue& object, std::string_view key, float otherwise);

/// The nearest float32 of a number.
float float_of(const JsonValue& number);
/// True for a member that is there and not null.
bool has(const JsonValue& object, std::string_view key);
/// A list of integers; one integer is a list of one.
std::vector<std::int64_t> integers_of(const JsonValue& value);
/// The name of a function: text, or a serialized function. Empty for null.
std::string function_name(const JsonValue& object, std::string_view key);
/// The extents behind the batch axis, which is null, of a shape; IoError for another extent that is not known.
Shape shape_behind_batch(const JsonValue& value);

}  // namespace wirefold::keras
