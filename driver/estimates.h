// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "wirefold/driver/report.h"

namespace wirefold {

/// A tensor of the graph that a report draws: an input, or the tensor that names a layer.
struct TensorEstimate {
  std::string name;
  std::string shape;  ///< "(4, 5)"
  bool is_input = false;
  std::size_t elements = 0;
  std::int64_t width_bits = 0;  ///< of all elements together
  std::int64_t narrowest_bits = 0;
  std::int64_t widest_bits = 0;
  std::uint64_t register_bits = 0;  ///< between stages, of values that are made in the layer
  std::vector<std::string> reads;   ///< names of the tensors whose layers it reads
  LayerFigures figures;             ///< zero for an input
};

/// The inputs, then the layers of a program, with what each reads.
std::vector<TensorEstimate> tensor_estimates(const CombLogic& logic, const Schedule& schedule, const Report& report);

/// estimates.json of a project folder: device, stage delays, bits between stages, and `tensor_estimates`.
std::string estimates_json(const CombLogic& logic, const Schedule& schedule, const Report& report);

}  // namespace wirefold
