// SPDX-License-Identifier: Apache-2.0
#include "wirefold/ir/schedule.h"

#include <algorithm>

namespace wirefold {
namespace {

std::uint64_t width_bits(const CombLogic& logic, ValueId value) {
  return static_cast<std::uint64_t>(std::max(logic.format(value).width(), 0));
}

bool is_constant(const CombLogic& logic, ValueId value) {
  return logic.definition(value).opcode == Opcode::kConstant || logic.interval(value).is_point();
}

}  // namespace

Schedule combinational_schedule(const CombLogic& logic) {
  return {.stage_count = 1, .stages = std::vector<std::uint32_t>(logic.operations().size(), 0)};
}

std::vector<std::uint32_t> last_stages(const CombLogic& logic, const Schedule& schedule) {
  std::vector<std::uint32_t> last(logic.value_count(), 0);
  const auto operations = logic.operations();
  for (std::size_t i = 0; i < operations.size(); ++i) {
    const std::uint32_t stage = schedule.stages[i];
    for (std::uint32_t r = 0; r < operations[i].result_count; ++r) last[operations[i].first_result + r] = stage;
    for (const Use& use : logic.operands(operations[i])) last[use.value] = std::max(last[use.value], stage);
  }
  for (const NamedTensor& output : logic.outputs()) {
    for (const Use& use : output.elements) last[use.value] = schedule.stage_count - 1;
  }
  for (ValueId value = 0; value < logic.value_count(); ++value) {
    if (is_constant(logic, value)) last[value] = 0;
  }
  return last;
}

RegisterBits register_bits(const CombLogic& logic, const Schedule& schedule) {
  RegisterBits bits;
  const std::vector<std::uint32_t> last = last_stages(logic, schedule);
  for (ValueId value = 0; value < logic.value_count(); ++value) {
    const std::uint32_t made = schedule.stages[logic.definition_index(value)];
    if (last[value] > made) bits.between_stages += width_bits(logic, value) * (last[value] - made);
  }
  if (schedule.input_register) {
    for (const Operation& operation : logic.operations()) {
      if (operation.opcode == Opcode::kInput) {
        bits.input += static_cast<std::uint64_t>(std::max(logic.input_format(operation).width(), 0));
      }
    }
  }
  if (schedule.output_register) {
    for (const NamedTensor& output : logic.outputs()) {
      for (const Use& use : output.elements) {
        bits.output += static_cast<std::uint64_t>(std::max(logic.format(use).width(), 0));
      }
    }
  }
  return bits;
}

std::vector<std::uint64_t> border_bits(const CombLogic& logic, const Schedule& schedule) {
  std::vector<std::uint64_t> bits(schedule.stage_count - 1, 0);
  for (const DelayLine& line : delay_lines(logic, schedule)) {
    for (std::uint32_t rank = 0; rank < line.ranks; ++rank)
      bits[line.first_stage + rank] += width_bits(logic, line.value);
  }
  return bits;
}

std::vector<DelayLine> delay_lines(const CombLogic& logic, const Schedule& schedule) {
  const auto operations = logic.operations();
  std::vector<std::vector<std::uint32_t>> readers(logic.value_count());  // their stages
  for (std::size_t i = 0; i < operations.size(); ++i) {
    for (const Use& use : logic.operands(operations[i])) readers[use.value].push_back(schedule.stages[i]);
  }
  for (const NamedTensor& output : logic.outputs()) {
    for (const Use& use : output.elements) readers[use.value].push_back(schedule.stage_count - 1);
  }
  std::vector<DelayLine> lines;
  for (ValueId value = 0; value < logic.value_count(); ++value) {
    if (is_constant(logic, value)) continue;
    std::sort(readers[value].begin(), readers[value].end());
    std::uint32_t stage = schedule.stages[logic.definition_index(value)];
    for (const std::uint32_t reader : readers[value]) {
      if (reader <= stage) continue;
      lines.push_back({value, stage, reader - stage});
      stage = reader;
    }
  }
  return lines;
}

namespace {

// When each operation ends within its stage.
std::vector<std::int64_t> ends(const CombLogic& logic, const Schedule& schedule, std::span<const std::int64_t> delays) {
  const auto operations = logic.operations();
  std::vector<std::int64_t> ready(operations.size(), 0);
  for (std::size_t i = 0; i < operations.size(); ++i) {
    for (const Use& use : logic.operands(operations[i])) {
      if (is_constant(logic, use.value)) continue;
      const std::size_t operand = logic.definition_index(use.value);
      if (schedule.stages[operand] == schedule.stages[i]) ready[i] = std::max(ready[i], ready[operand]);
    }
    ready[i] += delays[i];
  }
  return ready;
}

}  // namespace

std::vector<std::int64_t> stage_delays(const CombLogic& logic, const Schedule& schedule,
                                       std::span<const std::int64_t> delays) {
  std::vector<std::int64_t> longest(schedule.stage_count, 0);
  const std::vector<std::int64_t> ready = ends(logic, schedule, delays);
  for (std::size_t i = 0; i < ready.size(); ++i) {
    longest[schedule.stages[i]] = std::max(longest[schedule.stages[i]], ready[i]);
  }
  return longest;
}

std::vector<std::string> violations(const CombLogic& logic, const Schedule& schedule) {
  const auto operations = logic.operations();
  if (schedule.stages.size() != operations.size()) return {"the schedule is not of this program"};
  std::vector<std::string> found;
  if (schedule.stage_count == 0) found.push_back("a schedule of no stages");
  for (std::size_t i = 0; i < operations.size(); ++i) {
    const std::string name = "operation " + std::to_string(i) + " in stage " + std::to_string(schedule.stages[i]);
    if (schedule.stages[i] >= schedule.stage_count) {
      found.push_back(name + " of " + std::to_string(schedule.stage_count) + " stages");
    }
    if (operations[i].opcode == Opcode::kInput && schedule.stages[i] != 0) found.push_back(name + " reads an input");
    for (const Use& use : logic.operands(operations[i])) {
      if (is_constant(logic, use.value)) continue;
      if (schedule.stages[logic.definition_index(use.value)] > schedule.stages[i]) {
        found.push_back(name + " uses %" + std::to_string(use.value) + " of a later stage");
      }
    }
  }
  return found;
}

std::vector<std::string> violations(const CombLogic& logic, const Schedule& schedule,
                                    std::span<const std::int64_t> delays, std::int64_t longest_stage) {
  std::vector<std::string> found = violations(logic, schedule);
  if (!found.empty()) return found;
  if (delays.size() != logic.operations().size()) return {"the delays are not of this program"};
  const std::vector<std::int64_t> ready = ends(logic, schedule, delays);
  for (std::size_t i = 0; i < ready.size(); ++i) {
    if (ready[i] <= longest_stage) continue;
    found.push_back("operation " + std::to_string(i) + " in stage " + std::to_string(schedule.stages[i]) + " ends at " +
                    std::to_string(ready[i]) + " of " + std::to_string(longest_stage));
  }
  return found;
}

}  // namespace wirefold
