// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/formal/reference_model.h"

#include <span>

#include "wirefold/backends/formal/law_numbers.h"
#include "wirefold/ir/error.h"

namespace wirefold::formal {
namespace {

class ReferenceBuilder {
 public:
  ReferenceBuilder(const CombLogic& program, BitNetlist& netlist)
      : program_(program), law_(netlist), values_(program.value_count()) {}

  void set_input(ValueId value, BitNumber number) { values_[value] = std::move(number); }
  LawNumbers& law() { return law_; }
  BitNumber number(const Use& use) { return law_.use(values_[use.value], use.shift, use.negate); }

  void run() {
    for (const Operation& operation : program_.operations()) {
      if (operation.opcode == Opcode::kLinear) {
        multiply_matrix(operation);
      } else if (operation.opcode != Opcode::kInput) {
        values_[operation.first_result] = result(operation);
      }
    }
  }

 private:
  void multiply_matrix(const Operation& operation) {
    const Matrix& matrix = program_.matrix(operation);
    const std::span<const Use> uses = program_.operands(operation);
    for (std::size_t column = 0; column < matrix.columns; ++column) {
      BitNumber total;
      for (std::size_t row = 0; row < matrix.rows; ++row) {
        total = law_.sum(total, law_.product(number(uses[row]), law_.constant(matrix(row, column))));
      }
      values_[operation.first_result + column] = std::move(total);
    }
  }

  template <class Combine>
  BitNumber folded(const std::vector<BitNumber>& operands, const Combine& combine) {
    BitNumber total = operands[0];
    for (std::size_t i = 1; i < operands.size(); ++i) total = combine(total, operands[i]);
    return total;
  }

  BitNumber result(const Operation& operation) {
    std::vector<BitNumber> x;
    for (const Use& use : program_.operands(operation)) x.push_back(number(use));
    switch (operation.opcode) {
      case Opcode::kConstant:
        return law_.constant(program_.constant(operation));
      case Opcode::kSum:
        return folded(x, [&](const BitNumber& a, const BitNumber& b) { return law_.sum(a, b); });
      case Opcode::kMultiply:
        return law_.product(x[0], x[1]);
      case Opcode::kQuantize:
        return law_.quantized(x[0], program_.quantizer(operation));
      case Opcode::kRelu: {
        const BitNumber positive = law_.choice(law_.is_negative(x[0]), {}, x[0]);
        const Format* format = program_.relu_format(operation);
        return format == nullptr ? positive : law_.quantized(positive, {.format = *format});
      }
      case Opcode::kMaximum:
        return folded(x, [&](const BitNumber& a, const BitNumber& b) { return law_.choice(law_.is_less(a, b), b, a); });
      case Opcode::kMinimum:
        return folded(x, [&](const BitNumber& a, const BitNumber& b) { return law_.choice(law_.is_less(b, a), b, a); });
      case Opcode::kSelect:
        return law_.choice(law_.is_zero(x[0]), x[2], x[1]);
      case Opcode::kLessThan:
        return law_.of_bit(law_.is_less(x[0], law_.constant(program_.constant(operation))));
      case Opcode::kEqual:
        return law_.of_bit(law_.is_zero(law_.sum(x[0], law_.constant(-program_.constant(operation)))));
      case Opcode::kAnd:
      case Opcode::kOr:
      case Opcode::kXor:
        return folded(x, [&](const BitNumber& a, const BitNumber& b) { return law_.bitwise(operation.opcode, a, b); });
      case Opcode::kLookup:
        return law_.lookup(program_.table(operation), x[0]);
      case Opcode::kInput:
      case Opcode::kLinear:
        break;
    }
    throw InternalError("an operation that has no one result");
  }

  const CombLogic& program_;
  LawNumbers law_;
  std::vector<BitNumber> values_;
};

void check_ports(const std::vector<NamedTensor>& tensors, const std::vector<Port>& ports, const char* kind) {
  bool fit = tensors.size() == ports.size();
  for (std::size_t i = 0; fit && i < ports.size(); ++i) fit = tensors[i].elements.size() == ports[i].elements.size();
  if (!fit)
    throw ShapeError("verify", std::string("the hardware has other ") + kind + " ports than the program tensors");
}

}  // namespace

ReferenceModel reference_model(const CombLogic& program, const std::vector<Port>& inputs,
                               const std::vector<Port>& outputs) {
  check_ports(program.inputs(), inputs, "input");
  check_ports(program.outputs(), outputs, "output");
  ReferenceModel model;
  ReferenceBuilder builder(program, model.netlist);
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    std::vector<BitNetlist::Bit>& bits = model.inputs.emplace_back();
    for (std::size_t bit = 0; bit < inputs[i].width_bits; ++bit) bits.push_back(model.netlist.input());
    for (std::size_t j = 0; j < inputs[i].elements.size(); ++j) {
      const PortElement& element = inputs[i].elements[j];
      if (element.width_bits == 0) continue;
      const auto first = bits.begin() + static_cast<std::ptrdiff_t>(element.offset_bits);
      builder.set_input(program.inputs()[i].elements[j].value,
                        builder.law().element(element.format, {first, first + element.width_bits}));
    }
  }
  builder.run();
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    std::vector<BitNetlist::Bit>& bits = model.outputs.emplace_back();
    for (std::size_t j = 0; j < outputs[i].elements.size(); ++j) {
      const auto more = builder.law().element_bits(builder.number(program.outputs()[i].elements[j]),
                                                   outputs[i].elements[j].format, model.fits);
      bits.insert(bits.end(), more.begin(), more.end());
    }
  }
  return model;
}

}  // namespace wirefold::formal
