// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "wirefold/ir/format.h"
#include "wirefold/ir/shape.h"

namespace wirefold {

/// What an input of no format is looked at with, where a model is inspected only.
inline constexpr Format kStandInFormat{true, 7, 8};

/// What is known of a layer of a model, or of a node.
struct ModelLayer {
  std::string name;
  std::string class_name;
  std::vector<Shape> output_shapes;  ///< without the batch axis; of its first call; none where they are not known
  std::vector<Format> formats;       ///< for each output the smallest that holds all its elements; "zero" if not known
  std::size_t parameters = 0;        ///< quantized weights and biases
  std::size_t zeros = 0;             ///< of these
  bool is_supported = true;
  std::string problem;  ///< why it is not supported, or could not be looked at
};

}  // namespace wirefold
