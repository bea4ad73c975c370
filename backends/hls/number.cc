// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/hls/number.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <vector>

namespace wirefold::hls {
namespace {

constexpr unsigned kWordBits = 64;

std::string hexadecimal(std::uint64_t word) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string digits;
  do {
    digits.insert(digits.begin(), kDigits[word & 0xF]);
    word >>= 4U;
  } while (word != 0);
  return "0x" + digits + "ULL";
}

unsigned width_of(const Integer& value) {
  if (value.is_negative()) return (-value - 1).bit_length() + 1;
  return std::max(value.bit_length(), 1U);
}

}  // namespace

Number NumberWriter::literal(const Integer& value, int grid) const {
  const unsigned width = width_of(value);
  return {literal(value, width, value.is_negative()), width, value.is_negative(), grid, false};
}

std::string NumberWriter::literal(const Integer& value, unsigned width_bits, bool is_signed) const {
  constexpr std::int64_t kLargestInt = 0x7fffffff;
  const std::string name = type(width_bits, is_signed);
  if (value.fits_int64() && value.to_int64() <= kLargestInt && value.to_int64() >= -kLargestInt) {
    return name + "(" + value.to_string() + ")";
  }
  std::vector<std::uint64_t> words((width_bits + kWordBits - 1) / kWordBits);
  low_bits(value, width_bits).to_words(words);
  std::string text = name + "(" + hexadecimal(words.back()) + ")";
  for (std::size_t i = words.size() - 1; i-- > 0;) {
    text = "((" + text + " << 64) | " + name + "(" + hexadecimal(words[i]) + "))";
  }
  return words.size() == 1 ? text : name + text;
}

Number NumberWriter::negated(const Number& n) const {
  return {"-" + as_operand(n), n.width_bits + 1, true, n.grid, true};
}

Number NumberWriter::on_grid(const Number& n, int grid, unsigned kept_bits) const {
  if (grid == n.grid) return n;
  if (grid < n.grid) {
    const auto shift = static_cast<unsigned>(n.grid - grid);
    if (shift >= kept_bits) return literal(0, grid);
    const Number wide = converted(n, std::min(n.width_bits + shift, kept_bits), n.is_signed);
    return {wide.text + " << " + std::to_string(shift), wide.width_bits, n.is_signed, grid, true};
  }
  auto shift = static_cast<unsigned>(grid - n.grid);
  if (shift >= n.width_bits && !n.is_signed) return literal(0, grid);
  shift = std::min(shift, n.width_bits - 1);
  if (shift == 0) return {n.text, n.width_bits, n.is_signed, grid, n.needs_parentheses};
  return {as_operand(n) + " >> " + std::to_string(shift), n.width_bits, n.is_signed, grid, true};
}

Number NumberWriter::converted(const Number& n, unsigned width_bits, bool is_signed) const {
  if (n.width_bits == width_bits && n.is_signed == is_signed && !n.needs_parentheses) return n;
  return {type(width_bits, is_signed) + "(" + n.text + ")", width_bits, is_signed, n.grid, false};
}

unsigned widest_type(std::string_view text) {
  unsigned widest = 0;
  for (const std::string_view name : {"int<", "fixed<"}) {
    for (std::size_t at = text.find(name); at != std::string_view::npos; at = text.find(name, at + 1)) {
      unsigned width = 0;
      std::from_chars(text.data() + at + name.size(), text.data() + text.size(), width);
      widest = std::max(widest, width);
    }
  }
  return widest;
}

std::string as_operand(const Number& n) { return n.needs_parentheses ? "(" + n.text + ")" : n.text; }

}  // namespace wirefold::hls
