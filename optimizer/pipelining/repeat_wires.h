// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wirefold/optimizer/pipelining/pipeline.h"

namespace wirefold {

/// Makes a schedule legal in which operations that are only wires may be in a later stage than those that read them:
/// gives each stage that reads such a one too early a copy of its own, made from what it reads.
PipelinedProgram repeat_wires(CombLogic logic, Schedule schedule);

}  // namespace wirefold
