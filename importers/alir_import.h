// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "wirefold/importers/alir_program.h"
#include "wirefold/ir/graph.h"

namespace wirefold {

/// The program that a peer's program means: one input "x" and one output "y", each of one axis.
///
/// What hangs on the annotated format of a slot there is an operation of its own here: the top bit of a condition, the
/// bits of a complement, the offset of a table index. A slot whose values are not proven to fit its format is wrapped
/// to the format, as the peer's hardware does.
///
/// Errors: IoError "function: operation 7: problem" for a program that means nothing, or not the same to every
/// interpreter of the peer.
CombLogic to_logic(const AlirProgram& program, std::string_view function);

}  // namespace wirefold
