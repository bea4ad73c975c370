// SPDX-License-Identifier: Apache-2.0
#include "wirefold/importers/comb_json.h"

#include <limits>
#include <span>

#include "wirefold/importers/alir_export.h"
#include "wirefold/importers/alir_import.h"
#include "wirefold/importers/alir_model.h"

namespace wirefold {
namespace {

constexpr std::int64_t kMaxInt64 = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kMinInt64 = std::numeric_limits<std::int64_t>::min();
constexpr std::string_view kRead = "parse_comb_json";

// Where the fields lie in the data of a bitwise operation.
constexpr unsigned kNegateFirstBit = 32;
constexpr unsigned kNegateSecondBit = 33;
constexpr unsigned kKindBit = 56;

// One record [id0, id1, opcode, data, range, latency, cost].
class Record {
 public:
  Record(const JsonValue& record, const AlirPlace& place) : record_(record), place_(place) { record.expect_size(7); }

  AlirOperation operation() const {
    const JsonValue code = record_[2];
    const std::int64_t opcode = code.integer(kMinInt64, kMaxInt64);
    switch (opcode) {
      case -1:
        return numbered(AlirOpcode::kInput, {}, record_[0], place_.inputs);
      case 0:
      case 1:
        return made(AlirOpcode::kSum, {operand(0), operand(1, alir_shift_of(record_[3]), opcode == 1)});
      case 2:
      case -2:
        return made(AlirOpcode::kRelu, {operand(0, 0, opcode < 0)});
      case 3:
      case -3:
        return made(AlirOpcode::kQuantize, {operand(0, 0, opcode < 0)});
      case 4:
        return with_constant(AlirOpcode::kSum, {operand(0)});
      case 5:
        return with_constant(AlirOpcode::kConstant, {});
      case 6:
      case -6:
        return made(AlirOpcode::kSelect, {condition(), operand(0), operand(1, high_word(), opcode < 0)});
      case 7:
        return made(AlirOpcode::kMultiply, {operand(0), operand(1)});
      case 8:
        return numbered(AlirOpcode::kLookup, {operand(0)}, record_[3], std::size_t{1} << 32U);
      case 9:
      case -9:
        return made(one_bit_opcode(), {operand(0, 0, opcode < 0)});
      case 10:
        return bitwise();
      default:
        code.refuse("an opcode that comb.json does not have");
    }
  }

 private:
  // 64 bits; da4ml writes fields that it packed without a sign.
  std::int64_t data() const {
    const Integer bits = record_[3].exact_integer();
    if (bits < Integer(kMinInt64) || bits.bit_length() > 64) record_[3].refuse(bits.to_string() + " is out of range");
    return static_cast<std::int64_t>(low_word_of(bits));
  }
  static std::uint64_t low_word_of(const Integer& bits) {
    std::uint64_t word = 0;
    bits.to_words(std::span(&word, 1));
    return word;
  }
  int low_word() const { return static_cast<std::int32_t>(static_cast<std::uint32_t>(data())); }
  int high_word() const {
    const int shift = static_cast<std::int32_t>(data() >> 32);
    if (shift > kMaxExponent || shift < -kMaxExponent) record_[3].refuse("a shift by " + std::to_string(shift));
    return shift;
  }
  Use operand(std::size_t field, int shift = 0, bool negate = false) const {
    return compose(alir_slot_of(record_[field], place_), shift, negate);
  }
  Use condition() const {
    const auto slot = static_cast<std::uint32_t>(data());
    if (slot >= place_.slots) record_[3].refuse("slot " + std::to_string(slot) + " is not filled yet");
    return {slot};
  }
  AlirOpcode one_bit_opcode() const {
    constexpr AlirOpcode kOpcodes[] = {AlirOpcode::kComplement, AlirOpcode::kAnyBit, AlirOpcode::kAllBits};
    return kOpcodes[record_[3].integer(0, 2)];
  }
  AlirOperation bitwise() const {
    constexpr AlirOpcode kOpcodes[] = {AlirOpcode::kAnd, AlirOpcode::kOr, AlirOpcode::kXor};
    const auto fields = static_cast<std::uint64_t>(data());
    const std::uint64_t kind = fields >> kKindBit;
    if (kind > 2) record_[3].refuse("a bitwise operation of kind " + std::to_string(kind));
    if (low_word() > kMaxExponent || low_word() < -kMaxExponent) {
      record_[3].refuse("a shift by " + std::to_string(low_word()));
    }
    return made(kOpcodes[kind], {operand(0, 0, (fields >> kNegateFirstBit & 1U) != 0),
                                 operand(1, low_word(), (fields >> kNegateSecondBit & 1U) != 0)});
  }

  AlirOperation made(AlirOpcode opcode, std::vector<Use> operands) const {
    AlirOperation result{.opcode = opcode, .operands = std::move(operands), .constant = {}, .range = {}};
    result.range = alir_range_of(record_[4]);
    return result;
  }
  AlirOperation numbered(AlirOpcode opcode, std::vector<Use> operands, const JsonValue& number,
                         std::size_t count) const {
    AlirOperation result = made(opcode, std::move(operands));
    const std::int64_t value = number.integer(0, kMaxInt64);
    if (static_cast<std::uint64_t>(value) >= count) number.refuse(std::to_string(value) + " is out of range");
    result.number = static_cast<std::uint32_t>(value);
    return result;
  }
  AlirOperation with_constant(AlirOpcode opcode, std::vector<Use> operands) const {
    AlirOperation result = made(opcode, std::move(operands));
    if (data() != 0 && result.range.is_zero()) {
      const Dyadic step = record_[4][2].number();
      if (step.mantissa() != Integer(1)) record_[4][2].refuse("a step that is not a power of two");
      result.constant = Dyadic(data(), step.exponent());
    } else {
      result.constant = Dyadic(data(), result.range.exponent);
    }
    return result;
  }

  JsonValue record_;
  AlirPlace place_;
};

std::string slot_text(const std::vector<Use>& operands, std::size_t index) {
  return index < operands.size() ? std::to_string(operands[index].value) : "-1";
}

std::string signed_code(int opcode, bool negate) { return std::to_string(negate ? -opcode : opcode); }

std::string select_data(const Use& condition, int shift) {
  const std::uint64_t high = static_cast<std::uint64_t>(static_cast<std::int64_t>(shift)) << 32U;
  return std::to_string(static_cast<std::int64_t>(high | condition.value));
}

std::string bitwise_data(const AlirOperation& operation) {
  const Use& first = operation.operands[0];
  const Use& second = operation.operands[1];
  const auto kind = static_cast<std::uint64_t>(static_cast<int>(operation.opcode) - static_cast<int>(AlirOpcode::kAnd));
  const std::uint64_t fields = std::uint64_t{static_cast<std::uint32_t>(second.shift)} |
                               std::uint64_t{first.negate} << kNegateFirstBit |
                               std::uint64_t{second.negate} << kNegateSecondBit | kind << kKindBit;
  return std::to_string(static_cast<std::int64_t>(fields));
}

// "id0,id1,opcode,data" of what the exporter makes.
std::string body(const AlirOperation& operation) {
  const std::vector<Use>& x = operation.operands;
  const std::string ids = slot_text(x, 0) + "," + slot_text(x, 1) + ",";
  const auto on_grid = [&] { return operation.constant.on_grid(operation.range.exponent).to_string(); };
  switch (operation.opcode) {
    case AlirOpcode::kInput:
      return std::to_string(operation.number) + ",-1,-1,0";
    case AlirOpcode::kConstant:
      return ids + "5," + on_grid();
    case AlirOpcode::kSum:
      if (x.size() == 1) return ids + "4," + on_grid();
      return ids + (x[1].negate ? "1," : "0,") + std::to_string(x[1].shift);
    case AlirOpcode::kMultiply:
      return ids + "7,0";
    case AlirOpcode::kQuantize:
      return ids + signed_code(3, x[0].negate) + ",0";
    case AlirOpcode::kRelu:
      return ids + signed_code(2, x[0].negate) + ",0";
    case AlirOpcode::kSelect:
      return slot_text(x, 1) + "," + slot_text(x, 2) + "," + signed_code(6, x[2].negate) + "," +
             select_data(x[0], x[2].shift);
    case AlirOpcode::kLookup:
      return ids + "8," + std::to_string(operation.number);
    case AlirOpcode::kComplement:
      return ids + "9,0";
    case AlirOpcode::kAnyBit:
      return ids + "9,1";
    case AlirOpcode::kAllBits:
      return ids + "9,2";
    case AlirOpcode::kAnd:
    case AlirOpcode::kOr:
    case AlirOpcode::kXor:
      return ids + "10," + bitwise_data(operation);
  }
  return "";
}

}  // namespace

CombLogic parse_comb_json(std::string_view text) {
  const JsonDocument document(kRead, text);
  const JsonValue root = document.root();
  if (root.is_list() && root.size() == 1 && root[0].is_list()) {
    root.refuse("a pipeline; only combinational programs are read");
  }
  const auto operation_of = [](const JsonValue& record, const AlirPlace& place) {
    return Record(record, place).operation();
  };
  return to_logic(alir_program_of(root, operation_of), kRead);
}

std::string print_comb_json(const CombLogic& logic) {
  const AlirProgram program = to_alir(
      logic, {.function = "print_comb_json", .peer = "da4ml", .widest_signed_wrap = 32, .negates_operands = true});
  const auto record_of = [](const AlirOperation& operation, std::size_t) {
    return "[" + body(operation) + "," + alir_range_text(operation.range) + "," + alir_number_text(operation.latency) +
           "," + alir_number_text(operation.cost) + "]";
  };
  return alir_text_of(program, record_of) + "\n";
}

}  // namespace wirefold
