// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/optimize.h"

#include "wirefold/ir/verifier.h"
#include "wirefold/optimizer/passes/pass.h"

namespace wirefold {

PassContext context_of(const OptimizeOptions& options) {
  PassContext context{.device = &find_device_profile(options.device), .depth = options.depth};
  context.search.effort = options.effort;
  context.search.threads = options.threads;
  context.search.seed = options.seed;
  return context;
}

CombLogic optimize(const CombLogic& logic, const OptimizeOptions& options) {
  CombLogic result = logic;
  run_pipeline(result, optimization_pipeline(), context_of(options));
  verify(result, ProgramStage::kLowered);
  return result;
}

bool is_lowered(const CombLogic& logic) { return violations(logic, ProgramStage::kLowered).empty(); }

}  // namespace wirefold
