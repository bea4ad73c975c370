// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/hls/table_array.h"

#include <algorithm>

namespace wirefold::hls {
namespace {

constexpr unsigned kWidestBuiltIn = 64;
constexpr std::size_t kLineLength = 120;

// The smallest built-in type of at least so many bits; 0 if there is none.
unsigned built_in_width(unsigned width_bits) {
  for (const unsigned width : {8U, 16U, 32U, kWidestBuiltIn}) {
    if (width_bits <= width) return width;
  }
  return 0;
}

std::string entry_text(const NumberWriter& numbers, const Number& entry, unsigned built_in, const Integer& value) {
  if (built_in == 0) return numbers.literal(value, entry.width_bits, entry.is_signed);
  if (built_in < kWidestBuiltIn) return value.to_string();
  if (!entry.is_signed) return value.to_string() + "ULL";
  // The literal of the least number would be minus a number that has no type.
  const bool is_least = value == -Integer::power_of_two(kWidestBuiltIn - 1);
  return is_least ? "(" + (value + 1).to_string() + "LL - 1)" : value.to_string() + "LL";
}

}  // namespace

Number table_entry(const Table& table) {
  const auto [low, high] = std::minmax_element(table.entries().begin(), table.entries().end());
  const Format format = Interval{*low, *high, 0}.format();
  return {"", static_cast<unsigned>(std::max(format.width(), 1)), format.is_signed, table.exponent(), false};
}

std::string table_array(Flavor flavor, const std::string& name, const Table& table) {
  const NumberWriter numbers(flavor);
  const Number entry = table_entry(table);
  const unsigned built_in = built_in_width(entry.width_bits);
  const std::string type = built_in == 0 ? numbers.type(entry.width_bits, entry.is_signed)
                                         : (entry.is_signed ? "int" : "uint") + std::to_string(built_in) + "_t";
  std::string text = "static const " + type + " " + name + "[" + std::to_string(table.entries().size()) + "] = {\n    ";
  std::size_t line_length = 4;
  for (std::size_t i = 0; i < table.entries().size(); ++i) {
    std::string item = entry_text(numbers, entry, built_in, table.entries()[i]);
    item += i + 1 < table.entries().size() ? "," : "};\n";
    if (line_length + item.size() + 1 > kLineLength) {
      text += "\n    ";
      line_length = 4;
    }
    text += (line_length > 4 ? " " : "") + item;
    line_length += item.size() + 1;
  }
  return text;
}

}  // namespace wirefold::hls
