// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "wirefold/ir/dyadic.h"
#include "wirefold/ir/location.h"
#include "wirefold/ir/shape.h"

namespace wirefold {

/// Edges between which values are sorted in: an array of one axis and at least `fewest` elements (ShapeError) that rise
/// or stay equal (ValueError). `edges` may be empty where the elements are not known.
void check_edges(const char* function, const Shape& shape, std::span<const Dyadic> edges, std::size_t fewest,
                 const Location& location);

}  // namespace wirefold
