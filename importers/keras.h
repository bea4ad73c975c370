// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "wirefold/importers/model_layers.h"
#include "wirefold/ir/format.h"
#include "wirefold/ir/graph.h"
#include "wirefold/ir/location.h"
#include "wirefold/ir/shape.h"

namespace wirefold {

struct KerasOptions {
  std::string name = "";  ///< of the program; empty: the model's own
  /// Formats of inputs, by the names of their input layers, or by "" for all others. An input without one has the
  /// format that the quantizers behind it ask for.
  std::map<std::string, Format> input_formats = {};
};

/// Reads a model that was made with HGQ2 and saved by Keras 3 (`.keras`, `.h5`): the program computes what the model's
/// `predict` computes, bit for bit, as far as float32 holds what Keras computes between two quantizers.
///
/// Ports are named after the input layers and the layers that give the outputs; what every other layer gives is a
/// tensor of the layer's name. docs/keras.md lists the layers.
/// Shapes:  without the batch axis.
/// Errors:  IoError for a file that is damaged; UnsupportedError with the layer for what has no exact hardware: an
///          unknown layer, a layer without quantizers, an input whose format the model does not tell.
/// Example: wf::VerilogModel rtl(wf::read_keras("tagger.keras"), {.latency_cutoff = 5});
CombLogic read_keras(const std::string& path, const KerasOptions& options = {},
                     const Location& location = Location::here());

/// What is known of a layer of a model.
using KerasLayer = ModelLayer;

struct KerasModel {
  std::string name;
  std::string keras_version;
  std::vector<KerasLayer> layers;
  bool is_supported() const;
};

/// Looks at every layer of a model. Only a damaged file is an error (IoError).
KerasModel inspect_keras(const std::string& path, const KerasOptions& options = {},
                         const Location& location = Location::here());

/// Whether bytes begin as a model of Keras does: as a zip file or an HDF5 file.
bool is_keras_file(std::string_view bytes);

/// A row of the table of layers that are read.
struct KerasLayerType {
  std::string_view class_name;
  std::string_view origin;  ///< "hgq", "keras" or "keras.ops"
};
std::vector<KerasLayerType> supported_keras_layers();

}  // namespace wirefold
