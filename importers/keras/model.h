// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "wirefold/importers/input_file.h"
#include "wirefold/importers/keras/weights.h"
#include "wirefold/ir/json_document.h"

namespace wirefold::keras {

/// Where a tensor comes from: output `tensor` of call `call` of a layer.
struct TensorSource {
  std::string layer;
  std::size_t call = 0;
  std::size_t tensor = 0;
};

struct Model;

/// A layer of a model, or an operation of keras.ops.
struct Layer {
  std::string name;
  std::string class_name;
  std::string module;
  JsonValue config;
  std::optional<JsonValue> calls;  ///< inbound_nodes of a functional model
  std::optional<JsonValue> build_config;
  std::string path;  ///< of its variables; empty for operations
  int number = 0;    ///< 1 for the first layer of the file
  std::shared_ptr<const Model> nested = nullptr;

  bool is_operation() const { return module.starts_with("keras.src.ops") || module.starts_with("keras.ops"); }
  bool is_input() const { return class_name == "InputLayer"; }
};

/// A Sequential or Functional model: layers and how they are connected. In a Sequential one each layer takes what the
/// one in front of it gives, and inputs and outputs are empty.
struct Model {
  std::string name;
  bool is_sequential = false;
  std::vector<Layer> layers;
  std::vector<TensorSource> inputs;
  std::vector<TensorSource> outputs;
};

/// Everything that a file holds.
struct ModelFile {
  std::string keras_version;
  std::unique_ptr<const JsonDocument> config;
  Weights weights;
  Model model;
};

/// What an HDF5 file begins with.
inline constexpr std::string_view kHdf5 = "\x89HDF\r\n";

/// What errors call the description of the layers in a .keras file and in a whole-model HDF5 file.
inline constexpr std::string_view kConfigOfZip = "config.json";
inline constexpr std::string_view kConfigOfHdf5 = "model_config";

/// Reads a .keras file, or a model that Keras 3 saved in one HDF5 file. IoError for a damaged one; UnsupportedError for
/// models of a class of one's own, and for HDF5 files of weights alone and of Keras 2.
ModelFile read_model_file(const InputFile& file);

/// The tensor that a serialized `__keras_tensor__` stands for; nothing for another value.
std::optional<TensorSource> tensor_source(const JsonValue& value);

/// The name under which Keras saves an object of a class: q_dense for QDense.
std::string snake_case(std::string_view class_name);

}  // namespace wirefold::keras
