// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wirefold/sim/engine.h"
#include "wirefold/sim/engine/plan.h"

namespace wirefold::engine {

/// Samples of a batch, by their place in it: [first, first + count).
struct SampleRange {
  std::size_t first;
  std::size_t count;
};

/// Where an element is, for messages: "element 3 of input 'x' in sample 12".
std::string place_text(const char* kind, const std::string& tensor, std::size_t element, std::size_t sample);

}  // namespace wirefold::engine
