// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "wirefold/ir/location.h"
#include "wirefold/ir/shape.h"

namespace wirefold {

/// Two arrays stretched to one shape: element i of the result is made of elements left[i] and right[i].
struct Broadcast {
  Shape shape;
  std::vector<std::size_t> left;
  std::vector<std::size_t> right;
};

/// The shape that both stretch to. Axes are matched from the last one; equal extents match, and 1 matches any.
///
/// Errors:  ShapeError if an axis has two extents of which none is 1.
/// Source:  numpy's broadcasting.
Shape broadcast_shape(const char* function, const Shape& a, const Shape& b, const Location& location);

/// Which element of an array of shape `from` stands at each place of `to`, which `from` stretches to.
std::vector<std::size_t> stretched_places(const Shape& from, const Shape& to);

Broadcast broadcast(const char* function, const Shape& a, const Shape& b, const Location& location);

/// Refuses `x += y` where the sum is of another shape than x (ShapeError).
void check_in_place(const char* function, const Shape& shape, const Shape& result, const Location& location);

}  // namespace wirefold
