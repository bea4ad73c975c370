// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wirefold/optimizer/passes/pass.h"

namespace wirefold {

/// Turns what the user meant into what hardware does (ProgramStage::kLowered):
///
///   linear, sum, products with constants  -> adder graphs of two-term sums
///   maximum, minimum                      -> trees of a subtraction, its sign and a select
///   quantize of any mode                  -> bit drops, adders, comparisons and selects
bool lower(CombLogic& logic, const PassContext& context);

}  // namespace wirefold
