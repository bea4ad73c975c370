// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "wirefold/ir/graph.h"

namespace wirefold {

/// How far a program is on its way to hardware.
enum class ProgramStage {
  kTraced,   ///< anything a trace may hold
  kLowered,  ///< what a backend takes: no linear, maximum, minimum; sums of two; quantizers only drop bits
};

/// Lists every broken invariant of a program (ir/operation.h), each with the value and the user's line; empty if sound.
std::vector<std::string> violations(const CombLogic& logic, ProgramStage stage = ProgramStage::kTraced);

/// Throws InternalError with the first violations if there are any.
void verify(const CombLogic& logic, ProgramStage stage = ProgramStage::kTraced);

}  // namespace wirefold
