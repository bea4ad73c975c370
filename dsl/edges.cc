// SPDX-License-Identifier: Apache-2.0
#include "wirefold/dsl/edges.h"

#include <algorithm>

#include "wirefold/ir/error.h"

namespace wirefold {

void check_edges(const char* function, const Shape& shape, std::span<const Dyadic> edges, std::size_t fewest,
                 const Location& location) {
  if (shape.rank() != 1 || shape.size() < fewest) {
    throw ShapeError(
        function,
        "edges of shape " + to_string(shape) + ", they must have one axis of at least " + std::to_string(fewest),
        location);
  }
  const auto falling = std::is_sorted_until(edges.begin(), edges.end());
  if (falling == edges.end()) return;
  throw ValueError(function,
                   "edge " + std::to_string(falling - edges.begin()) + " is " + falling->to_string() + " after " +
                       (falling - 1)->to_string() + ", edges must rise",
                   location);
}

}  // namespace wirefold
