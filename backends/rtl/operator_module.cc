// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/rtl/operator_module.h"

#include <algorithm>

#include "wirefold/backends/content_hash.h"
#include "wirefold/backends/rtl/attributes.h"
#include "wirefold/backends/rtl/operations.h"

namespace wirefold::rtl {
namespace {

constexpr std::size_t kHashDigits = 8;

// The operands as ports a, b, c; a value that is used twice is one port.
std::vector<Operand> bind_operands(const CombLogic& logic, const Operation& operation, ModuleText& module,
                                   OperatorModule& made, std::vector<std::string>& ports) {
  std::vector<Operand> operands;
  for (const Use& use : logic.operands(operation)) {
    const Interval& interval = logic.interval(use.value);
    Operand operand;
    operand.grid = interval.exponent + use.shift;
    operand.negate = use.negate;
    operand.is_constant = interval.is_point();
    if (operand.is_constant) {
      operand.constant = interval.low;
      operands.push_back(operand);
      continue;
    }
    const Format format = interval.format();
    operand.width_bits = static_cast<unsigned>(format.width());
    operand.is_signed = format.is_signed;
    const auto known = std::find(made.operands.begin(), made.operands.end(), use.value);
    operand.carrier.signal = static_cast<SignalId>(known - made.operands.begin());
    if (known == made.operands.end()) {
      const std::string port(1, static_cast<char>('a' + made.operands.size()));
      made.operands.push_back(use.value);
      made.operand_ports.push_back(port);
      module.names.claim(port);
      module.signals.declare(port, operand.width_bits);
      ports.push_back(module.language.input_port(port, operand.width_bits));
    }
    operands.push_back(operand);
  }
  return operands;
}

}  // namespace

OperatorModule operator_module(const DesignContext& context, const Operation& operation) {
  OperatorModule made;
  made.result_port = "y";
  ModuleText module(context.language);
  module.names.claim(made.result_port);
  std::vector<std::string> ports;
  const std::vector<Operand> operands = bind_operands(context.logic, operation, module, made, ports);
  const DeclareWire declare = [&](unsigned width_bits, const std::string& text) {
    return Carrier{module.add_wire(module.names.unique("full"), width_bits, text), 0};
  };
  std::string table;
  if (operation.opcode == Opcode::kLookup) {
    table = module.names.unique("entry");
    context.language.add_table(module, table, context.logic.table(operation),
                               entry_window(context.logic.table(operation)));
  }
  ExpressionWriter expressions(module.signals, declare);
  const std::string text = operation_text(context.logic, operation, operands, table, expressions);
  const auto width = static_cast<unsigned>(context.logic.format(operation.first_result).width());
  context.language.assign(module, made.result_port, text);
  context.language.add_sink(module, {});
  ports.push_back(context.language.output_port(made.result_port, width));
  const std::string hash = content_hash(context.language.whole_module("", ports, module, {})).substr(0, kHashDigits);
  const std::string name = context.module_name + "_" + std::string(info(operation.opcode).name) + "_" + hash;
  made.name = context.submodules.add(name, ports, module, module_attributes(context.options));
  return made;
}

}  // namespace wirefold::rtl
