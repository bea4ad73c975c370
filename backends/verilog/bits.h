// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "wirefold/ir/integer.h"

namespace wirefold::verilog {

/// The low `width_bits` bits of a number as an unsigned literal: 8'd219, 40'hff.
std::string literal(const Integer& value, unsigned width_bits);

/// A number that fits `width_bits` bits with its sign, as a signed literal: -9'sd5, 40'shff.
std::string signed_literal(const Integer& value, unsigned width_bits);

/// `count` copies of a one-bit expression, as replications of at most 4096.
std::string replicated(const std::string& bit, unsigned count);

/// The parts side by side, the most significant first; one part stays as it is.
std::string concatenated(const std::vector<std::string>& parts);

/// "[7:0] ", or nothing for one bit.
std::string range_of(std::size_t width_bits);

/// Bits [low, low + count) of a signal that is declared with `declared_bits`.
std::string part_select(const std::string& name, std::size_t declared_bits, std::size_t low, std::size_t count);

}  // namespace wirefold::verilog
