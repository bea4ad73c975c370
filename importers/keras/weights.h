// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "wirefold/importers/input_file.h"
#include "wirefold/importers/keras/float_tensor.h"

namespace wirefold::keras {

/// The variables of a model, by the paths of their groups in its HDF5 file. The file is read once and whole; nothing of
/// it is trusted.
///
/// Errors: IoError of `file` for what is not such a file, is truncated, or declares more data than it holds; for links
///         out of the file, data that is compressed or stored elsewhere, and numbers that float32 does not hold.
class Weights {
 public:
  using Groups = std::map<std::string, std::vector<FloatTensor>>;

  Weights() = default;
  explicit Weights(Groups groups) : groups_(std::move(groups)) {}
  /// Of the bytes of a `model.weights.h5`: the variables of the object at path P are the datasets P/vars/0, 1, ...
  static Weights of_keras_3(const std::string& bytes, const InputFile& file);

  bool has_group(const std::string& path) const { return groups_.contains(path); }
  /// The variables of an object in the order of their numbers; none for a path that is not there.
  const std::vector<FloatTensor>& variables(const std::string& path) const;

 private:
  Groups groups_;
};

}  // namespace wirefold::keras
