// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/passes/simplify.h"

#include "wirefold/optimizer/passes/merge_quantizers.h"
#include "wirefold/optimizer/passes/simplify_bits.h"

namespace wirefold {

bool simplify(CombLogic& logic, const PassContext& context) {
  return rebuild(logic, [&](const RuleInput& input) {
    const auto merged = merged_quantizer(input);
    return merged ? merged : simplified_bits(input, *context.device);
  });
}

}  // namespace wirefold
