// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/vhdl/bits.h"

#include <algorithm>
#include <cstdint>

namespace wirefold::vhdl {
namespace {

constexpr unsigned kMaxShortBits = 8;       // read at a glance in binary
constexpr unsigned kMaxBinaryBits = 32;     // where the width is no multiple of four
constexpr unsigned kMaxLiteralBits = 4096;  // of one token, as in the Verilog text

std::vector<std::uint64_t> words_of(const Integer& value, unsigned width_bits) {
  std::vector<std::uint64_t> words((width_bits + 63) / 64);
  low_bits(value, width_bits).to_words(words);
  return words;
}

// x"0f"; the width is a multiple of four.
std::string hexadecimal_literal(const Integer& value, unsigned width_bits) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  const std::vector<std::uint64_t> words = words_of(value, width_bits);
  std::string digits;
  for (unsigned bit = width_bits; bit > 0; bit -= 4)
    digits += kDigits[(words[(bit - 4) / 64] >> ((bit - 4) % 64)) & 0xF];
  return "x\"" + digits + "\"";
}

// 11x"0c": as many digits as the width needs.
std::string sized_literal(const Integer& value, unsigned width_bits) {
  return std::to_string(width_bits) + hexadecimal_literal(low_bits(value, width_bits), (width_bits + 3) / 4 * 4);
}

std::string short_literal(const Integer& value, unsigned width_bits, Standard standard) {
  if (width_bits <= kMaxShortBits) return binary_literal(value, width_bits);
  if (width_bits % 4 == 0) return hexadecimal_literal(value, width_bits);
  if (standard == Standard::k2008) return sized_literal(value, width_bits);
  if (width_bits <= kMaxBinaryBits) return binary_literal(value, width_bits);
  const unsigned low = width_bits - width_bits % 4;
  return "(" + binary_literal(value >> low, width_bits - low) + " & " + hexadecimal_literal(value, low) + ")";
}

}  // namespace

std::string binary_literal(const Integer& value, unsigned width_bits) {
  const std::vector<std::uint64_t> words = words_of(value, width_bits);
  std::string digits;
  for (unsigned bit = width_bits; bit-- > 0;) digits += (words[bit / 64] >> (bit % 64) & 1) != 0 ? '1' : '0';
  return "\"" + digits + "\"";
}

std::string literal(const Integer& value, unsigned width_bits, Standard standard) {
  if (width_bits <= kMaxLiteralBits) return short_literal(value, width_bits, standard);
  std::vector<std::string> parts;
  for (unsigned low = (width_bits - 1) / kMaxLiteralBits * kMaxLiteralBits;; low -= kMaxLiteralBits) {
    parts.push_back(short_literal(value >> low, std::min(width_bits - low, kMaxLiteralBits), standard));
    if (low == 0) return concatenated(parts);
  }
}

std::string concatenated(const std::vector<std::string>& parts) {
  if (parts.size() == 1) return parts.front();
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "(" : " & ") + part;
  return text + ")";
}

std::string without_parentheses(const std::string& text) {
  if (text.empty() || text.front() != '(' || text.back() != ')') return text;
  int depth = 0;
  bool is_concatenation = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '(') ++depth;
    if (text[i] == ')') --depth;
    if (depth == 0 && i + 1 < text.size()) return text;  // the first parenthesis closes before the end
    if (depth == 1 && text[i] == '&') is_concatenation = true;
  }
  return is_concatenation ? text.substr(1, text.size() - 2) : text;
}

std::string downto(std::size_t low, std::size_t count) {
  return std::to_string(low + count - 1) + " downto " + std::to_string(low);
}

std::string vector_type(const char* type, std::size_t width_bits) {
  return std::string(type) + "(" + downto(0, width_bits) + ")";
}

}  // namespace wirefold::vhdl
