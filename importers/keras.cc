// SPDX-License-Identifier: Apache-2.0
#include "wirefold/importers/keras.h"

#include <algorithm>

#include "wirefold/dsl/comb_trace.h"
#include "wirefold/importers/keras/layer_error.h"
#include "wirefold/importers/keras/layer_table.h"
#include "wirefold/importers/keras/model.h"
#include "wirefold/importers/keras/replay.h"
#include "wirefold/ir/error.h"

namespace wirefold {
namespace {

// What `action` gives; its errors name the file.
template <class Action>
auto of_file(const InputFile& file, Action action) {
  try {
    return action();
  } catch (const UserError& error) {
    keras::rethrow_for_file(error, file);
  }
}

}  // namespace

CombLogic read_keras(const std::string& path, const KerasOptions& options, const Location& location) {
  const InputFile file{"read_keras", path, location};
  return of_file(file, [&] {
    const keras::ModelFile model = keras::read_model_file(file);
    std::vector<KerasLayer> layers = keras::listed_layers(model.model);
    const keras::Replayed replayed = keras::replay(model, file, options, layers);
    return comb_trace(replayed.inputs, replayed.outputs,
                      {.name = options.name.empty() ? model.model.name : options.name}, location);
  });
}

namespace {

struct Look {
  std::vector<KerasLayer> layers;
  bool is_complete;
  std::size_t reached() const {
    return static_cast<std::size_t>(std::count_if(
        layers.begin(), layers.end(), [](const KerasLayer& layer) { return !layer.output_shapes.empty(); }));
  }
};

Look look_at(const keras::ModelFile& model, const InputFile& file, const KerasOptions& options, bool stands_in) {
  Look look{keras::listed_layers(model.model), true};
  try {
    keras::replay(model, file, options, look.layers, stands_in);
  } catch (const IoError&) {
    throw;
  } catch (const UserError&) {
    // It stands at the layer that could not be replayed; those behind it were not reached.
    look.is_complete = false;
  }
  return look;
}

}  // namespace

KerasModel inspect_keras(const std::string& path, const KerasOptions& options, const Location& location) {
  const InputFile file{"inspect_keras", path, location};
  const keras::ModelFile model = of_file(file, [&] { return keras::read_model_file(file); });
  Look look = look_at(model, file, options, /*stands_in=*/false);
  if (!look.is_complete) {
    // Perhaps only the format of an input is missing.
    Look further = look_at(model, file, options, /*stands_in=*/true);
    if (further.reached() > look.reached()) look = std::move(further);
  }
  KerasModel result{.name = model.model.name, .keras_version = model.keras_version, .layers = std::move(look.layers)};
  for (KerasLayer& layer : result.layers) {
    if (layer.is_supported && layer.output_shapes.empty())
      layer.problem = "not looked at: it needs what is not supported";
  }
  return result;
}

bool KerasModel::is_supported() const {
  return std::all_of(layers.begin(), layers.end(), [](const KerasLayer& layer) { return layer.is_supported; });
}

bool is_keras_file(std::string_view bytes) {
  return bytes.starts_with("PK\x03\x04") || bytes.starts_with(keras::kHdf5);
}

std::vector<KerasLayerType> supported_keras_layers() {
  std::vector<KerasLayerType> result;
  for (const keras::LayerType& type : keras::layer_types()) {
    result.push_back({type.class_name, keras::to_string(type.origin)});
  }
  return result;
}

}  // namespace wirefold
