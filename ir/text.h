// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "wirefold/ir/graph.h"

namespace wirefold {

/// A program as text, one line an operation; `parse` reads it back to the same program.
///
///   wirefold 1 "model"
///   input "x" (3,) s7.0 s7.0 zero
///   %3 = constant 37/256
///   %4, %5 = linear (%0, -%1 << 2) matrix 2x2 [1, -1/2, 3, 4] : [-9, 7] step 1, [0, 3] step 1  @ model.cc:17
///   %6 = quantize %4 to s3.2 RND SAT : [-8, 31/4] step 1/4
///   tensor "dense0" (2,) %4, removed ends %5
///   output "y" (1,) -%6 << 1
///
/// The interval after the colon is what is known of each result.
std::string print(const CombLogic& logic);

/// Reads what `print` wrote. IoError with the line for anything else; never a crash.
CombLogic parse(std::string_view text);

}  // namespace wirefold
