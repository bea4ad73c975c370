// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "wirefold/ir/schedule.h"
#include "wirefold/optimizer/cost/device_profile.h"

namespace wirefold {

/// Delay lines that synthesis makes of LUTs instead of flip-flops.
struct ShiftRegisters {
  std::uint64_t register_bits = 0;  ///< of the schedule's register bits, those that are no flip-flops
  std::uint64_t luts = 0;           ///< what they take instead
};

/// The delay lines of at least `profile.shift_register_ranks` ranks; none if the profile has no shift registers.
ShiftRegisters shift_registers(const CombLogic& logic, const Schedule& schedule, const DeviceProfile& profile);

}  // namespace wirefold
