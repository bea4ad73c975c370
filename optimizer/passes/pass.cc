// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/passes/pass.h"

#include <array>
#include <string>

#include "wirefold/ir/error.h"
#include "wirefold/ir/verifier.h"
#include "wirefold/optimizer/lowering/lower.h"
#include "wirefold/optimizer/passes/common_subexpressions.h"
#include "wirefold/optimizer/passes/dead_code.h"

namespace wirefold {
namespace {

constexpr std::array kPipeline = {
    // What the user wrote twice is solved once; what nothing needs is not solved at all.
    PassInfo{"merge_common_subexpressions", "canonical form, equal operations once", merge_common_subexpressions},
    PassInfo{"remove_dead_code", "operations that no output needs", remove_dead_code},
    // From what the user meant to adders, selects and bit drops.
    PassInfo{"lower", "constant products, extrema and rounding as hardware", lower},
    // Lowering each operation alone repeats adders that two of them have in common.
    PassInfo{"merge_common_subexpressions", "canonical form, equal operations once", merge_common_subexpressions},
    PassInfo{"remove_dead_code", "operations that no output needs", remove_dead_code},
};

}  // namespace

std::span<const PassInfo> optimization_pipeline() { return kPipeline; }

void run_pipeline(CombLogic& logic, std::span<const PassInfo> pipeline, const PassContext& context) {
  for (const PassInfo& pass : pipeline) {
    if (!pass.run(logic, context)) continue;
    const std::vector<std::string> broken = violations(logic);
    if (!broken.empty()) throw InternalError("pass " + std::string(pass.name) + " broke a rule: " + broken.front());
  }
}

}  // namespace wirefold
