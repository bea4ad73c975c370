// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <vector>

#include "wirefold/ir/format.h"

namespace wirefold {

// Quantization as the manuals of ap_fixed and ac_fixed define it, by comparing candidates: which code of the grid is
// nearest, and which code of the format stands for it. Small numbers only; shares no code with semantics.

struct Fraction {
  std::int64_t numerator;
  std::int64_t denominator;  // positive
};

/// mantissa * 2^exponent / divisor in units of 2^-fraction_bits.
inline Fraction in_grid_units(std::int64_t mantissa, int exponent, std::int64_t divisor, int fraction_bits) {
  const int shift = exponent + fraction_bits;
  if (shift >= 0) return {mantissa * (std::int64_t{1} << shift), divisor};
  return {mantissa, divisor * (std::int64_t{1} << -shift)};
}

inline std::int64_t round_by_definition(const Fraction& value, Rounding rounding) {
  // Candidates on both sides of the quotient, whichever way division rounds.
  const std::int64_t first = value.numerator / value.denominator - 2;
  // The largest code that is not above the value, and the codes nearest to it.
  std::int64_t below = first;
  std::vector<std::int64_t> nearest;
  std::int64_t best = -1;
  for (std::int64_t code = first; code <= first + 4; ++code) {
    const std::int64_t distance = std::abs(code * value.denominator - value.numerator);
    if (code * value.denominator <= value.numerator) below = code;
    if (best < 0 || distance < best) nearest.clear();
    if (best < 0 || distance <= best) {
      nearest.push_back(code);
      best = distance;
    }
  }
  const std::int64_t lower = nearest.front();
  const std::int64_t upper = nearest.back();  // another one in a tie
  switch (rounding) {
    case Rounding::kTrn:
      return below;
    case Rounding::kTrnZero:
      return value.numerator < 0 && below * value.denominator != value.numerator ? below + 1 : below;
    case Rounding::kRnd:
      return upper;
    case Rounding::kRndMinInf:
      return lower;
    case Rounding::kRndZero:
      return std::abs(lower) < std::abs(upper) ? lower : upper;
    case Rounding::kRndInf:
      return std::abs(lower) > std::abs(upper) ? lower : upper;
    case Rounding::kRndConv:
      return lower % 2 == 0 ? lower : upper;
  }
  throw std::logic_error("rounding");
}

inline std::int64_t fit_by_definition(std::int64_t code, const Format& format, Overflow overflow) {
  if (format.width() <= 0) return 0;
  const std::int64_t period = std::int64_t{1} << format.width();
  const std::int64_t low = format.is_signed ? -period / 2 : 0;
  const std::int64_t high = low + period - 1;
  if (low <= code && code <= high && !(overflow == Overflow::kSatSym && format.is_signed && code == low)) return code;
  switch (overflow) {
    case Overflow::kWrap:
      while (code < low) code += period;
      while (code > high) code -= period;
      return code;
    case Overflow::kSat:
      return code < low ? low : high;
    case Overflow::kSatSym:
      return code > high ? high : (format.is_signed ? -high : 0);
    case Overflow::kSatZero:
      return 0;
  }
  throw std::logic_error("overflow");
}

inline std::int64_t quantize_by_definition(std::int64_t mantissa, int exponent, std::int64_t divisor,
                                           const Quantizer& quantizer) {
  const Fraction value = in_grid_units(mantissa, exponent, divisor, quantizer.format.fraction_bits);
  return fit_by_definition(round_by_definition(value, quantizer.rounding), quantizer.format, quantizer.overflow);
}

/// Every format of at most `most` bits around the binary point, the one of no bits among them.
inline std::vector<Format> small_formats(int most) {
  std::vector<Format> formats;
  for (int is_signed = 0; is_signed < 2; ++is_signed) {
    for (int integer_bits = -1; integer_bits <= 3; ++integer_bits) {
      for (int fraction_bits = -2; fraction_bits <= 2; ++fraction_bits) {
        const Format format{is_signed == 1, integer_bits, fraction_bits};
        if (format.width() >= 0 && format.width() <= most) formats.push_back(format);
      }
    }
  }
  return formats;
}

/// Calls `check` with every rounding, overflow mode and a few divisors for `format`.
template <class Check>
void for_every_mode(const Format& format, Check check) {
  for (int rounding = 0; rounding < 7; ++rounding) {
    for (int overflow = 0; overflow < 4; ++overflow) {
      for (const int divisor : {1, 3, 5, 7}) {
        check(Quantizer{format, static_cast<Rounding>(rounding), static_cast<Overflow>(overflow), divisor}, divisor);
      }
    }
  }
}

inline std::string describe(const Quantizer& quantizer) {
  return "/ " + quantizer.divisor.to_string() + " to " + to_string(quantizer.format) + " " +
         std::string(to_string(quantizer.rounding)) + " " + std::string(to_string(quantizer.overflow));
}

}  // namespace wirefold
