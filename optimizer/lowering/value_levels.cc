// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/lowering/value_levels.h"

#include <algorithm>

#include "wirefold/optimizer/cost/operation_cost.h"

namespace wirefold {

std::uint32_t levels_of(const CombLogic& logic, const Operation& operation) {
  if (operation.opcode == Opcode::kSum) return is_adder(logic, operation) ? 1 : 0;
  if (operation.opcode != Opcode::kMultiply) return 0;
  const auto operands = logic.operands(operation);
  const int rows = std::min(logic.format(operands[0]).width(), logic.format(operands[1]).width());
  std::uint32_t levels = 0;
  while ((1 << levels) < rows) ++levels;
  return levels;
}

std::vector<std::uint32_t> value_levels(const CombLogic& logic) {
  std::vector<std::uint32_t> levels;
  levels.reserve(logic.value_count());
  for (const Operation& operation : logic.operations()) {
    std::uint32_t latest = 0;
    for (const Use& use : logic.operands(operation)) latest = std::max(latest, levels[use.value]);
    levels.resize(levels.size() + operation.result_count, latest + levels_of(logic, operation));
  }
  return levels;
}

}  // namespace wirefold
