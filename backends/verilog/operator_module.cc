// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/verilog/operator_module.h"

#include <algorithm>

#include "wirefold/backends/content_hash.h"
#include "wirefold/backends/rtl/operations.h"
#include "wirefold/backends/verilog/attributes.h"
#include "wirefold/backends/verilog/bits.h"
#include "wirefold/backends/verilog/table_function.h"

namespace wirefold::verilog {
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
    operand.carrier.signal = static_cast<rtl::SignalId>(known - made.operands.begin());
    if (known == made.operands.end()) {
      const std::string port(1, static_cast<char>('a' + made.operands.size()));
      made.operands.push_back(use.value);
      made.operand_ports.push_back(port);
      module.names.claim(port);
      module.signals.declare(port, operand.width_bits);
      ports.push_back("input wire " + range_of(operand.width_bits) + port);
    }
    operands.push_back(operand);
  }
  return operands;
}

}  // namespace

OperatorModule operator_module(const DesignContext& context, const Operation& operation) {
  OperatorModule made;
  made.result_port = "y";
  ModuleText module;
  module.names.claim(made.result_port);
  std::vector<std::string> ports;
  const std::vector<Operand> operands = bind_operands(context.logic, operation, module, made, ports);
  const rtl::DeclareWire declare = [&](unsigned width_bits, const std::string& text) {
    return Carrier{module.add_wire(module.names.unique("full"), width_bits, text), 0};
  };
  std::string table;
  if (operation.opcode == Opcode::kLookup) {
    table = module.names.unique("entry");
    module.text +=
        table_function(table, context.logic.table(operation), rtl::entry_window(context.logic.table(operation)));
  }
  rtl::ExpressionWriter expressions(module.signals, declare);
  const std::string text = rtl::operation_text(context.logic, operation, operands, table, expressions);
  const auto width = static_cast<unsigned>(context.logic.format(operation.first_result).width());
  module.text += "  assign " + made.result_port + " = " + text + ";\n";
  module.add_sink({});
  ports.push_back("output wire " + range_of(width) + made.result_port);
  const std::string hash = content_hash(whole_module("", "", ports, module.text)).substr(0, kHashDigits);
  const std::string name = context.module_name + "_" + std::string(info(operation.opcode).name) + "_" + hash;
  made.name = context.submodules.add(name, ports, module.text, module_attribute(context.options));
  return made;
}

}  // namespace wirefold::verilog
