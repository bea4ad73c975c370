// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "wirefold/backends/rtl/signals.h"
#include "wirefold/ir/integer.h"

namespace wirefold::rtl {

/// Where a value is to be found: bits of a declared signal.
struct Carrier {
  SignalId signal = 0;
  std::size_t offset_bits = 0;
};

/// One operand as bits: the number n * 2^grid, negated if `negate`, where n is either a constant or what the carrier
/// holds in two's complement.
struct Operand {
  bool is_constant = false;
  Integer constant;
  Carrier carrier;
  unsigned width_bits = 0;
  bool is_signed = false;
  int grid = 0;
  bool negate = false;

  bool is_zero() const { return is_constant && constant.is_zero(); }
  /// The position after the most significant bit.
  int top() const { return grid + static_cast<int>(width_bits); }
};

/// A run of bit positions: bit i of the run weighs 2^(grid + i).
struct Window {
  int grid = 0;
  unsigned width_bits = 0;

  int top() const { return grid + static_cast<int>(width_bits); }
};

/// The bits of n * 2^grid in the window as text of exactly its width; bits below the grid are zeros, bits above the
/// carrier are copies of its sign bit or zeros. The operand's negation is not applied.
std::string read_bits(SignalTable& signals, const Operand& operand, const Window& window);

/// The bit that weighs 2^position, as a bit that stands alone. The operand's negation is not applied.
std::string read_bit(SignalTable& signals, const Operand& operand, int position);

/// The operand modulo the window with its negation; bits below the window must be zero if it is negated.
std::string read_term(SignalTable& signals, const Operand& operand, const Window& window);

}  // namespace wirefold::rtl
