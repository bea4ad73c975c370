// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "wirefold/ir/graph.h"
#include "wirefold/optimizer/cost/device_profile.h"

namespace wirefold {

/// The estimated price of a whole program. What is not lowered yet (products with constants, extrema) has none.
struct ProgramCost {
  std::size_t adders = 0;  ///< sums that are carry chains
  std::int64_t area_milliluts = 0;
  std::int64_t longest_path_ps = 0;
};

ProgramCost program_cost(const CombLogic& logic, const DeviceProfile& profile);

}  // namespace wirefold
