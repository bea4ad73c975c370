// SPDX-License-Identifier: Apache-2.0
#include "wirefold/ir/interval.h"

#include <algorithm>

namespace wirefold {
namespace {

Integer raised(const Integer& value, int from_exponent, int to_exponent) {
  return value << static_cast<unsigned>(from_exponent - to_exponent);
}

// Ceiling division by 2^shift.
Integer ceiling_shift(const Integer& value, unsigned shift) { return -((-value) >> shift); }

Interval normalized(Interval x) { return x.is_point() ? Interval::point(x.low_value()) : x; }

}  // namespace

Interval Interval::point(const Dyadic& value) { return {value.mantissa(), value.mantissa(), value.exponent()}; }

Interval Interval::of(const Format& format) {
  if (format.is_zero()) return {};
  const int magnitude_bits = format.integer_bits + format.fraction_bits;
  const Integer limit = magnitude_bits >= 0 ? Integer::power_of_two(static_cast<unsigned>(magnitude_bits)) : Integer(0);
  return normalized({format.is_signed ? -limit : Integer(0), limit - 1, -format.fraction_bits});
}

bool Interval::contains(const Dyadic& value) const {
  return (value.is_zero() || value.exponent() >= exponent) && low_value() <= value && value <= high_value();
}

bool Interval::contains(const Interval& other) const {
  return (other.is_zero() || other.exponent >= exponent) && low_value() <= other.low_value() &&
         other.high_value() <= high_value();
}

Format Interval::format() const {
  if (is_zero()) return {};
  // The magnitude bits m are the least with -2^m <= low and high <= 2^m - 1.
  const Integer& low_magnitude = low.is_negative() ? -(low + 1) : Integer(0);
  const Integer& high_magnitude = high.is_negative() ? Integer(0) : high;
  const int bits = static_cast<int>(std::max(low_magnitude.bit_length(), high_magnitude.bit_length()));
  return {low.is_negative(), bits + exponent, -exponent};
}

Interval transformed(const Interval& x, int shift, bool negate) {
  if (x.is_zero()) return x;
  Interval result = x;
  result.exponent += shift;
  if (negate) {
    result.low = -x.high;
    result.high = -x.low;
  }
  return result;
}

Interval sum(const Interval& x, const Interval& y) {
  if (x.is_zero()) return y;
  if (y.is_zero()) return x;
  const int exponent = std::min(x.exponent, y.exponent);
  return normalized({raised(x.low, x.exponent, exponent) + raised(y.low, y.exponent, exponent),
                     raised(x.high, x.exponent, exponent) + raised(y.high, y.exponent, exponent), exponent});
}

Interval product(const Interval& x, const Interval& y) {
  if (x.is_zero() || y.is_zero()) return {};
  const auto [low, high] = std::minmax({x.low * y.low, x.low * y.high, x.high * y.low, x.high * y.high});
  return normalized({low, high, x.exponent + y.exponent});
}

Interval hull(const Interval& x, const Interval& y) {
  // Zero lies on every grid, so it does not refine the other's.
  const int exponent = x.is_zero() ? y.exponent : (y.is_zero() ? x.exponent : std::min(x.exponent, y.exponent));
  const Integer x_low = x.low_value().on_grid(exponent);
  const Integer x_high = x.high_value().on_grid(exponent);
  const Integer y_low = y.low_value().on_grid(exponent);
  const Integer y_high = y.high_value().on_grid(exponent);
  return normalized({std::min(x_low, y_low), std::max(x_high, y_high), exponent});
}

Interval intersection(const Interval& x, const Interval& y) {
  const int exponent = std::max(x.exponent, y.exponent);
  const auto up = [&](const Interval& v) { return static_cast<unsigned>(exponent - v.exponent); };
  if (x.is_point() || y.is_point()) {
    const Interval& point = x.is_point() ? x : y;
    if (!(x.is_point() ? y : x).contains(point.low_value())) throw ContradictionError();
    return point;
  }
  Interval result{std::max(ceiling_shift(x.low, up(x)), ceiling_shift(y.low, up(y))),
                  std::min(x.high >> up(x), y.high >> up(y)), exponent};
  if (result.low > result.high) throw ContradictionError();
  return normalized(std::move(result));
}

std::string to_string(const Interval& interval) {
  if (interval.is_point()) return "[" + interval.low_value().to_string() + "]";
  return "[" + interval.low_value().to_string() + ", " + interval.high_value().to_string() + "] step " +
         Dyadic(1, interval.exponent).to_string();
}

}  // namespace wirefold
