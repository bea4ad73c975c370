// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "wirefold/importers/keras/layer_call.h"

namespace wirefold::keras {

enum class Origin { kHgq, kKeras, kOperation };

/// "hgq", "keras", "keras.ops".
const char* to_string(Origin origin);

/// A layer or operation that is read, and what computes it.
struct LayerType {
  const char* class_name;
  Origin origin;
  Handler handler;
};

/// All of them, by origin and name. Models within models, and InputLayer, are not layers of this table.
std::span<const LayerType> layer_types();

/// The row of a layer; null if it is not supported.
const LayerType* find_layer_type(const Layer& layer);

}  // namespace wirefold::keras
