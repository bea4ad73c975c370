// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "wirefold/ir/integer.h"

namespace wirefold {

/// An exact number mantissa * 2^exponent. Normal form: the mantissa is odd, or the number is zero with exponent 0;
/// so equal numbers have equal fields.
class Dyadic {
 public:
  Dyadic() = default;
  template <std::integral I>
  requires(!std::same_as<I, bool>) Dyadic(I value)
      : Dyadic(Integer(value), 0) {}  // NOLINT(google-explicit-constructor)
  Dyadic(Integer mantissa, int exponent);

  /// The exact value of a finite double; nothing for NaN and infinity.
  static std::optional<Dyadic> from_double(double value);
  /// Reads "-37", "0x1f", "37/256" or "37*2^-8": an integer, over a power of two or times one.
  static std::optional<Dyadic> parse(std::string_view text);

  const Integer& mantissa() const { return mantissa_; }
  int exponent() const { return exponent_; }
  bool is_zero() const { return mantissa_.is_zero(); }
  bool is_negative() const { return mantissa_.is_negative(); }
  bool is_integer() const { return exponent_ >= 0; }
  /// The integer n with value = n * 2^exponent; the value must lie on that grid (InternalError).
  Integer on_grid(int exponent) const;
  /// The largest integer n with n * 2^exponent <= value.
  Integer floor_to_grid(int exponent) const;

  /// The value as a double if a double holds it exactly; nothing otherwise.
  std::optional<double> to_double() const;
  /// "-3", "37/256" (also for 37 * 2^-8), "3*2^40": what `parse` reads.
  std::string to_string() const;

  friend Dyadic operator+(const Dyadic& a, const Dyadic& b);
  friend Dyadic operator-(const Dyadic& a, const Dyadic& b);
  friend Dyadic operator*(const Dyadic& a, const Dyadic& b) {
    return Dyadic(a.mantissa_ * b.mantissa_, a.exponent_ + b.exponent_);
  }
  friend Dyadic operator-(const Dyadic& a) {
    Dyadic result(a);
    result.mantissa_ = -a.mantissa_;
    return result;
  }
  /// value * 2^shift, for any sign of the shift.
  friend Dyadic scaled(const Dyadic& value, int shift) {
    Dyadic result(value);
    if (!value.is_zero()) result.exponent_ += shift;
    return result;
  }
  friend bool operator==(const Dyadic& a, const Dyadic& b) {
    return a.exponent_ == b.exponent_ && a.mantissa_ == b.mantissa_;
  }
  friend std::strong_ordering operator<=>(const Dyadic& a, const Dyadic& b);

 private:
  Integer mantissa_;
  int exponent_ = 0;
};

}  // namespace wirefold
