// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "wirefold/optimizer/cmvm/adder_graph.h"
#include "wirefold/optimizer/cmvm/lattice.h"
#include "wirefold/optimizer/cmvm/solver.h"

namespace wirefold::cmvm {

/// Where a window reads.
struct WindowPlace {
  std::uint32_t channel = 0;
  Displacement at;

  friend auto operator<=>(const WindowPlace&, const WindowPlace&) = default;
};

/// A constant product that is repeated at many positions of the same inputs, as in a convolution: at position p, row i
/// reads channel places[i].channel at p + places[i].at.
struct SlidingWindow {
  Problem problem;  ///< of one position, without late rows; the rows of a channel have equal ranges and arrivals
  std::vector<WindowPlace> places;  ///< one a row, all different; none negative
};

/// A node at a displacement from the position in hand.
struct PlacedTerm {
  Term term;
  Displacement at;
};

struct PlacedAdder {
  PlacedTerm a;
  PlacedTerm b;
};

/// What is made at every position; what is made for another position is read from there. Nodes below the number of
/// channels are these, then come the adders in order.
struct SlidingGraph {
  std::uint32_t channels = 0;
  std::vector<PlacedAdder> adders;
  std::vector<PlacedTerm> outputs;  ///< one a column
};

struct PlacedWeight {
  WindowPlace place;
  Dyadic weight;

  friend bool operator==(const PlacedWeight&, const PlacedWeight&) = default;
};

/// A linear form: no weight zero, by rising place.
using PlacedForm = std::vector<PlacedWeight>;

/// What each node computes, exactly.
std::vector<PlacedForm> forms_of(const SlidingGraph& graph);

/// Whether the outputs at every position are those of the window.
bool computes(const SlidingGraph& graph, const SlidingWindow& window);

/// The cost of one position among many.
Cost cost_of(const SlidingGraph& graph, const SlidingWindow& window);

/// The problem whose rows are the channels of a window, for its ranges and arrivals.
Problem channels_of(const SlidingWindow& window);

}  // namespace wirefold::cmvm
