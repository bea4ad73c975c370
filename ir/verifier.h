// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "wirefold/ir/graph.h"

namespace wirefold {

/// How far a program is on its way to hardware.
enum class ProgramStage {
  kTraced,  ///< anything a trace may hold
  /// What a backend takes: no linear, maximum, minimum; sums of two or three; quantizers only drop bits.
  kLowered,
};

/// The most terms of a sum in a lowered program: what one carry chain adds up on some devices.
inline constexpr std::uint32_t kMostLoweredTerms = 3;

/// Lists every broken invariant of a program (ir/operation.h), each with the value and the user's line; empty if sound.
std::vector<std::string> violations(const CombLogic& logic, ProgramStage stage = ProgramStage::kTraced);

/// Throws InternalError with the first violations if there are any.
void verify(const CombLogic& logic, ProgramStage stage = ProgramStage::kTraced);

}  // namespace wirefold
