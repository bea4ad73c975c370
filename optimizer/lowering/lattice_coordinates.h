// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "wirefold/ir/graph.h"
#include "wirefold/optimizer/cmvm/sliding_graph.h"

namespace wirefold {

/// Coordinates of windows that read values: window i reads at place k the value of places[k].channel at
/// positions[i] + places[k].at.
struct LatticeCoordinates {
  std::vector<std::optional<cmvm::Displacement>> positions;  ///< by window; none if it is not connected to the others
  std::vector<std::optional<cmvm::WindowPlace>> places;      ///< by place; none if nothing is read there
};

/// Finds coordinates in one or two dimensions from nothing but which values windows have in common; two values are one
/// exactly where channel and coordinates are the same. `windows` has one value a place, kNoValue for none; no value
/// twice in a window.
///
/// Nothing if windows have no values in common or do not lie on a lattice.
std::optional<LatticeCoordinates> find_lattice(const std::vector<std::vector<ValueId>>& windows);

}  // namespace wirefold
