// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/verilog/bits.h"

#include <algorithm>
#include <cstdint>

namespace wirefold::verilog {
namespace {

// Numbers beyond 32 bits are written in hexadecimal: some tools read decimal literals only up to there.
constexpr unsigned kMaxDecimalBits = 32;
constexpr unsigned kMaxReplication = 4096;
// The scanners of some tools have a buffer for one token (Icarus Verilog 11: 16 KiB).
constexpr unsigned kMaxLiteralBits = 4096;

std::string hexadecimal(const Integer& value, unsigned width_bits) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::vector<std::uint64_t> words((width_bits + 63) / 64);
  low_bits(value, width_bits).to_words(words);
  std::string digits;
  for (const std::uint64_t word : words) {
    for (unsigned shift = 0; shift < 64; shift += 4) digits += kDigits[(word >> shift) & 0xF];
  }
  digits.resize(std::max<std::size_t>(digits.find_last_not_of('0') + 1, 1), '0');  // npos + 1 is 0
  std::reverse(digits.begin(), digits.end());
  return digits;
}

}  // namespace

std::string literal(const Integer& value, unsigned width_bits) {
  if (width_bits > kMaxLiteralBits) {
    std::vector<std::string> parts;
    for (unsigned low = (width_bits - 1) / kMaxLiteralBits * kMaxLiteralBits;; low -= kMaxLiteralBits) {
      parts.push_back(literal(value >> low, std::min(width_bits - low, kMaxLiteralBits)));
      if (low == 0) return concatenated(parts);
    }
  }
  const std::string width = std::to_string(width_bits);
  if (width_bits > kMaxDecimalBits) return width + "'h" + hexadecimal(value, width_bits);
  return width + "'d" + low_bits(value, width_bits).to_string();
}

std::string signed_literal(const Integer& value, unsigned width_bits) {
  const std::string width = std::to_string(width_bits);
  if (width_bits > kMaxDecimalBits) return width + "'sh" + hexadecimal(value, width_bits);
  return (value.is_negative() ? "-" : "") + width + "'sd" + absolute(value).to_string();
}

std::string replicated(const std::string& bit, unsigned count) {
  if (count == 1) return bit;
  std::vector<std::string> parts;
  for (; count > 0; count -= std::min(count, kMaxReplication)) {
    parts.push_back("{" + std::to_string(std::min(count, kMaxReplication)) + "{" + bit + "}}");
  }
  return concatenated(parts);
}

std::string concatenated(const std::vector<std::string>& parts) {
  if (parts.size() == 1) return parts.front();
  std::string text = "{";
  for (const std::string& part : parts) text += (text.size() > 1 ? ", " : "") + part;
  return text + "}";
}

std::string range_of(std::size_t width_bits) {
  return width_bits == 1 ? "" : "[" + std::to_string(width_bits - 1) + ":0] ";
}

std::string part_select(const std::string& name, std::size_t declared_bits, std::size_t low, std::size_t count) {
  if (count == declared_bits) return name;
  if (count == 1) return name + "[" + std::to_string(low) + "]";
  return name + "[" + std::to_string(low + count - 1) + ":" + std::to_string(low) + "]";
}

}  // namespace wirefold::verilog
