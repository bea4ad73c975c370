// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wirefold/optimizer/passes/rebuild.h"

namespace wirefold {

/// The rules of simplify_bits for `and`, `or` and `xor`.
std::optional<Use> simplified_bitwise(const RuleInput& input);

/// The rules of simplify_bits for sums that are bits side by side.
std::optional<Use> simplified_sum(const RuleInput& input);

/// The rules of simplify_bits for quantizers that drop bits.
std::optional<Use> simplified_bit_drop(const RuleInput& input);

}  // namespace wirefold
