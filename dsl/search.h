// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "wirefold/dsl/axes.h"
#include "wirefold/dsl/twin_functions.h"

namespace wirefold {

/// Where along `axis` the largest element stands, the first of equal ones; without an axis, where in C order. A tree of
/// ceil(log2 n) comparisons.
///
/// Errors:  ShapeError for an axis out of range.
/// Source:  numpy.argmax.
WIREFOLD_OF_ONE_ARRAY(argmax, std::optional<Axis> axis = {}, bool keepdims = false);
/// The same for the smallest element.
WIREFOLD_OF_ONE_ARRAY(argmin, std::optional<Axis> axis = {}, bool keepdims = false);

/// On which side of equal edges a value is put.
enum class Side { kLeft, kRight };

/// How many of the edges `a`, which rise, are below each value of `b`; with Side::kRight how many are not above it.
///
/// Shapes:  a (n), b (...) -> (...).
/// Errors:  ShapeError for edges of another number of axes than one; ValueError for constant edges that fall.
/// Source:  numpy.searchsorted(a, b, side).
WIREFOLD_OF_TWO_ARRAYS(searchsorted, Side side = Side::kLeft);

}  // namespace wirefold
