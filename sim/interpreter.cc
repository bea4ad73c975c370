// SPDX-License-Identifier: Apache-2.0
#include "wirefold/sim/interpreter.h"

#include "wirefold/ir/error.h"
#include "wirefold/ir/semantics.h"

namespace wirefold {
namespace {

void check_interval(const CombLogic& logic, ValueId value, const Dyadic& number) {
  if (logic.interval(value).contains(number)) [[likely]]
    return;
  const Operation& operation = logic.definition(value);
  throw InternalError("%" + std::to_string(value) + " (" + std::string(info(operation.opcode).name) + ", " +
                      to_string(logic.location(operation)) + ") is " + number.to_string() + ", outside its interval " +
                      to_string(logic.interval(value)));
}

}  // namespace

Interpreter::Interpreter(const CombLogic& logic) : logic_(logic), values_(logic.value_count()) {
  for (const NamedTensor& input : logic.inputs()) input_size_ += input.elements.size();
  for (const NamedTensor& output : logic.outputs()) output_size_ += output.elements.size();
}

std::span<const Dyadic> Interpreter::run(std::span<const Dyadic> inputs) {
  check_internal(inputs.size() == input_size_, "a sample of the wrong size");
  auto next = inputs.begin();
  for (const NamedTensor& input : logic_.inputs()) {
    for (const Use& use : input.elements) {
      values_[use.value] = read_input(*next++, logic_.input_format(logic_.definition(use.value)));
      check_interval(logic_, use.value, values_[use.value]);
    }
  }
  for (const Operation& operation : logic_.operations()) {
    if (operation.opcode == Opcode::kInput) continue;
    operands_.clear();
    for (const Use& use : logic_.operands(operation)) operands_.push_back(apply_use(use, values_[use.value]));
    results_.clear();
    evaluate(logic_, operation, operands_, results_);
    for (std::uint32_t i = 0; i < operation.result_count; ++i) {
      check_interval(logic_, operation.first_result + i, results_[i]);
      values_[operation.first_result + i] = std::move(results_[i]);
    }
  }
  outputs_.clear();
  for (const NamedTensor& output : logic_.outputs()) {
    for (const Use& use : output.elements) outputs_.push_back(value(use));
  }
  return outputs_;
}

Dyadic Interpreter::value(const Use& use) const { return apply_use(use, values_[use.value]); }

}  // namespace wirefold
