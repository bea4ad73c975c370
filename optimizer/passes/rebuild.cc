// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/passes/rebuild.h"

#include <utility>

#include "wirefold/ir/error.h"
#include "wirefold/optimizer/passes/rewriter.h"
#include "wirefold/optimizer/passes/use_counts.h"

namespace wirefold {
namespace {

class Rebuilding {
 public:
  Rebuilding(const CombLogic& logic, const Rule& rule)
      : logic_(logic),
        rule_(rule),
        rewriter_(logic),
        to_(rewriter_.builder(), logic.operations().size()),
        known_bits_(to_.graph()) {
    if (rule_) old_counts_ = use_counts(logic);
  }

  CombLogic run() {
    for (const Operation& operation : logic_.operations()) visit(operation);
    return rewriter_.finish();
  }

 private:
  void visit(const Operation& operation) {
    const ValueId value = operation.first_result;
    const Location& at = logic_.location(operation);
    if (operation.opcode == Opcode::kInput) {
      rewriter_.copy(operation);
      return count_uses(value);
    }
    operands_.clear();
    for (const Use& use : logic_.operands(operation)) operands_.push_back(rewriter_(use));
    to_.begin_copy(logic_, operation, operands_);
    if (operation.opcode == Opcode::kLinear) {
      const ValueId first = to_.linear(operands_, logic_.matrix(operation), at);
      for (std::uint32_t i = 0; i < operation.result_count; ++i) replace(value + i, {first + i});
      return;
    }
    const Interval& known = logic_.interval(value);
    if (known.is_point()) return replace(value, to_.constant(known.low_value(), at));
    if (rule_) {
      const RuleInput input{logic_, operation, operands_, counts_, to_, known_bits_};
      if (const auto result = rule_(input)) return replace(value, *result);
    }
    replace(value, canonical(operation, at));
  }

  void replace(ValueId value, const Use& replacement) {
    rewriter_.replace(value, replacement);
    count_uses(value);
  }

  // The readers of an old value are those of what it became.
  void count_uses(ValueId value) {
    if (!rule_) return;
    counts_.resize(to_.graph().value_count(), 0);
    counts_[rewriter_({value}).value] += old_counts_[value];
  }

  Use canonical(const Operation& operation, const Location& at) {
    switch (operation.opcode) {
      case Opcode::kConstant:
        return to_.constant(logic_.constant(operation), at);
      case Opcode::kSum:
        return to_.sum(operands_, at);
      case Opcode::kMultiply:
        return to_.multiply(operands_[0], operands_[1], at);
      case Opcode::kQuantize:
        return to_.quantize(operands_[0], logic_.quantizer(operation), at);
      case Opcode::kRelu:
        return to_.relu(operands_[0], logic_.relu_format(operation), at);
      case Opcode::kMaximum:
      case Opcode::kMinimum:
        return to_.extremum(operation.opcode, operands_, at);
      case Opcode::kSelect:
        return to_.select(operands_[0], operands_[1], operands_[2], at);
      case Opcode::kLessThan:
        return to_.less_than(operands_[0], logic_.constant(operation), at);
      case Opcode::kEqual:
        return to_.equal(operands_[0], logic_.constant(operation), at);
      case Opcode::kAnd:
      case Opcode::kOr:
      case Opcode::kXor:
        return to_.bitwise(operation.opcode, operands_, at);
      case Opcode::kLookup:
        return to_.lookup(operands_[0], logic_.tables()[operation.attribute], at);
      case Opcode::kInput:
      case Opcode::kLinear:
        break;
    }
    throw InternalError("an operation of another kind was expected");
  }

  const CombLogic& logic_;
  const Rule& rule_;
  Rewriter rewriter_;
  CanonicalBuilder to_;
  KnownBitsTable known_bits_;
  std::vector<std::uint32_t> old_counts_;
  std::vector<std::uint32_t> counts_;
  std::vector<Use> operands_;
};

}  // namespace

bool rebuild(CombLogic& logic, const Rule& rule) {
  for (bool changed = false;; changed = true) {
    CombLogic result = Rebuilding(logic, rule).run();
    if (result == logic) return changed;
    logic = std::move(result);
  }
}

}  // namespace wirefold
