// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/rtl/operations.h"

#include <map>

#include "wirefold/ir/error.h"

namespace wirefold::rtl {

Operand operand_of(const CombLogic& logic, const std::vector<Carrier>& carriers, const Use& use) {
  const Interval& interval = logic.interval(use.value);
  const Format format = interval.format();
  Operand result;
  result.grid = interval.exponent + use.shift;
  result.negate = use.negate;
  if (interval.is_point()) {
    result.is_constant = true;
    result.constant = interval.low;
  } else {
    result.carrier = carriers[use.value];
    result.width_bits = static_cast<unsigned>(format.width());
    result.is_signed = format.is_signed;
  }
  return result;
}

Window window_of(const CombLogic& logic, ValueId value) {
  return {logic.interval(value).exponent, static_cast<unsigned>(logic.format(value).width())};
}

Window entry_window(const Table& table) {
  const Interval range = table.range(Interval::of(table.index()));
  return {range.exponent, static_cast<unsigned>(range.format().width())};
}

bool has_negative_entry(const Table& table) { return table.range(Interval::of(table.index())).low.is_negative(); }

Integer most_frequent_entry(const Table& table) {
  std::map<Integer, std::size_t> counts;
  for (const Integer& entry : table.entries()) ++counts[entry];
  auto best = counts.begin();
  for (auto candidate = counts.begin(); candidate != counts.end(); ++candidate) {
    if (candidate->second > best->second) best = candidate;
  }
  return best->first;
}

std::string operation_text(const CombLogic& logic, const Operation& operation, const std::vector<Carrier>& carriers,
                           const std::vector<std::string>& table_names, ExpressionWriter& expressions) {
  std::vector<Operand> operands;
  for (const Use& use : logic.operands(operation)) operands.push_back(operand_of(logic, carriers, use));
  const bool is_lookup = operation.opcode == Opcode::kLookup;
  return operation_text(logic, operation, operands, is_lookup ? table_names[operation.attribute] : "", expressions);
}

std::string operation_text(const CombLogic& logic, const Operation& operation, std::span<const Operand> operands,
                           const std::string& table_name, ExpressionWriter& expressions) {
  const Window window = window_of(logic, operation.first_result);
  switch (operation.opcode) {
    case Opcode::kSum:
      return expressions.sum(operands, window);
    case Opcode::kMultiply:
      return expressions.multiply(operands[0], operands[1], window);
    case Opcode::kQuantize:
      check_internal(logic.quantizer(operation).is_bit_drop(), "a quantizer that does more than drop bits");
      return expressions.drop_bits(operands[0], logic.quantizer(operation).format, window);
    case Opcode::kRelu:
      return expressions.relu(operands[0], logic.relu_format(operation), window);
    case Opcode::kSelect:
      return expressions.select(operands[0], operands[1], operands[2], window);
    case Opcode::kLessThan:
      check_internal(window.grid == 0 && window.width_bits == 1, "a comparison that is not one bit");
      return expressions.less_than(operands[0], logic.constant(operation));
    case Opcode::kEqual:
      check_internal(window.grid == 0 && window.width_bits == 1, "a comparison that is not one bit");
      return expressions.equal(operands[0], logic.constant(operation));
    case Opcode::kAnd:
    case Opcode::kOr:
    case Opcode::kXor:
      return expressions.bitwise(operation.opcode, operands[0], operands[1], window);
    case Opcode::kLookup: {
      const Table& table = logic.table(operation);
      return expressions.lookup(table_name, operands[0], table.index(), entry_window(table), has_negative_entry(table),
                                window);
    }
    case Opcode::kInput:
    case Opcode::kConstant:
    case Opcode::kLinear:
    case Opcode::kMaximum:
    case Opcode::kMinimum:
      break;
  }
  throw InternalError("an operation that a lowered program does not hold, or holds no signal for");
}

}  // namespace wirefold::rtl
