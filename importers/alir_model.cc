// SPDX-License-Identifier: Apache-2.0
#include "wirefold/importers/alir_model.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

#include "wirefold/backends/content_hash.h"
#include "wirefold/ir/error.h"
#include "wirefold/ir/table.h"

namespace wirefold {
namespace {

constexpr std::int64_t kMaxCount = std::numeric_limits<std::uint32_t>::max() - 1;
constexpr int kDoubleBits = std::numeric_limits<double>::digits;

bool sign_of(const JsonValue& value) {
  // da4ml's solver writes 0 and 1, its tracer false and true.
  return value.is_boolean() ? value.boolean() : value.integer(0, 1) != 0;
}

void read_outputs(const JsonValue& list, AlirProgram& program) {
  const auto count = static_cast<std::size_t>(list[0][1].integer(0, kMaxCount));
  for (std::size_t field = 2; field < 5; ++field) list[field].expect_size(count);
  for (std::size_t i = 0; i < count; ++i) {
    const std::int64_t slot = list[2][i].integer(-1, static_cast<std::int64_t>(program.operations.size()) - 1);
    const int shift = alir_shift_of(list[3][i]);
    const bool negate = sign_of(list[4][i]);
    program.outputs.push_back(slot < 0 ? Use{} : Use{static_cast<ValueId>(slot), shift, negate});
  }
}

int step_exponent(const JsonValue& value) {
  const Dyadic step = value.number();
  if (step.mantissa() != Integer(1)) value.refuse("a step that is not a power of two");
  return step.exponent();
}

AlirTable table_of(const JsonValue& value) {
  constexpr std::int64_t kLowest = std::numeric_limits<std::int32_t>::min();
  constexpr std::int64_t kHighest = std::numeric_limits<std::int32_t>::max();
  AlirTable table;
  const JsonValue entries = value.at("table");
  if (entries.size() == 0) entries.refuse("a table without entries");
  if (entries.size() > std::size_t{1} << Table::kMaxIndexBits) entries.refuse("a table of more than 2^20 entries");
  for (std::size_t i = 0; i < entries.size(); ++i) {
    table.entries.push_back(static_cast<std::int32_t>(entries[i].integer(kLowest, kHighest)));
  }
  table.exponent = step_exponent(value.at("spec").at("out_qint").at("step"));
  return table;
}

// What a peer names a table by; equal tables have equal names.
std::string name_of(const AlirTable& table) {
  std::string bytes = std::to_string(table.exponent);
  for (const std::int32_t entry : table.entries) bytes += " " + std::to_string(entry);
  return content_hash(bytes);
}

std::string table_text(const AlirTable& table) {
  const auto [low, high] = std::minmax_element(table.entries.begin(), table.entries.end());
  unsigned width = 0;
  while (std::size_t{1} << width < table.entries.size()) ++width;
  std::string text = "{\"spec\":{\"hash\":\"" + name_of(table) +
                     "\",\"out_qint\":{\"min\":" + alir_number_text(Dyadic(*low, table.exponent)) +
                     ",\"max\":" + alir_number_text(Dyadic(*high, table.exponent)) +
                     ",\"step\":" + alir_number_text(Dyadic(1, table.exponent)) +
                     "},\"inp_width\":" + std::to_string(width) + "},\"table\":[";
  for (std::size_t i = 0; i < table.entries.size(); ++i) {
    text += (i == 0 ? "" : ",") + std::to_string(table.entries[i]);
  }
  return text + "]}";
}

template <class Items, class ToText>
std::string list_text(const Items& items, ToText to_text) {
  std::string text = "[";
  for (const auto& item : items) {
    if (text.size() > 1) text += ",";
    text += to_text(item);
  }
  return text + "]";
}

}  // namespace

int alir_shift_of(const JsonValue& value) { return static_cast<int>(value.integer(-kMaxExponent, kMaxExponent)); }

Use alir_slot_of(const JsonValue& value, const AlirPlace& place) {
  const std::int64_t slot = value.integer(0, kMaxCount);
  if (slot >= static_cast<std::int64_t>(place.slots))
    value.refuse("slot " + std::to_string(slot) + " is not filled yet");
  return {static_cast<ValueId>(slot)};
}

Interval alir_range_of(const JsonValue& list) {
  list.expect_size(3);
  const Dyadic low = list[0].number();
  Dyadic high = list[1].number();
  if (low.is_zero() && high.is_zero()) return {};
  const int exponent = step_exponent(list[2]);
  if (high.mantissa() == Integer(1) && high.exponent() - exponent > kDoubleBits) high = high - Dyadic(1, exponent);
  const auto is_on_grid = [&](const Dyadic& bound) { return bound.is_zero() || bound.exponent() >= exponent; };
  if (!is_on_grid(low) || !is_on_grid(high)) list.refuse("a range whose ends are not multiples of its step");
  if (high < low) list.refuse("a range whose low end is above the high one");
  return {low.on_grid(exponent), high.on_grid(exponent), exponent};
}

AlirProgram alir_program_of(
    const JsonValue& list,
    const std::function<AlirOperation(const JsonValue& record, const AlirPlace& place)>& operation_of) {
  if (list.size() != 8 && list.size() != 9) list.refuse("a list of 8 or 9 fields is expected");
  list[0].expect_size(2);
  AlirProgram program;
  const auto inputs = static_cast<std::size_t>(list[0][0].integer(0, kMaxCount));
  list[1].expect_size(inputs);
  for (std::size_t i = 0; i < inputs; ++i) program.input_shifts.push_back(alir_shift_of(list[1][i]));
  const bool has_tables = list.size() == 9 && !list[8].is_null();
  for (std::size_t i = 0; has_tables && i < list[8].size(); ++i) program.tables.push_back(table_of(list[8][i]));
  const JsonValue records = list[5];
  for (std::size_t i = 0; i < records.size(); ++i) {
    program.operations.push_back(operation_of(records[i], {i, inputs}));
    const AlirOperation& operation = program.operations.back();
    if (operation.opcode == AlirOpcode::kLookup && operation.number >= program.tables.size()) {
      records[i].refuse("table " + std::to_string(operation.number) + " is not in the file");
    }
  }
  read_outputs(list, program);
  return program;
}

std::string alir_number_text(const Dyadic& value) {
  const bool is_long = value.mantissa().bit_length() > static_cast<unsigned>(kDoubleBits);
  // Only the high end of a whole format is that long: all ones, and one step more is a power of two.
  const Dyadic written = is_long ? value + Dyadic(1, value.exponent()) : value;
  const std::optional<double> number = written.to_double();
  check_internal(number.has_value(), "a bound that no double holds");
  std::array<char, 64> buffer;
  const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), *number);
  std::string text(buffer.data(), end);
  if (text.find_first_of(".e") == std::string::npos) text += ".0";
  return text;
}

std::string alir_range_text(const Interval& range) {
  return "[" + alir_number_text(range.low_value()) + "," + alir_number_text(range.high_value()) + "," +
         alir_number_text(Dyadic(1, range.exponent)) + "]";
}

std::string alir_text_of(const AlirProgram& program,
                         const std::function<std::string(const AlirOperation&, std::size_t slot)>& record_of) {
  const auto number = [](auto value) { return std::to_string(value); };
  std::string text = "[[" + number(program.input_shifts.size()) + "," + number(program.outputs.size()) + "],";
  text += list_text(program.input_shifts, number) + ",";
  text += list_text(program.outputs, [&](const Use& use) { return use.value == kNoValue ? "-1" : number(use.value); });
  text += "," + list_text(program.outputs, [&](const Use& use) { return number(use.shift); });
  text += "," + list_text(program.outputs, [](const Use& use) { return std::string(use.negate ? "true" : "false"); });
  text += ",[";
  for (std::size_t slot = 0; slot < program.operations.size(); ++slot) {
    text += (slot == 0 ? "" : ",") + record_of(program.operations[slot], slot);
  }
  text += "],-1,-1";
  if (!program.tables.empty()) text += "," + list_text(program.tables, table_text);
  return text + "]";
}

}  // namespace wirefold
