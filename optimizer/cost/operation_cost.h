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

/// What a sum of three terms costs on a device that packs it into one chain, with a result of `format`. The terms need
/// not be a sum of the program.
OperationCost ternary_sum_cost(const CombLogic& logic, std::span<const Use> terms, const Format& format,
                               const DeviceProfile& profile);

}  // namespace wirefold
