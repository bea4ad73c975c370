// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "wirefold/ir/dyadic.h"

namespace wirefold {

/// A fixed-point format: the values n * 2^-fraction_bits for integers n with
/// -is_signed * 2^(integer_bits + fraction_bits) <= n <= 2^(integer_bits + fraction_bits) - 1.
///
/// `integer_bits` is without the sign; both counts may be negative. A width of zero or less means the constant zero.
struct Format {
  bool is_signed = false;
  int integer_bits = 0;
  int fraction_bits = 0;

  int width() const { return (is_signed ? 1 : 0) + integer_bits + fraction_bits; }
  bool is_zero() const { return width() <= 0; }
  friend bool operator==(const Format&, const Format&) = default;
};

/// "s7.0", "u2.4", "s-3.7" for signed with -3 integer bits; "zero" for a format of no bits.
std::string to_string(const Format& format);

/// How `quantize` maps a value onto the grid 2^-fraction_bits. The names are those of ap_fixed and ac_fixed.
enum class Rounding {
  kTrn,        ///< towards minus infinity (floor)
  kTrnZero,    ///< towards zero
  kRnd,        ///< to nearest, ties up
  kRndZero,    ///< to nearest, ties towards zero
  kRndInf,     ///< to nearest, ties away from zero
  kRndMinInf,  ///< to nearest, ties down
  kRndConv,    ///< to nearest, ties to even
};

/// What `quantize` does with a rounded value outside the format's range.
enum class Overflow {
  kWrap,     ///< modulo 2^width
  kSat,      ///< clamp to the range
  kSatSym,   ///< clamp to +-(2^integer_bits - 2^-fraction_bits); below zero to 0 if unsigned
  kSatZero,  ///< 0
};

std::string_view to_string(Rounding rounding);
std::string_view to_string(Overflow overflow);
std::optional<Rounding> parse_rounding(std::string_view text);
std::optional<Overflow> parse_overflow(std::string_view text);

/// What a `quantize` operation does: divide by `divisor`, round the exact quotient to the grid, fit the range.
/// The divisor is odd and positive; it is 1 but for means and for divisions whose result is not dyadic.
struct Quantizer {
  Format format;
  Rounding rounding = Rounding::kTrn;
  Overflow overflow = Overflow::kWrap;
  Integer divisor = 1;

  /// Only drops bits: truncates and wraps.
  bool is_bit_drop() const {
    return rounding == Rounding::kTrn && overflow == Overflow::kWrap && divisor == Integer(1);
  }
  friend bool operator==(const Quantizer&, const Quantizer&) = default;
};

/// The widest scalar that a program may hold.
inline constexpr int kMaxScalarBits = 1024;
/// The largest distance of a grid or of a shift from the binary point.
inline constexpr int kMaxExponent = 1 << 15;

}  // namespace wirefold
