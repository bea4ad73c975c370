// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/passes/dead_code.h"

#include <algorithm>

#include "wirefold/optimizer/passes/rewriter.h"

namespace wirefold {
namespace {

std::vector<bool> live_operations(const CombLogic& logic) {
  const auto operations = logic.operations();
  std::vector<bool> live(operations.size(), false);
  for (const NamedTensor& output : logic.outputs()) {
    for (const Use& use : output.elements) live[logic.definition_index(use.value)] = true;
  }
  for (std::size_t i = operations.size(); i-- > 0;) {
    if (operations[i].opcode == Opcode::kInput) live[i] = true;
    if (!live[i]) continue;
    for (const Use& use : logic.operands(operations[i])) live[logic.definition_index(use.value)] = true;
  }
  return live;
}

}  // namespace

bool remove_dead_code(CombLogic& logic, const PassContext&) {
  // A copied value may turn out to be a constant, whose operands are then dead as well.
  bool changed = false;
  for (;;) {
    const std::vector<bool> live = live_operations(logic);
    if (std::find(live.begin(), live.end(), false) == live.end()) return changed;
    Rewriter rewriter(logic);
    for (std::size_t i = 0; i < live.size(); ++i) {
      if (live[i]) rewriter.copy(logic.operations()[i]);
    }
    logic = rewriter.finish();
    changed = true;
  }
}

}  // namespace wirefold
