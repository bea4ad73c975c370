// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/lowering/nested_sums.h"

#include "wirefold/optimizer/passes/use_counts.h"

namespace wirefold {
namespace {

bool is_sum_of_two(const Operation& operation) {
  return operation.opcode == Opcode::kSum && operation.operand_count == 2;
}

}  // namespace

NestedSums::NestedSums(const CombLogic& logic) : logic_(logic), is_inner_(logic.operations().size(), false) {
  std::vector<std::uint32_t> counts = use_counts(logic);
  for (const NamedTensor& tensor : logic.named_tensors()) {
    for (const Use& use : tensor.elements) {
      if (use.value != kNoValue) ++counts[use.value];
    }
  }
  for (const Operation& reader : logic.operations()) {
    if (!is_sum_of_two(reader)) continue;
    for (const Use& use : logic.operands(reader)) {
      const std::size_t place = logic.definition_index(use.value);
      is_inner_[place] = counts[use.value] == 1 && is_sum_of_two(logic.operations()[place]);
    }
  }
}

bool NestedSums::is_outer(std::size_t place) const {
  return is_sum_of_two(logic_.operations()[place]) && !is_inner_[place];
}

std::vector<Use> NestedSums::terms(const Operation& outer) const {
  std::vector<Use> open(logic_.operands(outer).begin(), logic_.operands(outer).end());
  std::vector<Use> terms;
  while (!open.empty()) {
    const Use use = open.back();
    open.pop_back();
    if (!is_inner_[logic_.definition_index(use.value)]) {
      terms.push_back(use);
      continue;
    }
    for (const Use& inner : logic_.operands(logic_.definition(use.value))) {
      open.push_back(compose(inner, use.shift, use.negate));
    }
  }
  return terms;
}

}  // namespace wirefold
