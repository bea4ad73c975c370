// SPDX-License-Identifier: Apache-2.0
#include "wirefold/ir/text.h"

namespace wirefold {
namespace {

std::string quoted(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\' || c == '\n') result += '\\';
    result += c == '\n' ? 'n' : c;
  }
  return result + "\"";
}

std::string text_of(const Use& use) {
  if (use.value == kNoValue) return "removed";
  std::string text = (use.negate ? "-%" : "%") + std::to_string(use.value);
  if (use.shift > 0) text += " << " + std::to_string(use.shift);
  if (use.shift < 0) text += " >> " + std::to_string(-use.shift);
  return text;
}

template <class Items, class ToText>
std::string joined(const Items& items, ToText to_text) {
  std::string text;
  for (const auto& item : items) {
    if (!text.empty()) text += ", ";
    text += to_text(item);
  }
  return text;
}

std::string at(const CombLogic& logic, const Operation& operation) {
  const Location& location = logic.location(operation);
  return location.line == 0 ? "" : "  @ " + to_string(location);
}

std::string matrix_text(const Matrix& matrix) {
  return "matrix " + std::to_string(matrix.rows) + "x" + std::to_string(matrix.columns) + " [" +
         joined(matrix.entries, [](const Dyadic& entry) { return entry.to_string(); }) + "]";
}

std::string quantizer_text(const Quantizer& quantizer) {
  std::string text;
  if (quantizer.divisor != Integer(1)) text += "/ " + quantizer.divisor.to_string() + " ";
  return text + "to " + to_string(quantizer.format) + " " + std::string(to_string(quantizer.rounding)) + " " +
         std::string(to_string(quantizer.overflow));
}

// What stands behind the operands: the fields of the operation.
std::string fields(const CombLogic& logic, const Operation& operation) {
  switch (operation.opcode) {
    case Opcode::kConstant:
      return " " + logic.constant(operation).to_string();
    case Opcode::kLinear:
      return " " + matrix_text(logic.matrix(operation));
    case Opcode::kQuantize:
      return " " + quantizer_text(logic.quantizer(operation));
    case Opcode::kRelu:
      return logic.relu_format(operation) == nullptr ? "" : " to " + to_string(*logic.relu_format(operation));
    case Opcode::kLookup:
      return " table " + std::to_string(operation.attribute);
    case Opcode::kLessThan:
    case Opcode::kEqual:
      return ", " + logic.constant(operation).to_string();
    case Opcode::kInput:
    case Opcode::kSum:
    case Opcode::kMultiply:
    case Opcode::kMaximum:
    case Opcode::kMinimum:
    case Opcode::kSelect:
    case Opcode::kAnd:
    case Opcode::kOr:
    case Opcode::kXor:
      return "";
  }
  return "";
}

void print_operation(const CombLogic& logic, const Operation& operation, std::string& text) {
  for (std::uint32_t i = 0; i < operation.result_count; ++i) {
    text += (i == 0 ? "%" : ", %") + std::to_string(operation.first_result + i);
  }
  text += " = ";
  text += info(operation.opcode).name;
  const bool has_list = info(operation.opcode).most_operands != 1 && operation.opcode != Opcode::kConstant;
  const std::string operands = joined(logic.operands(operation), text_of);
  if (!operands.empty()) text += has_list ? " (" + operands + ")" : " " + operands;
  text += fields(logic, operation);
  text += " : ";
  for (std::uint32_t i = 0; i < operation.result_count; ++i) {
    if (i != 0) text += ", ";
    text += to_string(logic.interval(operation.first_result + i));
  }
  text += at(logic, operation) + "\n";
}

void print_tensor(const char* kind, const NamedTensor& tensor, std::string& text) {
  text += std::string(kind) + " " + quoted(tensor.name) + " " + to_string(tensor.shape) + " " +
          joined(tensor.elements, text_of);
  if (!tensor.ends.empty()) {
    text += " ends " + joined(tensor.ends, [](ValueId value) { return text_of(Use{value}); });
  }
  text += "\n";
}

}  // namespace

std::string print(const CombLogic& logic) {
  std::string text = "wirefold 1 " + quoted(logic.name()) + "\n";
  for (const NamedTensor& input : logic.inputs()) {
    text += "input " + quoted(input.name) + " " + to_string(input.shape) + " ";
    text += joined(input.elements,
                   [&](const Use& use) { return to_string(logic.input_format(logic.definition(use.value))); });
    if (!input.elements.empty()) text += at(logic, logic.definition(input.elements.front().value));
    text += "\n";
  }
  for (std::size_t i = 0; i < logic.tables().size(); ++i) {
    const Table& table = *logic.tables()[i];
    text += "table " + std::to_string(i) + " " + to_string(table.index()) + " exponent " +
            std::to_string(table.exponent()) + " [" +
            joined(table.entries(), [](const Integer& entry) { return entry.to_string(); }) + "]\n";
  }
  for (const Operation& operation : logic.operations()) {
    if (operation.opcode != Opcode::kInput) print_operation(logic, operation, text);
  }
  for (const NamedTensor& tensor : logic.named_tensors()) print_tensor("tensor", tensor, text);
  for (const NamedTensor& output : logic.outputs()) print_tensor("output", output, text);
  return text;
}

}  // namespace wirefold
