// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "wirefold/importers/onnx/ratio.h"

namespace wirefold::onnx {

/// How the quantizers of QONNX round; the names are theirs.
enum class RoundingMode {
  kRound,     ///< to nearest, ties to even; also HALF_EVEN
  kCeil,      ///< towards plus infinity
  kFloor,     ///< towards minus infinity
  kUp,        ///< away from zero
  kDown,      ///< towards zero
  kHalfUp,    ///< to nearest, ties away from zero
  kHalfDown,  ///< to nearest, ties towards zero
};

Integer rounded(const Ratio& number, RoundingMode mode);
/// The same of dividend / divisor, which is positive.
Integer rounded_quotient(const Integer& dividend, const Integer& divisor, RoundingMode mode);

/// A quantizer behind an affine map, on the integers from `least` to `most`: the code of index i is
/// scale * i + offset, rounded, not below `low` and not above `high`. The scale is positive.
struct Staircase {
  Ratio scale;
  Ratio offset;
  RoundingMode mode = RoundingMode::kRound;
  Integer low;
  Integer high;
  Integer least;
  Integer most;

  friend bool operator==(const Staircase&, const Staircase&) = default;
};

/// The code of index i is floor((multiplier * i + offset) / 2^shift), not below and not above the quantizer's bounds.
struct Line {
  Integer multiplier;
  Integer offset;
  unsigned shift = 0;
};

/// A line with few digits that gives the codes of a staircase, all of them: the steps are found exactly, and a line is
/// taken if every step lies on the right side of it. Nothing if there is none (rounding towards or away from zero has
/// one step that is longer than the others), or if there are more than 2^16 codes.
///
/// Source: multiplication by an invariant reciprocal, Granlund and Montgomery, PLDI 1994; here the shift is the least
///         for the numbers that occur, not for all numbers of a width.
std::optional<Line> find_line(const Staircase& staircase);

}  // namespace wirefold::onnx
