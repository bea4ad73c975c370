// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "wirefold/importers/keras/float_tensor.h"
#include "wirefold/ir/json_document.h"

namespace wirefold::keras {

/// An array that was saved within a model's config, a serialized `__numpy__` or `__tensor__`, as float32; truth values
/// are 0 and 1. Nothing for another value.
///
/// Errors:  IoError for lists of different lengths side by side.
std::optional<FloatTensor> constant_array(const JsonValue& value);

}  // namespace wirefold::keras
