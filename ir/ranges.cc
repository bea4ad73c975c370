// SPDX-License-Identifier: Apache-2.0
#include "wirefold/ir/ranges.h"

#include <algorithm>

#include "wirefold/ir/error.h"
#include "wirefold/ir/semantics.h"

namespace wirefold {
namespace {

// Both ends after division and rounding; every rounding mode is monotone, so no value between leaves them.
Interval rounded_range(const Interval& x, const Quantizer& quantizer) {
  const int grid = -quantizer.format.fraction_bits;
  if (quantizer.divisor == Integer(1) && x.exponent >= grid) return x;
  // A format wide enough that only the rounding acts.
  Quantizer rounding_only = quantizer;
  rounding_only.overflow = Overflow::kWrap;
  const auto bits = std::max(x.low.bit_length(), x.high.bit_length());
  rounding_only.format.is_signed = true;
  rounding_only.format.integer_bits = std::max(static_cast<int>(bits) + x.exponent, grid) + 2;
  const Dyadic low = quantize(x.low_value(), rounding_only);
  const Dyadic high = quantize(x.high_value(), rounding_only);
  return hull(Interval{low.on_grid(grid), low.on_grid(grid), grid},
              Interval{high.on_grid(grid), high.on_grid(grid), grid});
}

Interval saturation_range(const Quantizer& quantizer) {
  Interval range = Interval::of(quantizer.format);
  if (quantizer.overflow == Overflow::kSatSym && range.low.is_negative()) range.low = -range.high;
  return range.is_point() ? Interval::point(range.low_value()) : range;
}

Interval wrapped_range(const Interval& rounded, const Quantizer& quantizer) {
  const Format& format = quantizer.format;
  const int period_exponent = (format.is_signed ? 1 : 0) + format.integer_bits;
  if (rounded.exponent >= period_exponent) return {};  // a multiple of the period
  // Both ends in one period keep their distance.
  const auto period_bits = static_cast<unsigned>(period_exponent - rounded.exponent);
  const Interval full = Interval::of(format);
  const Integer low_limit = full.low_value().on_grid(rounded.exponent);
  const Integer period = (rounded.low - low_limit) >> period_bits;
  if (period == ((rounded.high - low_limit) >> period_bits)) {
    const Integer offset = period << period_bits;
    return hull({rounded.low - offset, rounded.low - offset, rounded.exponent},
                {rounded.high - offset, rounded.high - offset, rounded.exponent});
  }
  return hull({low_limit, low_limit, rounded.exponent},
              {full.high_value().floor_to_grid(rounded.exponent), full.high_value().floor_to_grid(rounded.exponent),
               rounded.exponent});
}

Interval saturated_range(const Interval& rounded, const Quantizer& quantizer) {
  const Interval limits = saturation_range(quantizer);
  const auto clamped = [&](const Dyadic& value) {
    if (value < limits.low_value()) return Interval::point(limits.low_value());
    if (value > limits.high_value()) return Interval::point(limits.high_value());
    const Integer end = value.on_grid(rounded.exponent);
    return Interval{end, end, rounded.exponent};
  };
  const Interval ends = hull(clamped(rounded.low_value()), clamped(rounded.high_value()));
  if (ends.is_point() || ends.exponent <= rounded.exponent) return ends;
  // Values between the ends lie on the grid of the rounded ones.
  return {ends.low_value().on_grid(rounded.exponent), ends.high_value().on_grid(rounded.exponent), rounded.exponent};
}

// The rounded values within the limits, and zero for those outside.
Interval zeroed_range(const Interval& rounded, const Quantizer& quantizer) {
  const Interval limits = saturation_range(quantizer);
  const Integer low = std::max(rounded.low, -(-limits.low_value()).floor_to_grid(rounded.exponent));
  const Integer high = std::min(rounded.high, limits.high_value().floor_to_grid(rounded.exponent));
  if (low > high) return {};
  if (low == high) return hull(Interval::point({low, rounded.exponent}), {});
  return hull({low, high, rounded.exponent}, {});
}

}  // namespace

bool is_identity(const Interval& x, const Quantizer& quantizer) {
  if (x.is_zero()) return true;
  return quantizer.divisor == Integer(1) && !quantizer.format.is_zero() &&
         x.exponent >= -quantizer.format.fraction_bits && saturation_range(quantizer).low_value() <= x.low_value() &&
         x.high_value() <= saturation_range(quantizer).high_value();
}

Interval quantized_range(const Interval& x, const Quantizer& quantizer) {
  if (quantizer.format.is_zero() || x.is_zero()) return {};
  if (x.is_point()) return Interval::point(quantize(x.low_value(), quantizer));
  const Interval rounded = rounded_range(x, quantizer);
  const Interval limits = saturation_range(quantizer);
  if (limits.low_value() <= rounded.low_value() && rounded.high_value() <= limits.high_value()) return rounded;
  switch (quantizer.overflow) {
    case Overflow::kWrap:
      return wrapped_range(rounded, quantizer);
    case Overflow::kSat:
    case Overflow::kSatSym:
      return saturated_range(rounded, quantizer);
    case Overflow::kSatZero:
      return zeroed_range(rounded, quantizer);
  }
  throw InternalError("an overflow mode that is not in the list");
}

Interval positive_part_range(const Interval& x) {
  if (!x.low.is_negative()) return x;
  if (!x.high.is_negative()) return hull({Integer(0), x.high, x.exponent}, {});
  return {};
}

Interval square_range(const Interval& x) {
  Interval square = product(x, x);
  if (square.is_point()) return square;
  square.low = x.low.is_negative() && !x.high.is_negative() ? Integer(0) : std::min(x.low * x.low, x.high * x.high);
  return square;
}

Interval less_than_range(const Interval& x, const Dyadic& constant) {
  if (x.high_value() < constant) return Interval::point(Dyadic(1));
  if (x.low_value() >= constant) return {};
  return {Integer(0), Integer(1), 0};
}

Interval equal_range(const Interval& x, const Dyadic& constant) {
  if (!x.contains(constant)) return {};
  if (x.is_point()) return Interval::point(Dyadic(1));
  return {Integer(0), Integer(1), 0};
}

namespace {

Interval normal(Interval range) { return range.is_point() ? Interval::point(range.low_value()) : range; }

Interval on_grid(const Interval& x, int grid) {
  return {x.low_value().on_grid(grid), x.high_value().on_grid(grid), grid};
}

// ~n is -n - 1.
Interval inverted(const Interval& x) { return {-x.high - 1, -x.low - 1, x.exponent}; }

// The bits that both signs of x have room in.
unsigned magnitude_bits(const Interval& x) {
  const Integer below = x.low.is_negative() ? -x.low - 1 : x.low;
  return std::max(below.bit_length(), (x.high.is_negative() ? -x.high - 1 : x.high).bit_length());
}

// On one grid. The result of x & y has the sign of both, and clearing bits of a number makes it smaller.
Interval and_on_grid(const Interval& x, const Interval& y) {
  const bool x_is_natural = !x.low.is_negative();
  const bool y_is_natural = !y.low.is_negative();
  if (x_is_natural && y_is_natural) return {Integer(0), std::min(x.high, y.high), x.exponent};
  if (x_is_natural) return {Integer(0), x.high, x.exponent};
  if (y_is_natural) return {Integer(0), y.high, x.exponent};
  const Integer low = -Integer::power_of_two(std::max(magnitude_bits(x), magnitude_bits(y)));
  if (x.high.is_negative() && y.high.is_negative()) return {low, std::min(x.high, y.high), x.exponent};
  if (x.high.is_negative()) return {low, y.high, x.exponent};
  if (y.high.is_negative()) return {low, x.high, x.exponent};
  return {low, std::max(x.high, y.high), x.exponent};
}

Interval xor_on_grid(const Interval& x, const Interval& y) {
  const Integer limit = Integer::power_of_two(std::max(magnitude_bits(x), magnitude_bits(y)));
  const bool signs_known =
      (x.low.is_negative() == x.high.is_negative()) && (y.low.is_negative() == y.high.is_negative());
  const bool is_negative = x.low.is_negative() != y.low.is_negative();
  return {!signs_known || is_negative ? -limit : Integer(0), !signs_known || !is_negative ? limit - 1 : Integer(-1),
          x.exponent};
}

// The finest grid of both; a zero is on every grid.
int common_grid(const Interval& x, const Interval& y) {
  if (x.is_zero()) return y.exponent;
  return y.is_zero() ? x.exponent : std::min(x.exponent, y.exponent);
}

Interval and_range(const Interval& x, const Interval& y) {
  if (x.is_zero() || y.is_zero()) return {};
  const int grid = common_grid(x, y);
  const Interval range = and_on_grid(on_grid(x, grid), on_grid(y, grid));
  // Below the coarser grid one of them has only zeros.
  const int coarse = std::max(x.exponent, y.exponent);
  return normal({-(-range.low_value()).floor_to_grid(coarse), range.high_value().floor_to_grid(coarse), coarse});
}

Interval or_range(const Interval& x, const Interval& y) {
  const int grid = common_grid(x, y);
  return normal(inverted(and_on_grid(inverted(on_grid(x, grid)), inverted(on_grid(y, grid)))));
}

Interval xor_range(const Interval& x, const Interval& y) {
  const int grid = common_grid(x, y);
  return normal(xor_on_grid(on_grid(x, grid), on_grid(y, grid)));
}

}  // namespace

Interval bitwise_range(Opcode opcode, const Interval& x, const Interval& y) {
  if (x.is_point() && y.is_point()) return Interval::point(bitwise(opcode, x.low_value(), y.low_value()));
  if (opcode == Opcode::kAnd) return and_range(x, y);
  return opcode == Opcode::kOr ? or_range(x, y) : xor_range(x, y);
}

Interval maximum_range(const Interval& x, const Interval& y) {
  if (x.high_value() <= y.low_value()) return y;
  if (y.high_value() <= x.low_value()) return x;
  Interval result = hull(x, y);
  const Dyadic low = std::max(x.low_value(), y.low_value());
  result.low = low.on_grid(result.exponent);
  return result.is_point() ? Interval::point(low) : result;
}

}  // namespace wirefold
