// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "tests/programs/random_program.h"

namespace wirefold {

/// Damages a text in one place: cuts it off, flips a bit, drops or repeats characters, drops, repeats or swaps lines,
/// or puts a number at a limit in place of another.
void mutate(Random& random, std::string& text);

}  // namespace wirefold
