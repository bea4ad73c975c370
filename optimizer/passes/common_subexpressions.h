// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wirefold/optimizer/passes/pass.h"

namespace wirefold {

/// Puts operations into canonical form and computes each distinct one once.
///
///   any operation whose interval is one point   -> constant
///   sum(x), sum(x, 0), select(1, x, y)          -> x
///   sum(x, x), sum(x, y, -x)                    -> x << 1, y
///   sum(x << 2, y << 3), multiply(-x, y << 1)   -> sum(x, y << 1) << 2, -multiply(x, y) << 1
///   quantize and relu that never change a value -> their operand
///   relu(x << s), less_than x << s, c           -> relu(x) << s, less_than x, c >> s
///
/// Operands of commutative operations are sorted, so a + b, b + a, (a << 1) + (b << 1) and -a - b are one operation.
bool merge_common_subexpressions(CombLogic& logic, const PassContext& context);

}  // namespace wirefold
