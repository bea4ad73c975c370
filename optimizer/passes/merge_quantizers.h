// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wirefold/optimizer/passes/pass.h"
#include "wirefold/optimizer/passes/rebuild.h"

namespace wirefold {

/// Takes quantizers away that others make redundant. `drop` truncates and wraps; `alone`: x is read nowhere else.
///
///   quantize(drop(x))           -> quantize(x), where the outer one wraps to no higher a bit than the inner one
///   drop(relu(x)) to unsigned   -> relu to that format                                             (alone)
///   drop(x + c)                 -> drop(x + c'), with c' = c modulo the period of the format, nearest to zero; drop(x)
///                                  where that is zero                                             (else alone)
bool merge_quantizers(CombLogic& logic, const PassContext& context);

/// Its rule.
std::optional<Use> merged_quantizer(const RuleInput& input);

}  // namespace wirefold
