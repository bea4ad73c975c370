// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/lowering/quantizer.h"

#include <algorithm>

#include "wirefold/ir/error.h"
#include "wirefold/ir/ranges.h"

namespace wirefold {
namespace {

Dyadic power_of_two(int exponent) { return {1, exponent}; }

class QuantizerLowering {
 public:
  QuantizerLowering(Arithmetic& arithmetic, const Quantizer& quantizer, const Location& location)
      : arithmetic_(arithmetic), quantizer_(quantizer), location_(location) {}

  Use run(Use x) {
    Rounding rounding = quantizer_.rounding;
    if (quantizer_.divisor != Integer(1)) {
      x = divide(x, rounding);
      if (rounding == Rounding::kTrn) return fit(x);
    }
    if (arithmetic_.interval(x).exponent < grid()) x = add_rounding(x, rounding);
    return fit(x);
  }

 private:
  int grid() const { return -quantizer_.format.fraction_bits; }

  Use constant(const Dyadic& value) { return arithmetic_.constant(value, location_); }
  Use add(const Use& a, const Use& b) { return arithmetic_.add(a, b, location_); }
  Use is_less(const Use& x, const Dyadic& bound) {
    return {arithmetic_.builder().less_than({x.value, 0, x.negate}, scaled(bound, -x.shift), location_)};
  }
  Use choose(const Use& x, const Dyadic& bound, const Use& when_less, const Use& otherwise) {
    return arithmetic_.choose(x, bound, when_less, otherwise, location_);
  }

  // Drops the bits below 2^exponent.
  Use floor(const Use& x, int exponent) {
    const Interval range = arithmetic_.interval(x);
    if (range.exponent >= exponent || range.is_zero()) return x;
    Format format = range.format();
    format.fraction_bits = -exponent;
    if (format.is_signed) format.integer_bits = std::max(format.integer_bits, exponent);
    return {arithmetic_.builder().quantize(x, {.format = format}, location_)};
  }

  // The number to add before the bits below the grid are dropped, so that dropping them rounds. With u the least bit
  // of x and h half the grid: floor(x + h) rounds ties up and floor(x + h - u) rounds them down; the modes that depend
  // on the sign or on the last bit kept select between the two. A select between constants is wires.
  Use add_rounding(const Use& x, Rounding rounding) {
    const Dyadic half = power_of_two(grid() - 1);
    const Dyadic below_half = half - power_of_two(arithmetic_.interval(x).exponent);
    switch (rounding) {
      case Rounding::kTrn:
        return x;
      case Rounding::kTrnZero: {
        const Use up = constant(power_of_two(grid()) - power_of_two(arithmetic_.interval(x).exponent));
        return add(x, choose(x, Dyadic(0), up, constant(Dyadic(0))));
      }
      case Rounding::kRnd:
        return add(x, constant(half));
      case Rounding::kRndMinInf:
        return add(x, constant(below_half));
      case Rounding::kRndZero:
        return add(x, choose(x, Dyadic(0), constant(half), constant(below_half)));
      case Rounding::kRndInf:
        return add(x, choose(x, Dyadic(0), constant(below_half), constant(half)));
      case Rounding::kRndConv:
        return add(x, {arithmetic_.builder().select(last_bit(x), constant(half), constant(below_half), location_)});
    }
    throw InternalError("a rounding mode that is not in the list");
  }

  // The bit of floor(x) at the grid, as 0 or 1.
  Use last_bit(const Use& x) {
    const Format one_bit{false, grid() + 1, -grid()};
    return {arithmetic_.builder().quantize(x, {.format = one_bit}, location_), -grid(), false};
  }

  // A number that rounds as x / divisor does. For TRN that is the floor itself, already on the grid. For the others it
  // is h / 2 + s / 4 grid steps, where h is the floor of twice the quotient and s tells that something was cut off:
  // no mode can tell this from the quotient.
  Use divide(const Use& x, Rounding rounding) {
    if (rounding == Rounding::kTrn) return floor_quotient(x, grid());
    const Use halves = floor_quotient(x, grid() - 1);
    if (rounding == Rounding::kRnd) return halves;
    // halves * divisor - x is in (-divisor * 2^(grid - 1), 0], and 0 if the quotient is exact.
    Matrix weights(2, 1);
    weights(0, 0) = -1;
    weights(1, 0) = Dyadic(quantizer_.divisor, 0);
    const Use excess = arithmetic_.multiply({{x, halves}, weights, {}, location_})[0];
    const int least = std::min(arithmetic_.interval(x).exponent, grid() - 1);
    const Integer limit = quantizer_.divisor << static_cast<unsigned>(grid() - 1 - least);
    const Interval known{1 - limit, Integer(0), least};
    arithmetic_.builder().narrow(excess.value, transformed(known, -excess.shift, excess.negate));
    return add(halves, compose(is_less(excess, Dyadic(0)), grid() - 2, false));
  }

  // floor(x / divisor) to the grid 2^exponent, by one constant product (Granlund and Montgomery, PLDI 1994): with Y
  // the integer of x on a grid, floor(Y * 2^s / d) is (Y * M + c) >> n for M = ceil(2^(s + n) / d), r = M d - 2^(s + n)
  // and c = ceil(-low r / d), as soon as 0 <= Y r + c d < 2^n for every Y in [low, high].
  Use floor_quotient(const Use& x, int exponent) {
    const Integer& divisor = quantizer_.divisor;
    const Use y = floor(x, exponent);  // floor(floor(x) / d) is floor(x / d)
    const Interval range = arithmetic_.interval(y);
    if (range.is_zero()) return y;
    const auto raise = static_cast<unsigned>(range.exponent - exponent);
    for (unsigned drop = 0;; ++drop) {
      const Integer power = Integer::power_of_two(raise + drop);
      const Integer multiplier = -floor_divide(-power, divisor);
      const Integer rest = multiplier * divisor - power;
      const Integer offset = range.low.is_negative() ? -floor_divide(range.low * rest, divisor) : Integer(0);
      if (range.high * rest + offset * divisor >= Integer::power_of_two(drop)) continue;
      // In units of 2^range.exponent: (y * M + c) * 2^-(raise + drop), of which `floor` keeps the grid.
      const Use integer = compose(y, -range.exponent, false);
      Matrix weight(1, 1);
      weight(0, 0) = Dyadic(multiplier, 0);
      const Use product = arithmetic_.multiply({{integer}, weight, {}, location_})[0];
      const Use shifted = add(product, constant(Dyadic(offset, 0)));
      return floor(compose(shifted, exponent - static_cast<int>(drop), false), exponent);
    }
  }

  // Drops what is below the grid, and fits the rounded number to the range.
  Use fit(const Use& x) {
    Builder& builder = arithmetic_.builder();
    const Quantizer drop{.format = quantizer_.format};
    if (quantizer_.overflow == Overflow::kWrap) {
      return is_identity(arithmetic_.interval(x), drop) ? x : Use{builder.quantize(x, drop, location_)};
    }
    const Use rounded = floor(x, grid());
    const Interval range = arithmetic_.interval(rounded);
    Interval limits = Interval::of(quantizer_.format);
    if (quantizer_.overflow == Overflow::kSatSym && limits.low.is_negative()) limits.low = -limits.high;
    const bool saturates = quantizer_.overflow != Overflow::kSatZero;
    const Dyadic low = limits.low_value();
    const Dyadic high = limits.high_value();
    Use result = is_identity(range, drop) ? rounded : Use{builder.quantize(rounded, drop, location_)};
    if (range.high_value() > high) {
      const Dyadic above = high + power_of_two(grid());
      result = choose(rounded, above, result, constant(saturates ? high : Dyadic(0)));
    }
    if (range.low_value() < low) {
      result = choose(rounded, low, constant(saturates ? low : Dyadic(0)), result);
    }
    return result;
  }

  Arithmetic& arithmetic_;
  const Quantizer& quantizer_;
  const Location& location_;
};

}  // namespace

Use lower_quantize(Arithmetic& arithmetic, const Use& x, const Quantizer& quantizer, const Location& location) {
  if (quantizer.format.is_zero()) return arithmetic.constant(Dyadic(0), location);
  return QuantizerLowering(arithmetic, quantizer, location).run(x);
}

}  // namespace wirefold
