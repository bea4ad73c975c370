// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "wirefold/importers/keras/model.h"

namespace wirefold::keras {

/// A call of a layer of a functional model: inbound node `call` of layer number `layer` of its list.
struct CallPlace {
  std::size_t layer = 0;
  std::size_t call = 0;
};

/// All calls of a functional model, but those of its input layers, each behind those whose results it takes; otherwise
/// in the order of the file.
///
/// Errors: IoError for calls that wait for each other, or for one that is not there.
std::vector<CallPlace> calls_in_order(const Model& model);

/// Every tensor anywhere in an argument, in order.
std::vector<TensorSource> tensor_sources_in(const JsonValue& argument);

}  // namespace wirefold::keras
