// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "wirefold/ir/location.h"
#include "wirefold/ir/shape.h"

namespace wirefold {

/// The most elements an array of the DSL may have.
inline constexpr std::size_t kMaxElements = std::size_t{1} << 28;

/// Refuses the shape of an array that cannot be: an axis of extent 0 or less, more than kMaxElements elements
/// (ShapeError). There are no arrays of no elements, so nothing behind this check asks for them.
void check_shape(const char* function, const Shape& shape, const Location& location);

/// The axis that `axis` means in an array of `shape`, negative ones counted from the end. ShapeError out of range.
std::size_t checked_axis(const char* function, std::int64_t axis, const Shape& shape, const Location& location);

/// The distance between neighbours along each axis, in elements in C order.
std::vector<std::ptrdiff_t> strides_of(const Shape& shape);

/// "element (1, 2)" for a place in C order; "the number" in an array of no axes.
std::string element_text(const Shape& shape, std::size_t place);

}  // namespace wirefold
