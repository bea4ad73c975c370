// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "wirefold/ir/graph.h"

namespace wirefold {

/// Reads a program of da4ml: comb.json, which has no version. Its meaning is kept exactly; one input "x" and one output
/// "y" of one axis each are what the file knows of the tensors.
///
/// Errors: IoError with the place for a file that is damaged, of another version, or that da4ml's own interpreters do
/// not agree on.
CombLogic parse_comb_json(std::string_view text);

/// Writes a lowered program as comb.json of da4ml 0.6, tensors flattened in order; names and locations are lost.
///
/// Errors: UnsupportedError for a program that is not lowered, and with the operation for what da4ml would compute
/// wrongly: more than 64 bits, more than 32 of a signed input, quantizer or select, numbers that no double holds,
/// exponents beyond 127.
std::string print_comb_json(const CombLogic& logic);

}  // namespace wirefold
