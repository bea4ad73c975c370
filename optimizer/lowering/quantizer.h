// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wirefold/optimizer/lowering/arithmetic.h"

namespace wirefold {

/// quantize(x) with any divisor, rounding and overflow, from bit drops, adders, comparisons and selects.
Use lower_quantize(Arithmetic& arithmetic, const Use& x, const Quantizer& quantizer, const Location& location);

}  // namespace wirefold
