// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "wirefold/ir/graph.h"
#include "wirefold/optimizer/cost/adder_bits.h"
#include "wirefold/optimizer/cost/device_profile.h"

namespace wirefold {

/// The estimated price of one operation of a lowered program.
struct OperationCost {
  std::int64_t area_milliluts = 0;
  std::int64_t delay_ps = 0;
  std::int64_t carry_cells = 0;
};

OperationCost cost_of(const CombLogic& logic, const Operation& operation, const DeviceProfile& profile);

}  // namespace wirefold
