// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/verilog/operand.h"

#include <algorithm>
#include <vector>

#include "wirefold/backends/verilog/bits.h"

namespace wirefold::verilog {
namespace {

Integer shifted(const Integer& value, int shift) {
  return shift >= 0 ? value << static_cast<unsigned>(shift) : value >> static_cast<unsigned>(-shift);
}

}  // namespace

std::string read_bits(SignalTable& signals, const Operand& operand, const Window& window) {
  if (operand.is_constant) return literal(shifted(operand.constant, operand.grid - window.grid), window.width_bits);
  const int width = static_cast<int>(window.width_bits);
  const int zeros = std::clamp(operand.grid - window.grid, 0, width);
  const int first = std::clamp(window.grid - operand.grid, 0, static_cast<int>(operand.width_bits));
  const int taken = std::min(width - zeros, static_cast<int>(operand.width_bits) - first);
  const int extension = width - zeros - taken;
  const std::size_t offset = operand.carrier.offset_bits;
  std::vector<std::string> parts;
  if (extension > 0) {
    const auto count = static_cast<unsigned>(extension);
    parts.push_back(operand.is_signed
                        ? replicated(signals.read(operand.carrier.signal, offset + operand.width_bits - 1, 1), count)
                        : literal(0, count));
  }
  if (taken > 0) {
    parts.push_back(signals.read(operand.carrier.signal, offset + static_cast<std::size_t>(first),
                                 static_cast<std::size_t>(taken)));
  }
  if (zeros > 0) parts.push_back(literal(0, static_cast<unsigned>(zeros)));
  return concatenated(parts);
}

std::string read_term(SignalTable& signals, const Operand& operand, const Window& window) {
  if (operand.is_constant && operand.negate) {
    Operand positive = operand;
    positive.constant = -operand.constant;
    return read_bits(signals, positive, window);
  }
  return (operand.negate ? "-" : "") + read_bits(signals, operand, window);
}

}  // namespace wirefold::verilog
