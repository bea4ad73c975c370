// SPDX-License-Identifier: Apache-2.0
#include "wirefold/importers/alir.h"

#include <limits>

#include "wirefold/importers/alir_export.h"
#include "wirefold/importers/alir_import.h"
#include "wirefold/importers/alir_model.h"

namespace wirefold {
namespace {

constexpr std::int64_t kMaxInt64 = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kMinInt64 = std::numeric_limits<std::int64_t>::min();
constexpr std::string_view kRead = "parse_alir";

// One record [operands, opcode, data, range, latency, cost].
class Record {
 public:
  Record(const JsonValue& record, const AlirPlace& place)
      : record_(record), slots_(record[0]), data_(record[2]), place_(place) {
    record.expect_size(6);
  }

  AlirOperation operation() const {
    const JsonValue code = record_[1];
    switch (code.integer(kMinInt64, kMaxInt64)) {
      case -2:
        return made(AlirOpcode::kSum, {operand(0, 1, 0, true)});
      case -1:
        slots_.expect_size(0);
        return numbered(AlirOpcode::kInput, {}, place_.inputs);
      case 0:
        return made(AlirOpcode::kSum, {operand(0, 2), operand(1, 2, shift(0))});
      case 1:
        return made(AlirOpcode::kSum, {operand(0, 2), operand(1, 2, shift(0), true)});
      case 2:
        return made(AlirOpcode::kRelu, {operand(0, 1)});
      case 3:
        return made(AlirOpcode::kQuantize, {operand(0, 1, shift(0))});
      case 4:
        return made(AlirOpcode::kSum, {operand(0, 1)}, Dyadic(integer(0), -shift(1)));
      case 5:
        slots_.expect_size(0);
        return constant();
      case 6:
        return made(AlirOpcode::kSelect, {operand(2, 3), operand(0, 3), operand(1, 3, shift(0))});
      case 7:
        return made(AlirOpcode::kMultiply, {operand(0, 2), operand(1, 2)});
      case 8:
        return numbered(AlirOpcode::kLookup, {operand(0, 1)}, std::size_t{1} << 32U);
      case 9:
        return made(one_of(0, {AlirOpcode::kComplement, AlirOpcode::kAnyBit, AlirOpcode::kAllBits}), {operand(0, 1)});
      case 10:
        return made(one_of(1, {AlirOpcode::kAnd, AlirOpcode::kOr, AlirOpcode::kXor}),
                    {operand(0, 2), operand(1, 2, shift(0))});
      case 11:
        return made(AlirOpcode::kSum, terms());
      default:
        code.refuse("an opcode that ALIR 4 does not have");
    }
  }

 private:
  Use operand(std::size_t index, std::size_t count, int shift = 0, bool negate = false) const {
    slots_.expect_size(count);
    return compose(alir_slot_of(slots_[index], place_), shift, negate);
  }
  std::int64_t integer(std::size_t index) const { return data_[index].integer(kMinInt64, kMaxInt64); }
  int shift(std::size_t index) const { return alir_shift_of(data_[index]); }
  AlirOpcode one_of(std::size_t index, std::initializer_list<AlirOpcode> opcodes) const {
    return opcodes.begin()[data_[index].integer(0, static_cast<std::int64_t>(opcodes.size()) - 1)];
  }
  std::vector<Use> terms() const {
    if (slots_.size() < 2) slots_.refuse("a sum of fewer than two terms");
    data_.expect_size(2 * slots_.size());
    std::vector<Use> uses;
    for (std::size_t i = 0; i < slots_.size(); ++i) {
      uses.push_back(operand(i, slots_.size(), shift(2 * i + 1), data_[2 * i].integer(0, 1) == 0));
    }
    return uses;
  }

  AlirOperation made(AlirOpcode opcode, std::vector<Use> operands, const Dyadic& number = {}) const {
    AlirOperation result{.opcode = opcode, .operands = std::move(operands), .constant = number, .range = {}};
    result.range = alir_range_of(record_[3]);
    return result;
  }
  AlirOperation numbered(AlirOpcode opcode, std::vector<Use> operands, std::size_t count) const {
    AlirOperation result = made(opcode, std::move(operands));
    const std::int64_t number = data_[0].integer(0, kMaxInt64);
    if (static_cast<std::uint64_t>(number) >= count) data_[0].refuse(std::to_string(number) + " is out of range");
    result.number = static_cast<std::uint32_t>(number);
    return result;
  }
  AlirOperation constant() const {
    AlirOperation result = made(AlirOpcode::kConstant, {});
    if (integer(0) != 0 && result.range.is_zero()) record_[3].refuse("the range of another constant than its own");
    result.constant = Dyadic(integer(0), result.range.exponent);
    return result;
  }

  JsonValue record_;
  JsonValue slots_;
  JsonValue data_;
  AlirPlace place_;
};

std::string slot_text(const Use& use) { return std::to_string(use.value); }
std::string shift_text(const Use& use) { return std::to_string(use.shift); }

// "[operands],opcode,[data]" of what the exporter makes.
std::string body(const AlirOperation& operation) {
  const std::vector<Use>& x = operation.operands;
  switch (operation.opcode) {
    case AlirOpcode::kInput:
      return "[],-1,[" + std::to_string(operation.number) + "]";
    case AlirOpcode::kConstant:
      return "[],5,[" + operation.constant.on_grid(operation.range.exponent).to_string() + "]";
    case AlirOpcode::kSum:
      if (x.size() == 2) {
        return "[" + slot_text(x[0]) + "," + slot_text(x[1]) + "]," + (x[1].negate ? "1" : "0") + ",[" +
               shift_text(x[1]) + "]";
      }
      if (operation.constant.is_zero()) return "[" + slot_text(x[0]) + "],-2,[]";
      return "[" + slot_text(x[0]) + "],4,[" + operation.constant.mantissa().to_string() + "," +
             std::to_string(-operation.constant.exponent()) + "]";
    case AlirOpcode::kMultiply:
      return "[" + slot_text(x[0]) + "," + slot_text(x[1]) + "],7,[]";
    case AlirOpcode::kQuantize:
      return "[" + slot_text(x[0]) + "],3,[0]";
    case AlirOpcode::kRelu:
      return "[" + slot_text(x[0]) + "],2,[]";
    case AlirOpcode::kSelect:
      return "[" + slot_text(x[1]) + "," + slot_text(x[2]) + "," + slot_text(x[0]) + "],6,[" + shift_text(x[2]) + "]";
    case AlirOpcode::kLookup:
      return "[" + slot_text(x[0]) + "],8,[" + std::to_string(operation.number) + "]";
    case AlirOpcode::kComplement:
      return "[" + slot_text(x[0]) + "],9,[0]";
    case AlirOpcode::kAnyBit:
      return "[" + slot_text(x[0]) + "],9,[1]";
    case AlirOpcode::kAllBits:
      return "[" + slot_text(x[0]) + "],9,[2]";
    case AlirOpcode::kAnd:
    case AlirOpcode::kOr:
    case AlirOpcode::kXor:
      return "[" + slot_text(x[0]) + "," + slot_text(x[1]) + "],10,[" + shift_text(x[1]) + "," +
             std::to_string(static_cast<int>(operation.opcode) - static_cast<int>(AlirOpcode::kAnd)) + "]";
  }
  return "";
}

}  // namespace

CombLogic parse_alir(std::string_view text) {
  const JsonDocument document(kRead, text);
  const JsonValue root = document.root();
  const JsonValue meta = root.at("meta");
  if (meta.text() == "ALIRFSM") meta.refuse("a state machine; only combinational programs are read");
  if (meta.text() != "ALIRModel" && meta.text() != "DAISModel") meta.refuse("not a program of alkaid");
  const JsonValue version = root.at("spec_version");
  constexpr std::int64_t kVersion = 4;
  if (version.integer(0, kMaxInt64) != kVersion) {
    version.refuse("version " + std::to_string(version.integer(0, kMaxInt64)) +
                   " where 4 is expected; save it again with a newer alkaid");
  }
  const auto operation_of = [](const JsonValue& record, const AlirPlace& place) {
    return Record(record, place).operation();
  };
  return to_logic(alir_program_of(root.at("model"), operation_of), kRead);
}

std::string print_alir(const CombLogic& logic) {
  const AlirProgram program =
      to_alir(logic, {.function = "print_alir", .peer = "alkaid", .widest_signed_wrap = 64, .negates_operands = false});
  const auto record_of = [](const AlirOperation& operation, std::size_t) {
    return "[" + body(operation) + "," + alir_range_text(operation.range) + "," + alir_number_text(operation.latency) +
           "," + alir_number_text(operation.cost) + "]";
  };
  return "{\"model\":" + alir_text_of(program, record_of) + ",\"meta\":\"ALIRModel\",\"spec_version\":4}\n";
}

}  // namespace wirefold
