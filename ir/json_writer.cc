// SPDX-License-Identifier: Apache-2.0
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "wirefold/ir/json.h"

namespace wirefold {
namespace {

using nlohmann::json;

template <class Items, class ToText>
std::string list(const Items& items, ToText to_text) {
  std::string text = "[";
  for (const auto& item : items) {
    if (text.size() > 1) text += ", ";
    text += to_text(item);
  }
  return text + "]";
}

std::string hex(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (const char byte : bytes) {
    const auto value = static_cast<unsigned char>(byte);
    text += kDigits[value / 16];
    text += kDigits[value % 16];
  }
  return text;
}

std::string text_of(std::string_view name) {
  try {
    return json(name).dump();
  } catch (const json::type_error&) {  // not UTF-8, which JSON cannot hold
    return "{\"hex\": \"" + hex(name) + "\"}";
  }
}

std::string text_of(const Integer& value) {
  constexpr unsigned kExactBits = 53;  // what every reader of JSON keeps
  const std::string digits = value.to_string();
  return value.bit_length() <= kExactBits ? digits : "\"" + digits + "\"";
}

std::string text_of(const Dyadic& value) {
  if (value.exponent() == 0) return text_of(value.mantissa());
  return "[" + text_of(value.mantissa()) + ", " + std::to_string(value.exponent()) + "]";
}

std::string text_of(const Interval& interval) {
  return "[" + text_of(interval.low) + ", " + text_of(interval.high) + ", " + std::to_string(interval.exponent) + "]";
}

const char* text_of(bool value) { return value ? "true" : "false"; }

std::string text_of(const Format& format) {
  return std::string("[") + text_of(format.is_signed) + ", " + std::to_string(format.integer_bits) + ", " +
         std::to_string(format.fraction_bits) + "]";
}

std::string text_of(const Use& use) {
  if (use.value == kNoValue) return "null";
  const std::string value = std::to_string(use.value);
  if (use == Use{use.value}) return value;
  return "[" + value + ", " + std::to_string(use.shift) + ", " + text_of(use.negate) + "]";
}

std::string uses_text(std::span<const Use> uses) {
  return list(uses, [](const Use& use) { return text_of(use); });
}

std::string text_of(const Shape& shape) {
  return list(shape, [](std::int64_t extent) { return std::to_string(extent); });
}

std::string rows_text(const Matrix& matrix) {
  std::string text = "[";
  for (std::size_t row = 0; row < matrix.rows; ++row) {
    const std::span<const Dyadic> entries(matrix.entries.data() + row * matrix.columns, matrix.columns);
    text += (row == 0 ? "" : ", ") + list(entries, [](const Dyadic& entry) { return text_of(entry); });
  }
  return text + "]";
}

std::string text_of(const TablePointer& table) {
  return "{\"index\": " + text_of(table->index()) + ", \"exponent\": " + std::to_string(table->exponent()) +
         ", \"entries\": " + list(table->entries(), [](const Integer& entry) { return text_of(entry); }) + "}";
}

std::string fields(const Quantizer& quantizer) {
  return "\"format\": " + text_of(quantizer.format) + ", \"rounding\": \"" +
         std::string(to_string(quantizer.rounding)) + "\", \"overflow\": \"" +
         std::string(to_string(quantizer.overflow)) + "\", \"divisor\": " + text_of(quantizer.divisor);
}

// The members of an operation that only its opcode has.
std::string fields(const CombLogic& logic, const Operation& operation) {
  switch (operation.opcode) {
    case Opcode::kInput:
      return ", \"format\": " + text_of(logic.input_format(operation));
    case Opcode::kConstant:
    case Opcode::kLessThan:
    case Opcode::kEqual:
      return ", \"constant\": " + text_of(logic.constant(operation));
    case Opcode::kLinear:
      return ", \"matrix\": " + rows_text(logic.matrix(operation));
    case Opcode::kQuantize:
      return ", " + fields(logic.quantizer(operation));
    case Opcode::kRelu:
      return logic.relu_format(operation) == nullptr ? "" : ", \"format\": " + text_of(*logic.relu_format(operation));
    case Opcode::kLookup:
      return ", \"table\": " + std::to_string(operation.attribute);
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

// The files and lines of a program, numbered in the order of their first operation.
class LocationTable {
 public:
  explicit LocationTable(const CombLogic& logic) {
    for (const Operation& operation : logic.operations()) {
      const Location& location = logic.location(operation);
      if (location.line == 0) continue;
      if (indices_.try_emplace({location.file, location.line}, indices_.size()).second) locations_.push_back(location);
    }
  }
  std::string text() const {
    return list(locations_, [](const Location& location) {
      return "[" + text_of(std::string_view(location.file)) + ", " + std::to_string(location.line) + "]";
    });
  }
  std::size_t index(const Location& location) const { return indices_.at({location.file, location.line}); }

 private:
  std::map<std::pair<std::string, int>, std::size_t> indices_;
  std::vector<Location> locations_;
};

std::string operation_text(const CombLogic& logic, const Operation& operation, const LocationTable& locations) {
  std::string text = "{\"op\": \"" + std::string(info(operation.opcode).name) + "\"";
  if (operation.operand_count > 0) text += ", \"operands\": " + uses_text(logic.operands(operation));
  text += fields(logic, operation) + ", \"intervals\": [";
  for (std::uint32_t i = 0; i < operation.result_count; ++i) {
    text += (i == 0 ? "" : ", ") + text_of(logic.interval(operation.first_result + i));
  }
  text += "]";
  const Location& location = logic.location(operation);
  if (location.line != 0) text += ", \"at\": " + std::to_string(locations.index(location));
  return text + "}";
}

std::string head_text(const NamedTensor& tensor) {
  return "{\"name\": " + text_of(std::string_view(tensor.name)) + ", \"shape\": " + text_of(tensor.shape);
}

std::string tensor_text(const NamedTensor& tensor) {
  std::string text = head_text(tensor) + ", \"elements\": " + uses_text(tensor.elements);
  if (!tensor.ends.empty()) {
    text += ", \"ends\": " + list(tensor.ends, [](ValueId value) { return std::to_string(value); });
  }
  return text + "}";
}

std::string schedule_text(const Schedule& schedule) {
  return "{\"stage_count\": " + std::to_string(schedule.stage_count) +
         ", \"stages\": " + list(schedule.stages, [](std::uint32_t stage) { return std::to_string(stage); }) +
         ", \"input_register\": " + text_of(schedule.input_register) +
         ", \"output_register\": " + text_of(schedule.output_register) + "}";
}

}  // namespace

std::string print_json(const CombLogic& logic, const Schedule* schedule) {
  const LocationTable locations(logic);
  std::string text =
      "{\"schema\": \"wirefold program\", \"version\": 1, \"name\": " + text_of(std::string_view(logic.name())) + ",\n";
  text += "\"locations\": " + locations.text() + ",\n";
  text +=
      "\"inputs\": " + list(logic.inputs(), [](const NamedTensor& input) { return head_text(input) + "}"; }) + ",\n";
  text += "\"tables\": " + list(logic.tables(), [](const TablePointer& table) { return text_of(table); }) + ",\n";
  text += "\"operations\": [";
  const char* separator = "\n";
  for (const Operation& operation : logic.operations()) {
    text += separator + operation_text(logic, operation, locations);
    separator = ",\n";
  }
  text += "\n],\n\"tensors\": " + list(logic.named_tensors(), tensor_text);
  text += ",\n\"outputs\": " + list(logic.outputs(), tensor_text);
  if (schedule != nullptr) text += ",\n\"schedule\": " + schedule_text(*schedule);
  return text + "}\n";
}

}  // namespace wirefold
