// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/vhdl/table_function.h"

#include "wirefold/backends/rtl/operations.h"

namespace wirefold::vhdl {

std::string table_function(const std::string& name, const Table& table, const rtl::Window& window, Standard standard) {
  const auto index_bits = static_cast<unsigned>(table.index().width());
  const Integer usual = rtl::most_frequent_entry(table);
  const auto return_of = [&](const Integer& entry) {
    const Integer bits = Dyadic(entry, table.exponent()).on_grid(window.grid);
    return " => return " + literal(bits, window.width_bits, standard) + ";\n";
  };
  std::string text = "  function " + name + "(index : " + vector_type("unsigned", index_bits) +
                     ") return unsigned is\n  begin\n    case index is\n";
  for (std::size_t pattern = 0; pattern < table.entries().size(); ++pattern) {
    const Integer& entry = table.entries()[pattern];
    if (entry != usual) text += "      when " + binary_literal(pattern, index_bits) + return_of(entry);
  }
  return text + "      when others" + return_of(usual) + "    end case;\n  end function " + name + ";\n";
}

}  // namespace wirefold::vhdl
