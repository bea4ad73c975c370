// SPDX-License-Identifier: Apache-2.0
#include "wirefold/ir/verifier.h"

#include <algorithm>
#include <functional>

#include "wirefold/ir/error.h"

namespace wirefold {
namespace {

class Verifier {
 public:
  Verifier(const CombLogic& logic, ProgramStage stage) : logic_(logic), stage_(stage) {}

  std::vector<std::string> run() {
    ValueId next = 0;
    for (const Operation& operation : logic_.operations()) {
      current_ = &operation;
      if (operation.first_result != next) report("results out of order");
      next = operation.first_result + operation.result_count;
      check_operands(operation);
      check_fields(operation);
      if (stage_ == ProgramStage::kLowered) check_lowered(operation);
      for (ValueId value = operation.first_result; value < next; ++value) check_interval(operation, value);
    }
    current_ = nullptr;
    if (next != logic_.value_count()) report("values without an operation");
    check_tensors();
    return std::move(found_);
  }

 private:
  void report(const std::string& problem) {
    std::string text;
    if (current_ != nullptr) {
      text = "%" + std::to_string(current_->first_result) + " = " + std::string(info(current_->opcode).name) + ": ";
    }
    text += problem;
    if (current_ != nullptr && logic_.location(*current_).line != 0) {
      text += "  [" + to_string(logic_.location(*current_)) + "]";
    }
    found_.push_back(std::move(text));
  }

  void check_operands(const Operation& operation) {
    const OpcodeInfo& rules = info(operation.opcode);
    const int count = static_cast<int>(operation.operand_count);
    if (count < rules.fewest_operands || (rules.most_operands >= 0 && count > rules.most_operands)) {
      report(std::to_string(count) + " operands");
    }
    for (const Use& use : logic_.operands(operation)) {
      if (use.value >= operation.first_result) report("operand %" + std::to_string(use.value) + " is not defined yet");
      if (use.shift > kMaxExponent || use.shift < -kMaxExponent) report("shift by " + std::to_string(use.shift));
    }
  }

  void check_fields(const Operation& operation) {
    switch (operation.opcode) {
      case Opcode::kLinear: {
        const Matrix& matrix = logic_.matrix(operation);
        if (matrix.rows != operation.operand_count || matrix.columns != operation.result_count ||
            matrix.entries.size() != matrix.rows * matrix.columns) {
          report("matrix of " + std::to_string(matrix.rows) + " x " + std::to_string(matrix.columns));
        }
        return;
      }
      case Opcode::kQuantize: {
        const Integer& divisor = logic_.quantizer(operation).divisor;
        if (divisor.sign() <= 0 || !divisor.is_odd()) report("divisor " + divisor.to_string());
        break;
      }
      case Opcode::kRelu:
        if (logic_.relu_format(operation) != nullptr && logic_.relu_format(operation)->is_signed) {
          report("signed format");
        }
        break;
      case Opcode::kSelect: {
        const Use& bit = logic_.operands(operation)[0];
        const bool is_defined = bit.value < operation.first_result;
        if (is_defined && (bit.negate || !Interval{0, 1, 0}.contains(logic_.interval(bit)))) {
          report("selects by %" + std::to_string(bit.value) + ", which is not a bit");
        }
        break;
      }
      case Opcode::kInput:
      case Opcode::kConstant:
      case Opcode::kSum:
      case Opcode::kMultiply:
      case Opcode::kMaximum:
      case Opcode::kMinimum:
      case Opcode::kLessThan:
      case Opcode::kEqual:
      case Opcode::kAnd:
      case Opcode::kOr:
      case Opcode::kXor:
      case Opcode::kLookup:
        break;
    }
    if (operation.result_count != 1) report(std::to_string(operation.result_count) + " results");
  }

  void check_lowered(const Operation& operation) {
    if (!info(operation.opcode).may_be_lowered) report("is left in a lowered program");
    const bool is_bitwise =
        operation.opcode == Opcode::kAnd || operation.opcode == Opcode::kOr || operation.opcode == Opcode::kXor;
    const bool is_long = (operation.opcode == Opcode::kSum && operation.operand_count > kMostLoweredTerms) ||
                         (is_bitwise && operation.operand_count > 2);
    if (is_long) {
      report(std::to_string(operation.operand_count) + " terms in a lowered program");
    }
    if (operation.opcode == Opcode::kQuantize && !logic_.quantizer(operation).is_bit_drop()) {
      report("does more than drop bits in a lowered program");
    }
  }

  void check_interval(const Operation& operation, ValueId value) {
    const Interval& interval = logic_.interval(value);
    if (interval.low > interval.high) report("empty interval");
    if (interval.is_point() && interval != Interval::point(interval.low_value())) report("interval not normal");
    if (logic_.format(value).width() > kMaxScalarBits) report(std::to_string(logic_.format(value).width()) + " bits");
    if (operation.opcode == Opcode::kInput && !Interval::of(logic_.input_format(operation)).contains(interval)) {
      report("interval wider than the port");
    }
    if (operation.opcode == Opcode::kConstant && interval != Interval::point(logic_.constant(operation))) {
      report("interval is not the constant");
    }
  }

  void check_tensors() {
    std::size_t input_elements = 0;
    for (const NamedTensor& tensor : logic_.inputs()) {
      input_elements += tensor.elements.size();
      for (const Use& use : tensor.elements) {
        const bool plain = use.value < logic_.value_count() && use == Use{use.value} &&
                           logic_.definition(use.value).opcode == Opcode::kInput;
        if (!plain) report("input '" + tensor.name + "' has an element that is not an input operation");
      }
    }
    std::size_t input_operations = 0;
    for (const Operation& operation : logic_.operations()) {
      if (operation.opcode == Opcode::kInput) ++input_operations;
    }
    if (input_elements != input_operations) report("input operations outside the input tensors");
    for (const NamedTensor& tensor : logic_.outputs()) check_elements(tensor, "output", false);
    for (const NamedTensor& tensor : logic_.named_tensors()) {
      check_elements(tensor, "tensor", true);
      check_ends(tensor);
    }
    for (const NamedTensor& tensor : logic_.inputs()) check_shape(tensor, "input");
  }

  void check_elements(const NamedTensor& tensor, const char* kind, bool may_be_removed) {
    check_shape(tensor, kind);
    for (const Use& use : tensor.elements) {
      if (use.value == kNoValue && may_be_removed) continue;
      if (use.value >= logic_.value_count()) {
        report(std::string(kind) + " '" + tensor.name + "' uses a value that does not exist");
      }
    }
  }

  void check_ends(const NamedTensor& tensor) {
    const std::vector<ValueId>& ends = tensor.ends;
    const bool rises = std::adjacent_find(ends.begin(), ends.end(), std::greater_equal<>()) == ends.end();
    if (!rises || (!ends.empty() && ends.back() >= logic_.value_count())) {
      report("tensor '" + tensor.name + "' ends at values that do not exist or do not rise");
    }
  }

  void check_shape(const NamedTensor& tensor, const char* kind) {
    if (tensor.shape.size() != tensor.elements.size()) {
      report(std::string(kind) + " '" + tensor.name + "' of shape " + to_string(tensor.shape) + " has " +
             std::to_string(tensor.elements.size()) + " elements");
    }
  }

  const CombLogic& logic_;
  ProgramStage stage_;
  const Operation* current_ = nullptr;
  std::vector<std::string> found_;
};

}  // namespace

std::vector<std::string> violations(const CombLogic& logic, ProgramStage stage) { return Verifier(logic, stage).run(); }

void verify(const CombLogic& logic, ProgramStage stage) {
  const std::vector<std::string> found = violations(logic, stage);
  if (found.empty()) return;
  constexpr std::size_t kShown = 5;
  std::string text = "the program breaks " + std::to_string(found.size()) + " rules:";
  for (std::size_t i = 0; i < found.size() && i < kShown; ++i) text += "\n  " + found[i];
  throw InternalError(text);
}

}  // namespace wirefold
