// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "wirefold/ir/graph.h"

namespace wirefold {

/// Reads a program of alkaid: ALIR as JSON, spec_version 4. Its meaning is kept exactly; one input "x" and one output
/// "y" of one axis each are what the file knows of the tensors.
///
/// Errors: IoError with the place for a file that is damaged, of another version, or that alkaid's own interpreters do
/// not agree on.
CombLogic parse_alir(std::string_view text);

/// Writes a lowered program as ALIR 4, tensors flattened in order; names and locations are lost.
///
/// Errors: UnsupportedError for a program that is not lowered, and with the operation for what alkaid would compute
/// wrongly: more than 64 bits, numbers that no double holds, exponents beyond 127.
std::string print_alir(const CombLogic& logic);

}  // namespace wirefold
