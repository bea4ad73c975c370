// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <wirefold/ir/builder.h>
#include <wirefold/ir/schedule.h>

#include <vector>

/// The stages of a pipeline, each as a program of its own: its inputs "x" are the values that the registers before it
/// hold (of the first, all inputs), its outputs "y" those of the registers after it. Constants are in every stage.
inline std::vector<wirefold::CombLogic> stage_programs(const wirefold::CombLogic& logic,
                                                       const wirefold::Schedule& schedule) {
  namespace wf = wirefold;
  const std::vector<std::uint32_t> last = wf::last_stages(logic, schedule);
  const auto opcode = [&](wf::ValueId value) { return logic.definition(value).opcode; };
  const auto stage_of = [&](wf::ValueId value) { return schedule.stages[logic.definition_index(value)]; };
  std::vector<wf::CombLogic> programs;
  for (std::uint32_t stage = 0; stage < schedule.stage_count; ++stage) {
    std::vector<wf::ValueId> held;  // before the stage
    std::vector<wf::ValueId> kept;  // after it
    for (wf::ValueId value = 0; value < logic.value_count(); ++value) {
      if (opcode(value) == wf::Opcode::kConstant) continue;
      const bool is_first_input = stage == 0 && opcode(value) == wf::Opcode::kInput;
      if (is_first_input || (stage_of(value) < stage && last[value] >= stage)) held.push_back(value);
      if (stage_of(value) <= stage && last[value] > stage) kept.push_back(value);
    }
    wf::Builder builder(wf::RangeTracking::kIntervals);
    std::vector<wf::Use> now(logic.value_count());
    const auto mapped = [&](const wf::Use& use) { return wf::compose(now[use.value], use.shift, use.negate); };
    builder.begin_input("x", wf::Shape{held.size()});
    for (const wf::ValueId value : held) {
      now[value] = {builder.input(logic.format(value))};
      builder.narrow(now[value].value, logic.interval(value));
    }
    for (std::size_t i = 0; i < logic.operations().size(); ++i) {
      const wf::Operation& operation = logic.operations()[i];
      const bool is_constant = operation.opcode == wf::Opcode::kConstant;
      if (operation.opcode == wf::Opcode::kInput || (!is_constant && schedule.stages[i] != stage)) continue;
      std::vector<wf::Use> operands;
      for (const wf::Use& use : logic.operands(operation)) operands.push_back(mapped(use));
      now[operation.first_result] = {builder.copy(logic, operation, std::move(operands))};
    }
    std::vector<wf::Use> outputs;
    for (const wf::ValueId value : kept) outputs.push_back(now[value]);
    if (stage + 1 == schedule.stage_count) {
      for (const wf::NamedTensor& output : logic.outputs()) {
        for (const wf::Use& use : output.elements) outputs.push_back(mapped(use));
      }
    }
    builder.add_output({"y", wf::Shape{outputs.size()}, std::move(outputs)});
    programs.push_back(builder.finish());
  }
  return programs;
}
