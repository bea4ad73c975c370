// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/layers.h"

#include <algorithm>
#include <limits>
#include <set>

namespace wirefold {
namespace {

constexpr std::uint32_t kNoLayer = std::numeric_limits<std::uint32_t>::max();

std::vector<const NamedTensor*> tensors_of(const CombLogic& logic) {
  std::vector<const NamedTensor*> tensors;
  for (const NamedTensor& tensor : logic.named_tensors()) tensors.push_back(&tensor);
  for (const NamedTensor& tensor : logic.outputs()) tensors.push_back(&tensor);
  return tensors;
}

// The first tensor that each value leads to: an operand never belongs to a later one than what is computed from it.
std::vector<std::uint32_t> first_tensors(const CombLogic& logic, const std::vector<const NamedTensor*>& tensors) {
  std::vector<std::uint32_t> first(logic.value_count(), kNoLayer);
  for (std::uint32_t tensor = 0; tensor < tensors.size(); ++tensor) {
    for (const Use& use : tensors[tensor]->elements) {
      if (use.value != kNoValue) first[use.value] = std::min(first[use.value], tensor);
    }
    for (const ValueId value : tensors[tensor]->ends) first[value] = std::min(first[value], tensor);
  }
  const auto operations = logic.operations();
  for (auto operation = operations.rbegin(); operation != operations.rend(); ++operation) {
    for (const Use& use : logic.operands(*operation)) {
      first[use.value] = std::min(first[use.value], first[operation->first_result]);
    }
  }
  return first;
}

class Planner {
 public:
  Planner(const CombLogic& logic, const Schedule& schedule, const std::vector<bool>& has_signal)
      : logic_(logic), schedule_(schedule), has_signal_(has_signal) {}

  LayerPlan run() {
    const std::vector<const NamedTensor*> tensors = tensors_of(logic_);
    layer_of_ = first_tensors(logic_, tensors);
    plan_.layers.resize(tensors.size());
    exports_.resize(tensors.size());
    for (std::size_t i = 0; i < tensors.size(); ++i) plan_.layers[i].name = tensors[i]->name;
    const auto operations = logic_.operations();
    for (std::size_t i = 0; i < operations.size(); ++i) add_operation(operations[i], schedule_.stages[i]);
    for (const NamedTensor& output : logic_.outputs()) {
      for (const Use& use : output.elements) {
        if (has_signal_[use.value]) export_value({use.value, schedule_.stage_count - 1});
      }
    }
    for (std::size_t i = 0; i < tensors.size(); ++i)
      plan_.layers[i].exports.assign(exports_[i].begin(), exports_[i].end());
    plan_.from_ports.assign(from_ports_.begin(), from_ports_.end());
    std::erase_if(plan_.layers, [](const Layer& layer) { return layer.operations.empty(); });
    return std::move(plan_);
  }

 private:
  bool is_input(ValueId value) const { return logic_.definition(value).opcode == Opcode::kInput; }

  void add_operation(const Operation& operation, std::uint32_t stage) {
    if (operation.opcode == Opcode::kInput || !has_signal_[operation.first_result]) return;
    const std::uint32_t own = layer_of_[operation.first_result];
    plan_.layers[own].operations.push_back(&operation);
    for (const Use& use : logic_.operands(operation)) {
      if (!has_signal_[use.value] || (!is_input(use.value) && layer_of_[use.value] == own)) continue;
      const StagedValue staged{use.value, stage};
      export_value(staged);
      if (imported_.emplace(own, staged).second) plan_.layers[own].imports.push_back(staged);
    }
  }

  void export_value(const StagedValue& staged) {
    (is_input(staged.value) ? from_ports_ : exports_[layer_of_[staged.value]]).insert(staged);
  }

  const CombLogic& logic_;
  const Schedule& schedule_;
  const std::vector<bool>& has_signal_;
  std::vector<std::uint32_t> layer_of_;
  std::vector<std::set<StagedValue>> exports_;
  std::set<StagedValue> from_ports_;
  std::set<std::pair<std::uint32_t, StagedValue>> imported_;
  LayerPlan plan_;
};

}  // namespace

LayerPlan plan_layers(const CombLogic& logic, const Schedule& schedule, const std::vector<bool>& has_signal) {
  if (logic.named_tensors().empty()) return {};
  return Planner(logic, schedule, has_signal).run();
}

std::vector<std::string> names_in_layers(const CombLogic& logic, const LayerPlan& plan) {
  std::vector<std::string> names(logic.value_count());
  const std::vector<const NamedTensor*> tensors = tensors_of(logic);
  std::size_t next = 0;
  for (const Layer& layer : plan.layers) {
    while (tensors[next]->name != layer.name) ++next;
    const NamedTensor& tensor = *tensors[next++];
    std::set<ValueId> own;
    for (const Operation* operation : layer.operations) own.insert(operation->first_result);
    for (std::size_t i = 0; i < tensor.elements.size(); ++i) {
      const Use& use = tensor.elements[i];
      if (use.value == kNoValue || use.negate || !own.contains(use.value) || !names[use.value].empty()) continue;
      names[use.value] = tensor.elements.size() == 1 ? "y" : "y_" + std::to_string(i);
    }
    std::size_t count = 0;
    for (const Operation* operation : layer.operations) {
      std::string& name = names[operation->first_result];
      if (name.empty()) name = "v" + std::to_string(count++);
    }
  }
  return names;
}

}  // namespace wirefold
