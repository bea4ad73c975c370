// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "wirefold/dsl/comb_trace.h"
#include "wirefold/importers/keras.h"
#include "wirefold/importers/keras/model.h"

namespace wirefold::keras {

/// A model as it was replayed on symbolic arrays.
struct Replayed {
  std::vector<NamedArray> inputs;
  std::vector<NamedArray> outputs;
};

/// Replays a model. What is learnt of each layer is put into `layers`, which `listed_layers` has filled; if a layer
/// cannot be replayed, that stands there as well before the error is thrown. With `stands_in` an input of no format is
/// noted there, and has the one that stands in for it.
///
/// Errors: of the kinds of the DSL, with file, layer and class in front; UnsupportedError for unknown layers.
Replayed replay(const ModelFile& model, const InputFile& file, const KerasOptions& options,
                std::vector<KerasLayer>& layers, bool stands_in = false);

/// The layers of a model, those of models within it behind these, with names and classes.
std::vector<KerasLayer> listed_layers(const Model& model);

}  // namespace wirefold::keras
