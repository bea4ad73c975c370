// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/cost/shift_registers.h"

namespace wirefold {

ShiftRegisters shift_registers(const CombLogic& logic, const Schedule& schedule, const DeviceProfile& profile) {
  ShiftRegisters result;
  if (profile.shift_register_ranks == 0) return result;
  for (const DelayLine& line : delay_lines(logic, schedule)) {
    if (line.ranks < profile.shift_register_ranks) continue;
    const auto width = static_cast<std::uint64_t>(logic.format(line.value).width());
    result.register_bits += width * line.ranks;
    result.luts += width * ((line.ranks + profile.shift_register_depth - 1) / profile.shift_register_depth);
  }
  return result;
}

}  // namespace wirefold
