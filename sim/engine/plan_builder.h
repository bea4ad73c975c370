// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "wirefold/sim/engine/plan.h"

namespace wirefold::engine {

/// The steps of a program in its own order, without lanes. The plan's outputs are the program's and then the tensors
/// `taps`, which may have no removed elements. Values that are one number by their interval become constants.
Plan build_plan(const CombLogic& logic, std::span<const NamedTensor* const> taps);

}  // namespace wirefold::engine
