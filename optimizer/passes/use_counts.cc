// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/passes/use_counts.h"

namespace wirefold {

std::vector<std::uint32_t> use_counts(const CombLogic& logic) {
  std::vector<std::uint32_t> counts(logic.value_count(), 0);
  for (const Operation& operation : logic.operations()) {
    for (const Use& use : logic.operands(operation)) ++counts[use.value];
  }
  for (const NamedTensor& output : logic.outputs()) {
    for (const Use& use : output.elements) ++counts[use.value];
  }
  return counts;
}

}  // namespace wirefold
