// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "wirefold/dsl/numeric_array.h"
#include "wirefold/ir/graph.h"

namespace wirefold::tools {

/// What somebody else computed for a program.
struct Reference {
  std::vector<NumericArray> inputs;   ///< one a tensor
  std::vector<NumericArray> outputs;  ///< one a tensor
  struct Layer {
    std::string name;
    NumericArray values;
  };
  std::vector<Layer> layers;  ///< named tensors of the program, in its order
};

/// Reads a .npz file: `inputs` and `outputs`, or inputs0, inputs1, ... of several; every other array has the name of a
/// tensor.
///
/// Errors: those of read_npz; IoError for arrays that are missing or that are of no tensor.
Reference read_reference(const std::string& path, const CombLogic& logic);

/// Where the first layer that differs does so: "layer 'dense_1': ..."; empty if none does, nothing if there are none.
std::optional<std::string> first_wrong_layer(const CombLogic& logic, const Reference& reference);

}  // namespace wirefold::tools
