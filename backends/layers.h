// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <vector>

#include "wirefold/ir/graph.h"
#include "wirefold/ir/schedule.h"

namespace wirefold {

/// A value as it is in one stage: behind as many registers as stages passed since it was computed.
struct StagedValue {
  ValueId value = kNoValue;
  std::uint32_t stage = 0;

  friend auto operator<=>(const StagedValue&, const StagedValue&) = default;
};

/// The operations that lead to one named tensor, or to one output, and to none named before it.
///
/// Values flow from earlier layers to later ones only. The layer that computes a value also has the registers that
/// carry it from stage to stage, so modules have as many registers together as one would have.
struct Layer {
  std::string name;                          ///< of the tensor
  std::vector<const Operation*> operations;  ///< those with a signal, in program order, no inputs
  std::vector<StagedValue> imports;          ///< what it reads of others, in the order of first use
  std::vector<StagedValue> exports;          ///< what others and the outputs read of it, rising
};

struct LayerPlan {
  std::vector<Layer> layers;            ///< those with operations
  std::vector<StagedValue> from_ports;  ///< what layers and outputs read of the inputs, rising
};

/// `has_signal`: by value. No layers for a program without named tensors.
LayerPlan plan_layers(const CombLogic& logic, const Schedule& schedule, const std::vector<bool>& has_signal);

/// Names of the values within their layers, by value: `y_3` for an element of the layer's own tensor (`y` for the only
/// one), otherwise `v12`, counted in the layer. So equal layers have equal names inside.
std::vector<std::string> names_in_layers(const CombLogic& logic, const LayerPlan& plan);

}  // namespace wirefold
