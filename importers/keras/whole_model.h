// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "wirefold/importers/input_file.h"
#include "wirefold/importers/keras/hdf5_contents.h"
#include "wirefold/importers/keras/hdf5_texts.h"
#include "wirefold/importers/keras/model.h"

namespace wirefold::keras {

/// A model in one HDF5 file, as Keras 3 writes it with model.save("model.h5"). Weights are there by the names of their
/// variables, in lists of a group each for the layers of the outermost model.
///
/// Errors: IoError of the file for a damaged one; UnsupportedError for weights alone and for models of Keras 2.
class WholeModel {
 public:
  /// `bytes` and `file` outlive it.
  WholeModel(const std::string& bytes, const InputFile& file);

  const std::string& keras_version() const { return keras_version_; }
  /// The description of the layers, in the JSON of Python.
  const std::string& config() const { return config_; }
  /// The variables of a model that was read of the config, by the paths of its layers. They are moved from here.
  Weights take_weights(const Model& model);

 private:
  void take_weights_of(const Layer& layer, Weights::Groups& groups);

  const InputFile& file_;
  Hdf5Contents contents_;
  Hdf5Texts texts_;
  std::string keras_version_;
  std::string config_;
};

}  // namespace wirefold::keras
