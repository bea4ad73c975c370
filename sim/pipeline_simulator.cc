// SPDX-License-Identifier: Apache-2.0
#include "wirefold/sim/pipeline_simulator.h"

#include "wirefold/ir/error.h"
#include "wirefold/ir/semantics.h"

namespace wirefold {

PipelineSimulator::PipelineSimulator(const CombLogic& logic, const Schedule& schedule)
    : logic_(logic), schedule_(schedule), computed_(logic.value_count()), registers_(logic.value_count()) {
  const std::vector<std::string> broken = violations(logic, schedule);
  if (!broken.empty()) throw InternalError("a schedule that is not legal: " + broken.front());
  last_stages_ = last_stages(logic, schedule);
  for (ValueId value = 0; value < logic.value_count(); ++value) {
    const std::uint32_t made = schedule.stages[logic.definition_index(value)];
    if (last_stages_[value] > made) registers_[value].resize(last_stages_[value] - made);
    if (is_constant(value)) computed_[value] = logic.interval(value).low_value();
  }
  for (const NamedTensor& input : logic.inputs()) ports_.resize(ports_.size() + input.elements.size());
  for (const NamedTensor& output : logic.outputs()) results_.resize(results_.size() + output.elements.size());
  input_registers_.resize(schedule.input_register ? ports_.size() : 0);
  output_registers_.resize(schedule.output_register ? results_.size() : 0);
}

bool PipelineSimulator::is_constant(ValueId value) const { return logic_.interval(value).is_point(); }

const std::optional<Dyadic>& PipelineSimulator::at(ValueId value, std::uint32_t stage) const {
  const std::uint32_t made = schedule_.stages[logic_.definition_index(value)];
  if (is_constant(value) || stage == made) return computed_[value];
  return registers_[value][stage - made - 1];
}

std::span<const std::optional<Dyadic>> PipelineSimulator::cycle(std::span<const Dyadic> inputs) {
  check_internal(inputs.size() == ports_.size(), "a sample of the wrong size");
  std::size_t place = 0;
  for (const NamedTensor& input : logic_.inputs()) {
    for (const Use& use : input.elements) {
      ports_[place] = read_input(inputs[place], logic_.input_format(logic_.definition(use.value)));
      if (!is_constant(use.value)) computed_[use.value] = (schedule_.input_register ? input_registers_ : ports_)[place];
      ++place;
    }
  }
  evaluate_stages();
  place = 0;
  for (const NamedTensor& output : logic_.outputs()) {
    for (const Use& use : output.elements) {
      const Known& value = at(use.value, schedule_.stage_count - 1);
      results_[place++] = value ? Known(apply_use(use, *value)) : std::nullopt;
    }
  }
  outputs_ = schedule_.output_register ? output_registers_ : results_;
  clock_edge();
  return outputs_;
}

void PipelineSimulator::evaluate_stages() {
  std::vector<Dyadic> operands;
  std::vector<Dyadic> results;
  for (std::size_t i = 0; i < logic_.operations().size(); ++i) {
    const Operation& operation = logic_.operations()[i];
    if (operation.opcode == Opcode::kInput) continue;
    operands.clear();
    for (const Use& use : logic_.operands(operation)) {
      const Known& value = at(use.value, schedule_.stages[i]);
      if (value) operands.push_back(apply_use(use, *value));
    }
    const bool is_known = operands.size() == operation.operand_count;
    results.clear();
    if (is_known) evaluate(logic_, operation, operands, results);
    for (std::uint32_t r = 0; r < operation.result_count; ++r) {
      const ValueId value = operation.first_result + r;
      if (!is_constant(value)) computed_[value] = is_known ? Known(results[r]) : std::nullopt;
    }
  }
}

void PipelineSimulator::clock_edge() {
  for (ValueId value = 0; value < logic_.value_count(); ++value) {
    std::vector<Known>& chain = registers_[value];
    for (std::size_t i = chain.size(); i-- > 0;) chain[i] = i == 0 ? computed_[value] : chain[i - 1];
  }
  if (schedule_.input_register) input_registers_ = ports_;
  if (schedule_.output_register) output_registers_ = results_;
}

std::vector<PipelineRegister> PipelineSimulator::registers() const {
  std::vector<PipelineRegister> all;
  if (schedule_.input_register) {
    auto next = input_registers_.begin();
    for (const NamedTensor& input : logic_.inputs()) {
      for (const Use& use : input.elements) all.push_back({PipelineRegister::Place::input, 0, use, *next++});
    }
  }
  for (std::uint32_t stage = 1; stage < schedule_.stage_count; ++stage) {
    for (ValueId value = 0; value < logic_.value_count(); ++value) {
      const std::uint32_t made = schedule_.stages[logic_.definition_index(value)];
      if (stage <= made || stage > last_stages_[value]) continue;
      all.push_back({PipelineRegister::Place::between_stages, stage, {value}, registers_[value][stage - made - 1]});
    }
  }
  if (schedule_.output_register) {
    auto next = output_registers_.begin();
    for (const NamedTensor& output : logic_.outputs()) {
      for (const Use& use : output.elements) {
        all.push_back({PipelineRegister::Place::output, schedule_.stage_count - 1, use, *next++});
      }
    }
  }
  return all;
}

}  // namespace wirefold
