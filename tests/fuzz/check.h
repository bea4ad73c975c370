// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>

#include "tests/fuzz/random_model.h"

namespace wirefold::fuzz {

/// Makes a random model and holds every form of its program against what it computes on numbers: the interpreter, text
/// and JSON read back, each pass of the optimizer, the batch engine on the traced and on the optimized program, and, if
/// asked, the pipelined RTL in Verilator and Icarus. Returns what is wrong; empty if nothing is.
std::string problem_of(const Recipe& recipe, bool with_rtl = false);

/// The recipe without the steps that `fails` does not need: leaving out any one of the rest makes it pass.
Recipe minimised(Recipe recipe, const std::function<bool(const Recipe&)>& fails);

}  // namespace wirefold::fuzz
