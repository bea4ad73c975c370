// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "wirefold/optimizer/cost/program_cost.h"

namespace wirefold {

/// The most adders between an input and an output.
inline std::int64_t adder_levels(const CombLogic& logic) {
  return program_cost(logic, find_device_profile("unit")).longest_path_ps / 1000;
}

}  // namespace wirefold
