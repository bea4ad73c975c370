// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "wirefold/importers/onnx/line.h"
#include "wirefold/importers/onnx/signal.h"

namespace wirefold::onnx {

/// How a quantizer makes an integer of a number x: x / scale + zero, rounded, not below `low` and not above `high`.
struct CodeRule {
  Ratio scale = 1;
  Ratio zero = 0;
  RoundingMode mode = RoundingMode::kRound;
  Integer low;
  Integer high;

  friend bool operator==(const CodeRule&, const CodeRule&) = default;
};

/// The integers that quantizers make of a signal, exactly, whatever is pending in it; `rules` has one entry an element.
///
/// Where scales are powers of two that is a rounding and a saturation. Any other scale is taken together with what the
/// elements stand for as one line (line.h), that is one product with a small constant, or, where there is none, as an
/// exact quotient; a pending function becomes a table.
/// Errors:  UnsupportedError for a function with bounds, or rounded away from zero; FormatError for tables of too many
///          bits.
FixedVariableArray codes_of(const Signal& x, const std::vector<CodeRule>& rules, const Location& location);

}  // namespace wirefold::onnx
