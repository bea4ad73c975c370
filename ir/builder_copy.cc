// SPDX-License-Identifier: Apache-2.0
// Copies of operations of other programs.
#include "wirefold/ir/builder.h"
#include "wirefold/ir/error.h"

namespace wirefold {

// True where every operand has the shift, the sign and the range of the one whose place it takes.
bool Builder::has_ranges_of(const CombLogic& from, const Operation& operation, std::span<const Use> operands) const {
  const auto replaced = from.operands(operation);
  for (std::size_t i = 0; i < operands.size(); ++i) {
    check_internal(operands[i].value < graph_.value_count(), "an operand is not a value of this program");
    if (operands[i].shift != replaced[i].shift || operands[i].negate != replaced[i].negate ||
        graph_.interval(operands[i].value) != from.interval(replaced[i].value)) {
      return false;
    }
  }
  return true;
}

// The operation's own field, as an attribute of this program.
std::size_t Builder::copied_attribute(const CombLogic& from, const Operation& operation) {
  const auto appended = [](auto& list, const auto& element) {
    list.push_back(element);
    return list.size() - 1;
  };
  switch (operation.opcode) {
    case Opcode::kInput:
      return appended(graph_.formats_, from.input_format(operation));
    case Opcode::kConstant:
    case Opcode::kLessThan:
    case Opcode::kEqual:
      return appended(graph_.constants_, from.constant(operation));
    case Opcode::kLinear:
      return appended(graph_.matrices_, from.matrix(operation));
    case Opcode::kQuantize:
      return appended(graph_.quantizers_, from.quantizer(operation));
    case Opcode::kRelu:
      return from.relu_format(operation) == nullptr ? 0 : appended(graph_.formats_, *from.relu_format(operation)) + 1;
    case Opcode::kLookup:
      return intern(from.tables()[operation.attribute]);
    case Opcode::kSum:
    case Opcode::kMultiply:
    case Opcode::kMaximum:
    case Opcode::kMinimum:
    case Opcode::kSelect:
    case Opcode::kAnd:
    case Opcode::kOr:
    case Opcode::kXor:
      break;
  }
  return 0;
}

// Of operands with the ranges that they had, the results have the ranges that were derived there.
ValueId Builder::append_same(const CombLogic& from, const Operation& operation, std::span<const Use> operands) {
  const auto attribute = static_cast<std::uint32_t>(copied_attribute(from, operation));
  const std::span intervals(&from.interval(operation.first_result), operation.result_count);
  return append_checked({.opcode = operation.opcode, .attribute = attribute}, operands, intervals,
                        from.location(operation));
}

ValueId Builder::copy(const CombLogic& from, const Operation& operation, std::span<const Use> operands) {
  if (!is_affine() && operation.opcode != Opcode::kInput && has_ranges_of(from, operation, operands)) {
    return append_same(from, operation, operands);
  }
  const Location& at = from.location(operation);
  const auto copied = [&]() -> ValueId {
    switch (operation.opcode) {
      case Opcode::kInput:
        return input(from.input_format(operation), at);
      case Opcode::kConstant:
        return constant(from.constant(operation), at);
      case Opcode::kLinear:
        return linear({operands.begin(), operands.end()}, from.matrix(operation), at);
      case Opcode::kSum:
        return sum(operands, at);
      case Opcode::kMultiply:
        return multiply(operands[0], operands[1], at);
      case Opcode::kQuantize:
        return quantize(operands[0], from.quantizer(operation), at);
      case Opcode::kRelu:
        return relu_as(operands[0], from.relu_format(operation), at);
      case Opcode::kMaximum:
      case Opcode::kMinimum:
        return extremum(operation.opcode, operands, at);
      case Opcode::kSelect:
        return select(operands[0], operands[1], operands[2], at);
      case Opcode::kLessThan:
        return less_than(operands[0], from.constant(operation), at);
      case Opcode::kEqual:
        return equal(operands[0], from.constant(operation), at);
      case Opcode::kAnd:
      case Opcode::kOr:
      case Opcode::kXor:
        return bitwise(operation.opcode, operands, at);
      case Opcode::kLookup:
        return lookup(operands[0], from.tables()[operation.attribute], at);
    }
    throw InternalError("an opcode that is not in the list");
  }();
  for (std::uint32_t i = 0; i < operation.result_count; ++i) {
    narrow(copied + i, from.interval(operation.first_result + i));
  }
  return copied;
}

void Builder::reserve(const CombLogic& from) {
  graph_.operations_.reserve(from.operations_.size());
  graph_.uses_.reserve(from.uses_.size());
  graph_.intervals_.reserve(from.value_count());
  graph_.definitions_.reserve(from.value_count());
  if (is_affine()) forms_.reserve(from.value_count());
}

}  // namespace wirefold
