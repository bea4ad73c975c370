// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wirefold/optimizer/passes/pass.h"

namespace wirefold {

/// Drops the bits of operands that no output depends on: a sum that is only read by quantizers which wrap is computed
/// modulo the widest of them, so its operands lose the bits above; a select of which only the integer part is read
/// selects no fraction bits. The bits are dropped by `quantize` operations, which are wires, and every operation keeps
/// its meaning. A value that is not computed exactly any more is lost to named tensors.
bool drop_undemanded_bits(CombLogic& logic, const PassContext& context);

}  // namespace wirefold
