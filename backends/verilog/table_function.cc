// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/verilog/table_function.h"

#include "wirefold/backends/rtl/operations.h"
#include "wirefold/backends/verilog/bits.h"

namespace wirefold::verilog {

std::string table_function(const std::string& name, const Table& table, const rtl::Window& window) {
  const auto index_bits = static_cast<unsigned>(table.index().width());
  const Integer usual = rtl::most_frequent_entry(table);
  const auto bits_of = [&](const Integer& entry) {
    return literal(Dyadic(entry, table.exponent()).on_grid(window.grid), window.width_bits);
  };
  std::string text = "  function " + range_of(window.width_bits) + name + ";\n    input " + range_of(index_bits) +
                     "index;\n    case (index)\n";
  for (std::size_t pattern = 0; pattern < table.entries().size(); ++pattern) {
    const Integer& entry = table.entries()[pattern];
    if (entry == usual) continue;
    text += "      " + literal(pattern, index_bits) + ": " + name + " = " + bits_of(entry) + ";\n";
  }
  text += "      default: " + name + " = " + bits_of(usual) + ";\n    endcase\n  endfunction\n";
  return text;
}

}  // namespace wirefold::verilog
