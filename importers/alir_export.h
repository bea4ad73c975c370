// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wirefold/importers/alir_program.h"
#include "wirefold/ir/graph.h"

namespace wirefold {

/// A lowered program as a peer's. The shifts and signs of uses become those of the peer's operands where it has them;
/// comparisons become the sign bit of a difference, equality the inverted any-bit of one; slots are annotated with
/// ranges from which the peers' float arithmetic derives the right format.
///
/// Errors: UnsupportedError for a program that is not lowered, and with the operation's line for what the peer would
/// compute wrongly (`limits`).
AlirProgram to_alir(const CombLogic& logic, const AlirLimits& limits);

}  // namespace wirefold
