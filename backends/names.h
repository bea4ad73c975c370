// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

namespace wirefold {

/// Why `name` is not a legal identifier in every language we emit, e.g. "is a VHDL keyword"; empty if it is legal.
///
/// Legal in all of them: letters, digits and single underscores, a letter first, no underscore last, no keyword of
/// Verilog, SystemVerilog or VHDL in any case, at most 200 characters.
std::string identifier_problem(std::string_view name);

/// The nearest legal identifier: other characters become underscores, keywords get a suffix.
std::string legal_identifier(std::string_view name);

/// Gives every object of a module a name of its own. Names that differ only in case clash, as they do in VHDL.
class NameTable {
 public:
  /// Takes exactly this name; false if it is taken already.
  bool claim(std::string_view name);
  /// The name itself if it is free, otherwise the name with the smallest free suffix _2, _3, ...
  std::string unique(const std::string& name);

 private:
  std::unordered_map<std::string, unsigned> next_suffix_;  // by the name in lower case; looked up, never iterated
};

/// The clock of pipelined modules.
inline constexpr std::string_view kClockName = "clk";

}  // namespace wirefold
