// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/optimize.h"

#include "wirefold/ir/verifier.h"
#include "wirefold/optimizer/passes/pass.h"

namespace wirefold {

CombLogic optimize(const CombLogic& logic, const OptimizeOptions& options) {
  CombLogic result = logic;
  run_pipeline(result, optimization_pipeline(), {.device = &find_device_profile(options.device)});
  verify(result, ProgramStage::kLowered);
  return result;
}

bool is_lowered(const CombLogic& logic) { return violations(logic, ProgramStage::kLowered).empty(); }

}  // namespace wirefold
