// SPDX-License-Identifier: Apache-2.0
#include "wirefold/importers/decimal.h"

#include <charconv>
#include <string>

namespace wirefold {
namespace {

// The range of a double, 18 digits after the point, and room; more is an attack on the time it takes.
constexpr int kMaxExponent = 400;
constexpr std::size_t kMaxLength = 500;

Integer power(int base, int exponent) {
  Integer result = 1;
  for (int i = 0; i < exponent; ++i) result *= base;
  return result;
}

std::optional<int> parse_exponent(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  int exponent = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), exponent);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return exponent;
}

bool is_digits(std::string_view text) { return text.find_first_not_of("0123456789") == std::string_view::npos; }

}  // namespace

std::optional<Decimal> Decimal::parse(std::string_view text) {
  if (text.size() > kMaxLength) return std::nullopt;
  const bool is_negative = text.starts_with('-');
  if (is_negative || text.starts_with('+')) text.remove_prefix(1);

  std::optional<int> exponent = 0;
  const std::size_t mark = text.find_first_of("eE");
  if (mark != std::string_view::npos) exponent = parse_exponent(text.substr(mark + 1));
  const std::string_view number = text.substr(0, mark);
  const std::size_t point = number.find('.');
  const std::string_view whole = number.substr(0, point);
  const std::string_view fraction = point == std::string_view::npos ? "" : number.substr(point + 1);
  if (!exponent || whole.size() + fraction.size() == 0 || !is_digits(whole) || !is_digits(fraction))
    return std::nullopt;
  if (*exponent > 2 * kMaxExponent || *exponent < -2 * kMaxExponent) return std::nullopt;

  const int last_digit = *exponent - static_cast<int>(fraction.size());
  if (last_digit > kMaxExponent || last_digit < -kMaxExponent) return std::nullopt;
  const std::optional<Integer> digits = Integer::parse(std::string(whole) + std::string(fraction));
  if (!digits) return std::nullopt;
  return Decimal{is_negative ? -*digits : *digits, last_digit};
}

std::optional<Dyadic> Decimal::to_dyadic() const {
  if (exponent >= 0) return Dyadic(digits * power(5, exponent), exponent);
  const Integer fives = power(5, -exponent);
  if (!floor_modulo(digits, fives).is_zero()) return std::nullopt;
  return Dyadic(floor_divide(digits, fives), exponent);
}

Integer Decimal::nearest_on_grid(unsigned fraction_bits) const {
  const Integer scaled = digits << fraction_bits;
  if (exponent >= 0) return scaled * power(10, exponent);
  const Integer tens = power(10, -exponent);
  return floor_divide((scaled << 1U) + tens, tens << 1U);
}

}  // namespace wirefold
