// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/passes/flatten.h"

#include <algorithm>
#include <vector>

#include "wirefold/ir/error.h"
#include "wirefold/ir/verifier.h"
#include "wirefold/optimizer/passes/rewriter.h"
#include "wirefold/optimizer/passes/use_counts.h"

namespace wirefold {
namespace {

bool is_nestable(Opcode opcode) {
  switch (opcode) {
    case Opcode::kSum:
    case Opcode::kMaximum:
    case Opcode::kMinimum:
    case Opcode::kAnd:
    case Opcode::kOr:
    case Opcode::kXor:
      return true;
    case Opcode::kInput:
    case Opcode::kConstant:
    case Opcode::kLinear:
    case Opcode::kMultiply:
    case Opcode::kQuantize:
    case Opcode::kRelu:
    case Opcode::kSelect:
    case Opcode::kLessThan:
    case Opcode::kEqual:
    case Opcode::kLookup:
      break;
  }
  return false;
}

class Flattening {
 public:
  explicit Flattening(const CombLogic& logic)
      : logic_(logic), rewriter_(logic), is_joined_(logic.value_count(), false), leaf_counts_(logic.value_count(), 1) {}

  CombLogic run() {
    find_joined();
    for (const Operation& operation : logic_.operations()) {
      if (is_joined_[operation.first_result]) continue;
      const auto operands = logic_.operands(operation);
      const bool takes_more =
          std::any_of(operands.begin(), operands.end(), [&](const Use& use) { return is_joined_[use.value]; });
      if (takes_more) {
        join(operation);
      } else {
        rewriter_.copy(operation);
      }
    }
    return rewriter_.finish();
  }

 private:
  // The most operands that nested operations are joined to.
  static constexpr std::uint32_t kMostOperands = 256;

  void find_joined() {
    const std::vector<std::uint32_t> counts = use_counts(logic_);
    for (const NamedTensor& tensor : logic_.named_tensors()) {
      for (const Use& use : tensor.elements) {
        if (use.value != kNoValue) is_named_.push_back(use.value);
      }
    }
    std::sort(is_named_.begin(), is_named_.end());
    for (const Operation& operation : logic_.operations()) {
      if (!is_nestable(operation.opcode)) continue;
      std::uint32_t total = operation.operand_count;
      for (const Use& use : logic_.operands(operation)) {
        const std::uint32_t more = leaf_counts_[use.value] - 1;
        if (counts[use.value] != 1 || !may_join(operation, use) || total + more > kMostOperands) continue;
        is_joined_[use.value] = true;
        total += more;
      }
      leaf_counts_[operation.first_result] = total;
    }
  }

  // -max(x, y) is min(-x, -y); the bitwise operations have no such form.
  bool may_join(const Operation& outer, const Use& use) const {
    const Operation& inner = logic_.definition(use.value);
    if (logic_.interval(use.value).is_point() || is_biased_product(inner)) return false;
    if (std::binary_search(is_named_.begin(), is_named_.end(), use.value)) return false;
    if (outer.opcode == Opcode::kSum) return inner.opcode == Opcode::kSum;
    const bool is_extremum = outer.opcode == Opcode::kMaximum || outer.opcode == Opcode::kMinimum;
    if (!is_extremum || !use.negate) return inner.opcode == outer.opcode && !use.negate;
    return inner.opcode == (outer.opcode == Opcode::kMaximum ? Opcode::kMinimum : Opcode::kMaximum);
  }

  // A column of a product and its bias, which are solved together.
  bool is_biased_product(const Operation& inner) const {
    const auto terms = logic_.operands(inner);
    return inner.opcode == Opcode::kSum && terms.size() == 2 && logic_.interval(terms[1]).is_point() &&
           logic_.definition(terms[0].value).opcode == Opcode::kLinear;
  }

  void join(const Operation& operation) {
    std::vector<Use> operands;
    std::vector<Use> open(logic_.operands(operation).rbegin(), logic_.operands(operation).rend());
    while (!open.empty()) {
      const Use use = open.back();
      open.pop_back();
      if (!is_joined_[use.value]) {
        operands.push_back(rewriter_(use));
        continue;
      }
      const auto inner = logic_.operands(logic_.definition(use.value));
      for (auto next = inner.rbegin(); next != inner.rend(); ++next) {
        open.push_back(compose(*next, use.shift, use.negate));
      }
    }
    rewriter_.replace(operation.first_result, {built(operation, operands)});
  }

  ValueId built(const Operation& operation, const std::vector<Use>& operands) {
    Builder& builder = rewriter_.builder();
    const Location& at = logic_.location(operation);
    if (operation.opcode == Opcode::kSum) return builder.sum(operands, at);
    if (operation.opcode == Opcode::kMaximum) return builder.maximum(operands, at);
    if (operation.opcode == Opcode::kMinimum) return builder.minimum(operands, at);
    return builder.bitwise(operation.opcode, operands, at);
  }

  const CombLogic& logic_;
  Rewriter rewriter_;
  std::vector<ValueId> is_named_;           // rising
  std::vector<bool> is_joined_;             // by value: becomes part of what reads it
  std::vector<std::uint32_t> leaf_counts_;  // by value: operands with those of joined operands in their place
};

}  // namespace

bool flatten_nested(CombLogic& logic, const PassContext&) {
  if (violations(logic, ProgramStage::kLowered).empty()) return false;
  for (bool changed = false;; changed = true) {
    CombLogic result = Flattening(logic).run();
    if (result == logic) return changed;
    logic = std::move(result);
  }
}

}  // namespace wirefold
