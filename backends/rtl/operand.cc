// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/rtl/operand.h"

#include <algorithm>

namespace wirefold::rtl {
namespace {

Integer shifted(const Integer& value, int shift) {
  return shift >= 0 ? value << static_cast<unsigned>(shift) : value >> static_cast<unsigned>(-shift);
}

}  // namespace

std::string read_bits(SignalTable& signals, const Operand& operand, const Window& window) {
  const Language& language = signals.language();
  if (operand.is_constant) {
    return language.literal(shifted(operand.constant, operand.grid - window.grid), window.width_bits);
  }
  const int width = static_cast<int>(window.width_bits);
  const int zeros = std::clamp(operand.grid - window.grid, 0, width);
  const int first = std::clamp(window.grid - operand.grid, 0, static_cast<int>(operand.width_bits));
  const int taken = std::min(width - zeros, static_cast<int>(operand.width_bits) - first);
  AlignedBits bits;
  bits.extension_bits = static_cast<unsigned>(width - zeros - taken);
  bits.zero_bits = static_cast<unsigned>(zeros);
  bits.width_bits = window.width_bits;
  const std::size_t offset = operand.carrier.offset_bits;
  if (bits.extension_bits > 0 && operand.is_signed) {
    bits.sign_bit = signals.read_bit(operand.carrier.signal, offset + operand.width_bits - 1);
  }
  if (taken > 0) {
    bits.bits =
        signals.read(operand.carrier.signal, offset + static_cast<std::size_t>(first), static_cast<std::size_t>(taken));
  }
  return language.aligned(bits);
}

std::string read_bit(SignalTable& signals, const Operand& operand, int position) {
  const Language& language = signals.language();
  if (operand.is_constant) return language.bit_literal(shifted(operand.constant, operand.grid - position).is_odd());
  const bool is_above = position >= operand.top();
  if (position < operand.grid || (is_above && !operand.is_signed)) return language.bit_literal(false);
  const int index = is_above ? static_cast<int>(operand.width_bits) - 1 : position - operand.grid;
  return signals.read_bit(operand.carrier.signal, operand.carrier.offset_bits + static_cast<std::size_t>(index));
}

std::string read_term(SignalTable& signals, const Operand& operand, const Window& window) {
  if (operand.is_constant && operand.negate) {
    Operand positive = operand;
    positive.constant = -operand.constant;
    return read_bits(signals, positive, window);
  }
  const std::string bits = read_bits(signals, operand, window);
  return operand.negate ? signals.language().negated(bits) : bits;
}

}  // namespace wirefold::rtl
