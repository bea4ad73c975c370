// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/passes/narrow_intervals.h"

#include <algorithm>
#include <optional>

#include "wirefold/ir/ranges.h"
#include "wirefold/optimizer/passes/rewriter.h"

namespace wirefold {
namespace {

Dyadic step_of(const Interval& x) { return {1, x.exponent}; }

// The values of x that are less than the bound (or not); nothing where that is none or all of them.
std::optional<Interval> part_below(const Interval& x, const Dyadic& bound, bool is_less) {
  if (!less_than_range(x, bound).is_point()) {
    Interval part = x;
    const Dyadic limit(-(-bound).floor_to_grid(x.exponent), x.exponent);  // the least that is not less
    if (is_less) {
      part.high = (limit - step_of(x)).on_grid(x.exponent);
    } else {
      part.low = limit.on_grid(x.exponent);
    }
    return part.is_point() ? Interval::point(part.low_value()) : part;
  }
  return std::nullopt;
}

// The range of an arm of select(less_than(v, c), ...) that is a use of v.
Interval arm_range(const CombLogic& logic, const Operation& select, bool is_less) {
  const auto operands = logic.operands(select);
  const Use& arm = operands[is_less ? 1 : 2];
  const Operation& comparison = logic.definition(operands[0].value);
  if (comparison.opcode != Opcode::kLessThan) return logic.interval(arm);
  const Use& compared = logic.operands(comparison)[0];
  if (compared.value != arm.value) return logic.interval(arm);
  const auto part = part_below(logic.interval(compared), logic.constant(comparison), is_less);
  if (!part) return logic.interval(arm);
  // From the compared use back to the value, and on to the arm.
  return transformed(transformed(*part, -compared.shift, compared.negate), arm.shift, arm.negate);
}

// The smaller of x and a number: a select whose bit compares an arm is narrower than both arms together.
void narrow_select(Builder& builder, ValueId value) {
  const CombLogic& logic = builder.graph();
  const Operation& select = logic.definition(value);
  if (logic.interval(logic.operands(select)[0]).is_point()) return;
  builder.narrow(value, hull(arm_range(logic, select, true), arm_range(logic, select, false)));
}

CombLogic with_derived_intervals(const CombLogic& logic) {
  Rewriter rewriter(logic, RangeTracking::kAffine);
  for (const Operation& operation : logic.operations()) {
    rewriter.copy(operation);
    if (operation.opcode != Opcode::kSelect) continue;
    const ValueId copied = rewriter({operation.first_result}).value;
    if (rewriter.builder().graph().definition(copied).opcode == Opcode::kSelect) {
      narrow_select(rewriter.builder(), copied);
    }
  }
  return rewriter.finish();
}

// A value of one point is a constant the next time.
bool is_new_constant(const CombLogic& logic, const Operation& operation) {
  return operation.opcode != Opcode::kInput && operation.opcode != Opcode::kConstant && operation.result_count == 1 &&
         logic.interval(operation.first_result).is_point();
}

}  // namespace

// An interval follows from those of the operands, which are derived before it. So a second walk derives what the first
// one did, unless constants took the place of operations.
bool narrow_intervals(CombLogic& logic, const PassContext&) {
  for (bool changed = false;; changed = true) {
    CombLogic result = with_derived_intervals(logic);
    if (result == logic) return changed;
    logic = std::move(result);
    const auto operations = logic.operations();
    const auto is_new = [&](const Operation& operation) { return is_new_constant(logic, operation); };
    if (std::none_of(operations.begin(), operations.end(), is_new)) return true;
  }
}

}  // namespace wirefold
