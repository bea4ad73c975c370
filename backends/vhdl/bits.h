// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "wirefold/ir/integer.h"

namespace wirefold::vhdl {

enum class Standard { k93, k2008 };

/// The low `width_bits` bits of a number as binary digits in quotes, as choices of a case need them: "0101".
std::string binary_literal(const Integer& value, unsigned width_bits);

/// The same in the shortest form: "0101", x"00c", 11x"0c" (2008) or ("01" & x"00c").
std::string literal(const Integer& value, unsigned width_bits, Standard standard);

/// The parts side by side in parentheses, the most significant first; one part stays as it is.
std::string concatenated(const std::vector<std::string>& parts);

/// A concatenation without the parentheses around it, for places where it stands alone; other text as it is.
std::string without_parentheses(const std::string& text);

/// "7 downto 0".
std::string downto(std::size_t low, std::size_t count);

/// "std_logic_vector(7 downto 0)".
std::string vector_type(const char* type, std::size_t width_bits);

}  // namespace wirefold::vhdl
