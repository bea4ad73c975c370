// SPDX-License-Identifier: Apache-2.0
#include "wirefold/importers/alir_export.h"

#include <map>
#include <vector>

#include "wirefold/importers/alir_slots.h"
#include "wirefold/ir/error.h"
#include "wirefold/ir/ranges.h"
#include "wirefold/ir/verifier.h"

namespace wirefold {
namespace {

class Export {
 public:
  Export(const CombLogic& logic, const AlirLimits& limits)
      : logic_(logic), slots_(limits), views_(logic.value_count()) {}

  AlirProgram run() {
    std::uint32_t number = 0;
    for (const NamedTensor& input : logic_.inputs()) {
      for (const Use& element : input.elements) input_numbers_[element.value] = number++;
    }
    for (const Operation& operation : logic_.operations()) write(operation);
    for (const NamedTensor& output : logic_.outputs()) {
      for (std::size_t i = 0; i < output.elements.size(); ++i) {
        slots_.set_origin("output '" + output.name + "', element " + std::to_string(i) + ",", {});
        slots_.add_output(view(output.elements[i]));
      }
    }
    AlirProgram program = slots_.finish();
    program.input_shifts.resize(number);
    return program;
  }

 private:
  // What our value is in terms of the peer's slots.
  Use view(const Use& use) const { return compose(views_[use.value], use.shift, use.negate); }

  void write(const Operation& operation) {
    const ValueId value = operation.first_result;
    slots_.set_origin("%" + std::to_string(value) + " = " + std::string(info(operation.opcode).name),
                      logic_.location(operation));
    const Interval& known = logic_.interval(value);
    views_[value] = known.is_point() ? slots_.constant(known.low_value()) : written(operation, known);
  }

  Use written(const Operation& operation, const Interval& known) {
    const auto operands = logic_.operands(operation);
    switch (operation.opcode) {
      case Opcode::kInput:
        return slots_.input(input_numbers_.at(operation.first_result), logic_.input_format(operation));
      case Opcode::kSum:
        return folded(operands, known,
                      [&](const Use& a, const Use& b, const Interval* last) { return slots_.sum(a, b, last); });
      case Opcode::kMultiply:
        return slots_.multiply(view(operands[0]), view(operands[1]), &known);
      case Opcode::kQuantize:
        return quantize(operands[0], logic_.quantizer(operation), known);
      case Opcode::kRelu:
        return relu(operands[0], logic_.relu_format(operation), known);
      case Opcode::kSelect:
        return select(operands, known);
      case Opcode::kLessThan:
        return less_than(operands[0], logic_.constant(operation));
      case Opcode::kEqual:
        return slots_.inverted(slots_.any_bit(slots_.sum(view(operands[0]), -logic_.constant(operation), nullptr)));
      case Opcode::kAnd:
        return bitwise(AlirOpcode::kAnd, operands, known);
      case Opcode::kOr:
        return bitwise(AlirOpcode::kOr, operands, known);
      case Opcode::kXor:
        return bitwise(AlirOpcode::kXor, operands, known);
      case Opcode::kLookup:
        return lookup(operands[0], logic_.table(operation));
      case Opcode::kConstant:
      case Opcode::kLinear:
      case Opcode::kMaximum:
      case Opcode::kMinimum:
        break;
    }
    throw InternalError("an operation that a lowered program does not hold");
  }

  template <class Join>
  Use folded(std::span<const Use> operands, const Interval& known, Join join) {
    Use total = view(operands[0]);
    for (std::size_t i = 1; i < operands.size(); ++i) {
      total = join(total, view(operands[i]), i + 1 == operands.size() ? &known : nullptr);
    }
    return total;
  }

  Use bitwise(AlirOpcode opcode, std::span<const Use> operands, const Interval& known) {
    return folded(operands, known,
                  [&](const Use& a, const Use& b, const Interval* last) { return slots_.bitwise(opcode, a, b, last); });
  }

  Use quantize(const Use& x, const Quantizer& quantizer, const Interval& known) {
    check_internal(quantizer.is_bit_drop(), "a quantizer that a lowered program does not hold");
    if (is_identity(logic_.interval(x), quantizer)) return view(x);
    return slots_.quantize(view(x), quantizer.format, &known);
  }

  Use relu(const Use& x, const Format* format, const Interval& known) {
    const bool is_plain =
        format == nullptr || is_identity(positive_part_range(logic_.interval(x)), {.format = *format});
    return slots_.relu(view(x), is_plain ? nullptr : format, &known);
  }

  Use select(std::span<const Use> operands, const Interval& known) {
    const Interval bit = logic_.interval(operands[0]);
    if (bit.is_point()) return view(operands[bit.is_zero() ? 2 : 1]);
    return slots_.select(view(operands[0]), view(operands[1]), view(operands[2]), &known);
  }

  // x < c is the sign of x - c', where c' is c raised to the grid of x; undecided, so that x - c' may be negative.
  Use less_than(const Use& x, const Dyadic& constant) {
    const int grid = logic_.interval(x).exponent;
    const Dyadic bound(-(-constant).floor_to_grid(grid), grid);
    return slots_.is_negative(slots_.sum(view(x), -bound, nullptr));
  }

  Use lookup(const Use& x, const Table& table) {
    const Quantizer index{.format = table.index()};
    const Interval range = quantized_range(logic_.interval(x), index);
    const Use indexed =
        is_identity(logic_.interval(x), index) ? view(x) : slots_.quantize(view(x), index.format, &range);
    return slots_.lookup(indexed, table);
  }

  const CombLogic& logic_;
  AlirSlots slots_;
  std::vector<Use> views_;  // one a value
  std::map<ValueId, std::uint32_t> input_numbers_;
};

}  // namespace

AlirProgram to_alir(const CombLogic& logic, const AlirLimits& limits) {
  const std::vector<std::string> broken = violations(logic, ProgramStage::kLowered);
  if (!broken.empty()) {
    throw UnsupportedError(limits.function, "the program is not lowered, optimize it first: " + broken.front());
  }
  return Export(logic, limits).run();
}

}  // namespace wirefold
