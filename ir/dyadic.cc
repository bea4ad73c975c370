// SPDX-License-Identifier: Apache-2.0
#include "wirefold/ir/dyadic.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "wirefold/ir/error.h"

namespace wirefold {
namespace {

// value * 2^shift, floored where the shift is negative.
Integer shifted(const Integer& value, int shift) {
  return shift >= 0 ? value << static_cast<unsigned>(shift) : value >> static_cast<unsigned>(-shift);
}

std::optional<int> parse_int(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

Dyadic::Dyadic(Integer mantissa, int exponent) : mantissa_(std::move(mantissa)), exponent_(exponent) {
  if (mantissa_.is_zero()) {
    exponent_ = 0;
  } else if (!mantissa_.is_odd()) {
    const unsigned zeros = mantissa_.trailing_zeros();
    mantissa_ = mantissa_ >> zeros;
    exponent_ += static_cast<int>(zeros);
  }
}

std::optional<Dyadic> Dyadic::from_double(double value) {
  if (!std::isfinite(value)) return std::nullopt;
  constexpr int kMantissaBits = std::numeric_limits<double>::digits;
  int exponent = 0;
  const double fraction = std::frexp(value, &exponent);
  return Dyadic(Integer(static_cast<std::int64_t>(std::ldexp(fraction, kMantissaBits))), exponent - kMantissaBits);
}

std::optional<Dyadic> Dyadic::parse(std::string_view text) {
  const auto mark = text.find_first_of("/*");
  const auto numerator = Integer::parse(text.substr(0, mark));
  if (!numerator) return std::nullopt;
  if (mark == std::string_view::npos) return Dyadic(*numerator, 0);
  const std::string_view rest = text.substr(mark + 1);
  if (rest.starts_with("2^")) {
    const auto exponent = parse_int(rest.substr(2));
    constexpr int kLargest = 1 << 20;
    if (!exponent || *exponent > kLargest || *exponent < -kLargest) return std::nullopt;
    return Dyadic(*numerator, text[mark] == '*' ? *exponent : -*exponent);
  }
  const auto denominator = Integer::parse(rest);
  if (text[mark] != '/' || !denominator || denominator->sign() <= 0) return std::nullopt;
  const unsigned exponent = denominator->trailing_zeros();
  if (*denominator != Integer::power_of_two(exponent)) return std::nullopt;
  return Dyadic(*numerator, -static_cast<int>(exponent));
}

Integer Dyadic::on_grid(int exponent) const {
  check_internal(is_zero() || exponent <= exponent_, "a number was read on a grid that is too coarse for it");
  return shifted(mantissa_, is_zero() ? 0 : exponent_ - exponent);
}

Integer Dyadic::floor_to_grid(int exponent) const { return shifted(mantissa_, is_zero() ? 0 : exponent_ - exponent); }

std::optional<double> Dyadic::to_double() const {
  using Limits = std::numeric_limits<double>;
  if (is_zero()) return 0.0;
  const int bits = static_cast<int>(mantissa_.bit_length());
  if (bits > Limits::digits || exponent_ < Limits::min_exponent - Limits::digits ||
      exponent_ + bits > Limits::max_exponent) {
    return std::nullopt;
  }
  return std::ldexp(static_cast<double>(mantissa_.to_int64()), exponent_);
}

std::string Dyadic::to_string() const {
  constexpr int kPlain = 40;  // larger powers of two are easier to read as such
  if (exponent_ > kPlain) return mantissa_.to_string() + "*2^" + std::to_string(exponent_);
  if (exponent_ >= 0) return on_grid(0).to_string();
  if (exponent_ < -kPlain) return mantissa_.to_string() + "*2^" + std::to_string(exponent_);
  return mantissa_.to_string() + "/" + Integer::power_of_two(static_cast<unsigned>(-exponent_)).to_string();
}

Dyadic operator+(const Dyadic& a, const Dyadic& b) {
  if (a.is_zero()) return b;
  if (b.is_zero()) return a;
  const int exponent = std::min(a.exponent_, b.exponent_);
  return Dyadic(a.on_grid(exponent) + b.on_grid(exponent), exponent);
}

Dyadic operator-(const Dyadic& a, const Dyadic& b) { return a + (-b); }

std::strong_ordering operator<=>(const Dyadic& a, const Dyadic& b) {
  if (a.mantissa_.sign() != b.mantissa_.sign()) return a.mantissa_.sign() <=> b.mantissa_.sign();
  const int exponent = std::min(a.exponent_, b.exponent_);
  return a.on_grid(exponent) <=> b.on_grid(exponent);
}

}  // namespace wirefold
