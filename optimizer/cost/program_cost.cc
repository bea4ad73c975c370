// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/cost/program_cost.h"

#include <algorithm>
#include <vector>

#include "wirefold/optimizer/cost/operation_cost.h"

namespace wirefold {

ProgramCost program_cost(const CombLogic& logic, const DeviceProfile& profile) {
  ProgramCost total;
  std::vector<std::int64_t> arrivals(logic.operations().size(), 0);
  for (std::size_t i = 0; i < arrivals.size(); ++i) {
    const Operation& operation = logic.operations()[i];
    for (const Use& use : logic.operands(operation)) {
      arrivals[i] = std::max(arrivals[i], arrivals[logic.definition_index(use.value)]);
    }
    const OperationCost cost = cost_of(logic, operation, profile);
    arrivals[i] += cost.delay_ps;
    total.area_milliluts += cost.area_milliluts;
    total.longest_path_ps = std::max(total.longest_path_ps, arrivals[i]);
    total.adders += is_adder(logic, operation) ? 1 : 0;
  }
  return total;
}

}  // namespace wirefold
