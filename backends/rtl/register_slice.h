// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "wirefold/backends/rtl/wrapper_builder.h"

namespace wirefold::rtl {

/// One side of a wrapper or of a slice in it: a transfer moves where `valid` and `ready` are both 1.
struct Channel {
  PlanSignal valid = 0;
  PlanSignal ready = 0;
  std::vector<PlanSignal> parts;  ///< what a transfer carries, vectors and bits; may be none
};

/// Puts the register slices that the wrapper has between its ports and the rest; `in` and `out` are the ports, and
/// afterwards what stands in for them: the wrapper gives values to in.ready, out.valid and out.parts as before, and
/// reads the others. The parts of `out` are registers where the wrapper registers its results in the ports themselves.
///
/// A slice is two places for transfers, known as a skid buffer: the ready, valid and data that it gives come from
/// registers, no path leads from the sink's ready to the source's, and a transfer passes in every cycle, one cycle
/// later. A source outside the wrapper finds it not ready during reset.
void add_slices(WrapperBuilder& builder, Channel& in, Channel& out);

}  // namespace wirefold::rtl
