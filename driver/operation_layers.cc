// SPDX-License-Identifier: Apache-2.0
#include "wirefold/driver/operation_layers.h"

namespace wirefold {
namespace {

// Gives every operation behind the tensor that has no layer yet to `layer`.
void claim(const CombLogic& logic, const NamedTensor& tensor, std::uint32_t layer, std::vector<std::uint32_t>& layers) {
  std::vector<std::size_t> open;
  const auto visit = [&](const Use& use) {
    if (use.value == kNoValue) return;
    const std::size_t operation = logic.definition_index(use.value);
    if (layers[operation] != kNoLayer) return;
    layers[operation] = layer;
    open.push_back(operation);
  };
  for (const Use& use : tensor.elements) visit(use);
  for (const ValueId value : tensor.ends) visit({value});
  while (!open.empty()) {
    const Operation& operation = logic.operations()[open.back()];
    open.pop_back();
    for (const Use& use : logic.operands(operation)) visit(use);
  }
}

}  // namespace

std::vector<const NamedTensor*> layer_tensors(const CombLogic& logic) {
  std::vector<const NamedTensor*> tensors;
  for (const NamedTensor& tensor : logic.named_tensors()) tensors.push_back(&tensor);
  for (const NamedTensor& tensor : logic.outputs()) tensors.push_back(&tensor);
  return tensors;
}

std::vector<std::uint32_t> layers_of_operations(const CombLogic& logic) {
  std::vector<std::uint32_t> layers(logic.operations().size(), kNoLayer);
  std::uint32_t layer = 0;
  for (const NamedTensor* tensor : layer_tensors(logic)) claim(logic, *tensor, layer++, layers);
  return layers;
}

}  // namespace wirefold
