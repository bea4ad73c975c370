// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "wirefold/importers/onnx/codes.h"
#include "wirefold/importers/onnx/node_call.h"

namespace wirefold::onnx {

// What the quantizers of ONNX and QONNX have in common.

/// The attribute rounding_mode. UnsupportedError for an unknown name.
RoundingMode rounding_mode(const NodeCall& call, const char* otherwise);

/// A number for each element of input 0, of an input that broadcasts to it. ShapeError for one that does not.
std::vector<Dyadic> spread(const NodeCall& call, std::size_t index, const char* what);

/// ValueError for a scale that is not above 0.
void check_scales(const std::vector<Dyadic>& scales);

/// The integers that a quantizer gives.
struct Range {
  Integer low;
  Integer high;
};
Range range_of(bool is_signed, bool is_narrow, int bits);

/// `y` as an integer, as numpy rounds in float32.
float rounded_float(float y, RoundingMode mode);

/// The codes of a signal, by one rule an element: of weights in float32 and step by step as QONNX computes them, as
/// ties hang on that, and exactly of all else.
Signal::Array coded(const Signal& x, const std::vector<CodeRule>& rules, const Location& location);

/// (code - zero) * scale for each code.
Signal scaled(Signal::Array codes, const std::vector<CodeRule>& rules, const Location& location);

}  // namespace wirefold::onnx
