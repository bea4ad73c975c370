// SPDX-License-Identifier: Apache-2.0
#include "wirefold/sim/engine/plan_builder.h"

#include "wirefold/ir/error.h"
#include "wirefold/ir/semantics.h"
#include "wirefold/sim/engine/step_builder.h"

namespace wirefold::engine {
namespace {

class PlanBuilder {
 public:
  explicit PlanBuilder(const CombLogic& logic) : logic_(logic), steps_(plan_), numbers_(logic.value_count()) {}

  Plan run(std::span<const NamedTensor* const> taps) {
    plan_.tables.assign(logic_.tables().begin(), logic_.tables().end());
    for (const NamedTensor& tensor : logic_.inputs()) add_input(tensor);
    for (const Operation& operation : logic_.operations()) visit(operation);
    for (const NamedTensor& tensor : logic_.outputs()) add_output(tensor);
    for (const NamedTensor* tensor : taps) add_output(*tensor);
    return std::move(plan_);
  }

 private:
  void add_input(const NamedTensor& tensor) {
    PlanInput input{tensor.name, tensor.shape, {}};
    for (const Use& use : tensor.elements) {
      PlanPort port{kNoCell, logic_.input_format(logic_.definition(use.value)), logic_.interval(use.value)};
      if (!port.format.is_zero()) {
        const Interval range = Interval::of(port.format);
        port.cell = plan_.add_cell({range.low, range.high, range.exponent});
        numbers_[use.value] = {.cell = port.cell};
      }
      input.ports.push_back(std::move(port));
    }
    plan_.inputs.push_back(std::move(input));
  }

  void add_output(const NamedTensor& tensor) {
    PlanTensor output{tensor.name, tensor.shape, {}};
    for (const Use& use : tensor.elements) output.elements.push_back(number(use));
    plan_.outputs.push_back(std::move(output));
  }

  Number number(const Use& use) const {
    Number number = numbers_[use.value];
    number.shift += use.shift;
    number.negate = number.negate != use.negate;
    if (number.cell == kNoCell) number = {.constant = apply_use(use, number.constant)};
    return number;
  }

  std::vector<Number> operands(const Operation& operation) const {
    std::vector<Number> result;
    for (const Use& use : logic_.operands(operation)) result.push_back(number(use));
    return result;
  }

  void visit(const Operation& operation) {
    if (operation.opcode == Opcode::kLinear) return visit_linear(operation);
    const ValueId value = operation.first_result;
    const Interval& range = logic_.interval(value);
    if (operation.opcode == Opcode::kInput) {
      if (numbers_[value].cell == kNoCell) numbers_[value] = {};
    } else if (range.is_point()) {
      numbers_[value] = {.constant = range.low_value()};
    } else {
      numbers_[value] = result_of(operation, range);
    }
  }

  void visit_linear(const Operation& operation) {
    const std::vector<Number> x = operands(operation);
    const Matrix& matrix = logic_.matrix(operation);
    std::vector<WeightedNumber> terms;
    for (std::uint32_t column = 0; column < operation.result_count; ++column) {
      const ValueId value = operation.first_result + column;
      const Interval& range = logic_.interval(value);
      if (range.is_point()) {
        numbers_[value] = {.constant = range.low_value()};
        continue;
      }
      terms.clear();
      for (std::size_t row = 0; row < x.size(); ++row) {
        if (!matrix(row, column).is_zero()) terms.push_back({x[row], matrix(row, column)});
      }
      numbers_[value] = steps_.sum(terms, range);
    }
  }

  Number sum(std::span<const Number> x, const Interval& range) {
    std::vector<WeightedNumber> terms;
    for (const Number& number : x) terms.push_back({number, 1});
    return steps_.sum(terms, range);
  }

  Number result_of(const Operation& operation, const Interval& range) {
    const std::vector<Number> x = operands(operation);
    switch (operation.opcode) {
      case Opcode::kInput:
      case Opcode::kLinear:
        break;
      case Opcode::kConstant:
        return {.constant = logic_.constant(operation)};
      case Opcode::kSum:
        return sum(x, range);
      case Opcode::kMultiply:
        return steps_.multiply(x[0], x[1], range);
      case Opcode::kQuantize:
        return steps_.quantize(x[0], logic_.quantizer(operation), range);
      case Opcode::kRelu:
        return steps_.relu(x[0], logic_.relu_format(operation), range);
      case Opcode::kMaximum:
        return steps_.extremum(KernelKind::maximum, x, range);
      case Opcode::kMinimum:
        return steps_.extremum(KernelKind::minimum, x, range);
      case Opcode::kSelect:
        return steps_.select(x[0], x[1], x[2], range);
      case Opcode::kLessThan:
        return steps_.compare(KernelKind::less_than, x[0], logic_.constant(operation));
      case Opcode::kEqual:
        return steps_.compare(KernelKind::equal, x[0], logic_.constant(operation));
      case Opcode::kAnd:
        return steps_.bitwise(KernelKind::bit_and, x, range);
      case Opcode::kOr:
        return steps_.bitwise(KernelKind::bit_or, x, range);
      case Opcode::kXor:
        return steps_.bitwise(KernelKind::bit_xor, x, range);
      case Opcode::kLookup:
        return steps_.lookup(x[0], operation.attribute, range);
    }
    throw InternalError("an operation of another kind was expected");
  }

  const CombLogic& logic_;
  Plan plan_;
  StepBuilder steps_;
  std::vector<Number> numbers_;  // one a value
};

}  // namespace

Plan build_plan(const CombLogic& logic, std::span<const NamedTensor* const> taps) {
  return PlanBuilder(logic).run(taps);
}

}  // namespace wirefold::engine
