// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/passes/demanded_bits.h"

#include <algorithm>
#include <optional>

#include "wirefold/ir/error.h"
#include "wirefold/ir/semantics.h"
#include "wirefold/optimizer/passes/demand.h"
#include "wirefold/optimizer/passes/rewriter.h"

namespace wirefold {
namespace {

// The format of the bits that are demanded of a value; nothing where that is all of them.
std::optional<Format> demanded_format(const Interval& range, const Demand& demand) {
  Format format = range.format();
  const int sign_bits = format.is_signed ? 1 : 0;
  const bool drops_top = demand.top < format.integer_bits + sign_bits;
  const bool drops_low = demand.low > range.exponent;
  if (!drops_top && !drops_low) return std::nullopt;
  if (drops_low) format.fraction_bits = -demand.low;
  if (drops_top) {
    format.integer_bits = demand.top - sign_bits;
  } else if (format.is_signed) {
    format.integer_bits = std::max(format.integer_bits, demand.low);  // the sign itself stays
  }
  return format;
}

class Dropping {
 public:
  explicit Dropping(const CombLogic& logic)
      : logic_(logic), demanded_(demands(logic)), rewriter_(logic), is_exact_(logic.value_count(), true) {}

  CombLogic run() {
    for (const Operation& operation : logic_.operations()) visit(operation);
    return rewriter_.finish();
  }

 private:
  Builder& builder() { return rewriter_.builder(); }

  void visit(const Operation& operation) {
    const ValueId value = operation.first_result;
    Demand result = Demand::nothing();
    for (std::uint32_t i = 0; i < operation.result_count; ++i) result = result | demanded_[value + i];
    if (result.is_nothing() && operation.opcode != Opcode::kInput) return;
    const bool is_known = operation.result_count == 1 && logic_.interval(value).is_point();
    if (is_known || !read_operands(operation, result)) return rewriter_.copy(operation);
    const Use made{built(operation)};
    is_exact_[value] = result == Demand{} || hides_other_bits(operation, result);
    if (is_exact_[value]) {
      rewriter_.replace(value, made);
    } else {
      rewriter_.substitute(value, made);
    }
  }

  // The operands with the bits that are demanded. False if they are what they were.
  bool read_operands(const Operation& operation, const Demand& result) {
    operands_.clear();
    bool changed = false;
    const auto uses = logic_.operands(operation);
    for (std::size_t i = 0; i < uses.size(); ++i) {
      if (!rewriter_.is_mapped(uses[i].value)) {
        // None of its bits is demanded.
        operands_.push_back({builder().constant(Dyadic(0), logic_.location(operation))});
        changed = true;
        continue;
      }
      changed = changed || !is_exact_[uses[i].value];
      operands_.push_back(rewriter_(uses[i]));
      if (gains_from_narrow_operands(operation)) {
        changed = dropped(operands_.back(), operand_demand(logic_, operation, i, result), operation) || changed;
      }
    }
    return changed;
  }

  // The others are wires, or take care of it themselves.
  bool gains_from_narrow_operands(const Operation& operation) const {
    switch (operation.opcode) {
      case Opcode::kSum:
      case Opcode::kMultiply:
      case Opcode::kRelu:
      case Opcode::kSelect:
      case Opcode::kAnd:
      case Opcode::kOr:
      case Opcode::kXor:
        return true;
      case Opcode::kLessThan:
        return !logic_.constant(operation).is_zero();
      case Opcode::kInput:
      case Opcode::kConstant:
      case Opcode::kLinear:
      case Opcode::kQuantize:
      case Opcode::kMaximum:
      case Opcode::kMinimum:
      case Opcode::kEqual:
      case Opcode::kLookup:
        break;
    }
    return false;
  }

  // Takes the bits from `use` that are not demanded of it. True if there are any.
  bool dropped(Use& use, const Demand& demand, const Operation& reader) {
    const Interval range = builder().graph().interval(use.value);
    const auto format = demanded_format(range, demand.before(use));
    if (!format) return false;
    const Location& at = logic_.location(reader);
    if (range.is_point() || format->is_zero()) {
      const Dyadic kept = format->is_zero() ? Dyadic(0) : quantize(range.low_value(), {.format = *format});
      if (range.is_point() && kept == range.low_value()) return false;
      use.value = builder().constant(kept, at);
    } else {
      use.value = builder().quantize({use.value}, {.format = *format}, at);
    }
    return true;
  }

  // True where the result is what it was though bits of the operand are not.
  bool hides_other_bits(const Operation& operation, const Demand& result) const {
    const auto covers = [&](const Format& format) {
      return result.top >= format.integer_bits + (format.is_signed ? 1 : 0) && result.low <= -format.fraction_bits;
    };
    switch (operation.opcode) {
      case Opcode::kQuantize:
        return covers(logic_.quantizer(operation).format);
      case Opcode::kRelu:
        return logic_.relu_format(operation) != nullptr && covers(*logic_.relu_format(operation));
      case Opcode::kLessThan:
      case Opcode::kEqual:
      case Opcode::kLookup:
        return true;
      case Opcode::kInput:
      case Opcode::kConstant:
      case Opcode::kLinear:
      case Opcode::kSum:
      case Opcode::kMultiply:
      case Opcode::kMaximum:
      case Opcode::kMinimum:
      case Opcode::kSelect:
      case Opcode::kAnd:
      case Opcode::kOr:
      case Opcode::kXor:
        break;
    }
    return false;
  }

  // The operation on `operands_`, without what was known of its old result.
  ValueId built(const Operation& operation) {
    const Location& at = logic_.location(operation);
    switch (operation.opcode) {
      case Opcode::kSum:
        return builder().sum(operands_, at);
      case Opcode::kMultiply:
        return builder().multiply(operands_[0], operands_[1], at);
      case Opcode::kQuantize:
        return builder().quantize(operands_[0], logic_.quantizer(operation), at);
      case Opcode::kRelu: {
        const Format* format = logic_.relu_format(operation);
        return format == nullptr ? builder().relu(operands_[0], at) : builder().relu(operands_[0], *format, at);
      }
      case Opcode::kSelect:
        return builder().select(operands_[0], operands_[1], operands_[2], at);
      case Opcode::kLessThan:
        return builder().less_than(operands_[0], logic_.constant(operation), at);
      case Opcode::kEqual:
        return builder().equal(operands_[0], logic_.constant(operation), at);
      case Opcode::kAnd:
      case Opcode::kOr:
      case Opcode::kXor:
        return builder().bitwise(operation.opcode, operands_, at);
      case Opcode::kLookup:
        return builder().lookup(operands_[0], logic_.tables()[operation.attribute], at);
      case Opcode::kInput:
      case Opcode::kConstant:
      case Opcode::kLinear:
      case Opcode::kMaximum:
      case Opcode::kMinimum:
        break;
    }
    throw InternalError("an operation whose operands are demanded whole lost bits of them");
  }

  const CombLogic& logic_;
  const std::vector<Demand> demanded_;
  Rewriter rewriter_;
  std::vector<bool> is_exact_;  // by old value: the new one is the same number
  std::vector<Use> operands_;   // of the operation that is being visited
};

}  // namespace

bool drop_undemanded_bits(CombLogic& logic, const PassContext&) {
  for (bool changed = false;; changed = true) {
    CombLogic result = Dropping(logic).run();
    if (result == logic) return changed;
    logic = std::move(result);
  }
}

}  // namespace wirefold
