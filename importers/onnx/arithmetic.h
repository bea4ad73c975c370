// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>

#include "wirefold/importers/onnx/signal.h"

namespace wirefold::onnx {

// Arithmetic on what flows between nodes. All of it is exact; a constant operand goes into what the elements of the
// other one stand for, where that saves hardware. Two constants give what float32 gives.
//
// Shapes:  broadcast as numpy's.
// Errors:  ShapeError; UnsupportedError for a function or a quotient that no quantizer has taken.

/// Refuses a tensor of more elements than hardware without a memory can have (ShapeError), before it is made.
void check_elements(const char* what, const std::vector<std::int64_t>& extents);

Signal add(const Signal& a, const Signal& b, const Location& location);
Signal multiply(const Signal& a, const Signal& b, const Location& location);
/// `divisor` is a constant. ValueError if it holds a zero.
Signal divide(const Signal& x, const Signal& divisor, const Location& location);
Signal negated(const Signal& x, const Location& location);

/// Not below `low` and not above `high`; either may be left out. Both are constants that broadcast to x.
Signal clipped(const Signal& x, const std::optional<NumericArray>& low, const std::optional<NumericArray>& high,
               const Location& location);

/// Elements of x where `move` puts them, which is given an array of their places. A place of -1 is a zero.
Signal rearranged(const Signal& x, const std::function<NumericArray(const NumericArray&)>& move,
                  const Location& location);
Signal reshaped(const Signal& x, const Shape& shape, const Location& location);
Signal transposed(const Signal& x, const std::vector<std::int64_t>& axes, const Location& location);
/// Stretched to a shape as numpy does.
Signal stretched(const Signal& x, const Shape& shape, const Location& location);

/// As it is if its elements stand for nothing but scaled numbers, and computed otherwise.
Signal with_scales_only(const Signal& x, const Location& location);

}  // namespace wirefold::onnx
