// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/verilog/module_writer.h"

#include <utility>

#include "wirefold/backends/names.h"
#include "wirefold/backends/value_names.h"
#include "wirefold/backends/verilog/bits.h"
#include "wirefold/backends/verilog/expressions.h"
#include "wirefold/backends/verilog/table_function.h"
#include "wirefold/ir/error.h"

namespace wirefold::verilog {
namespace {

class ModuleWriter {
 public:
  ModuleWriter(const EmissionInput& input, bool has_source_comments)
      : logic_(input.logic),
        schedule_(input.schedule),
        module_name_(input.module_name),
        has_source_comments_(has_source_comments),
        names_(claim_interface_names(logic_, module_name_, schedule_.is_pipelined())),
        on_hardware_(values_on_hardware(logic_)),
        value_names_(name_values(logic_, on_hardware_, names_)),
        last_stages_(last_stages(logic_, schedule_)),
        carriers_(logic_.value_count()),
        inputs_(input_ports(logic_)),
        outputs_(output_ports(logic_)),
        expressions_(signals_,
                     [this](unsigned width_bits, const std::string& text) { return declare_wire(width_bits, text); }) {}

  Module write() {
    write_interface();
    write_tables();
    write_input_registers();
    const std::vector<std::vector<const Operation*>> stages = operations_by_stage();
    for (std::uint32_t stage = 0; stage < schedule_.stage_count; ++stage) {
      if (stage > 0) write_rank(stage);
      if (schedule_.stage_count > 1) text_ += "\n  // Stage " + std::to_string(stage) + "\n";
      for (const Operation* operation : stages[stage]) write_operation(*operation);
      keep_alive(stages[stage], stage);
    }
    write_outputs();
    write_sink();
    text_ += "endmodule\n\n`default_nettype wire\n";
    return {module_name_, std::move(text_), std::move(value_names_), std::move(inputs_), std::move(outputs_)};
  }

 private:
  bool has_signal(ValueId value) const { return on_hardware_[value] && !logic_.interval(value).is_point(); }
  unsigned width_of(ValueId value) const { return static_cast<unsigned>(logic_.format(value).width()); }

  std::vector<std::vector<const Operation*>> operations_by_stage() const {
    std::vector<std::vector<const Operation*>> stages(schedule_.stage_count);
    const auto operations = logic_.operations();
    for (std::size_t i = 0; i < operations.size(); ++i) {
      if (has_signal(operations[i].first_result)) stages[schedule_.stages[i]].push_back(&operations[i]);
    }
    return stages;
  }

  void write_interface() {
    std::vector<std::string> ports;
    if (schedule_.is_pipelined()) ports.push_back("input wire " + std::string(kClockName));
    for (const Port& port : inputs_) {
      if (port.width_bits > 0) ports.push_back("input wire " + range_of(port.width_bits) + port.name);
    }
    for (const Port& port : outputs_) {
      const char* kind = schedule_.output_register ? "output reg " : "output wire ";
      if (port.width_bits > 0) ports.push_back(kind + range_of(port.width_bits) + port.name);
    }
    text_ += "`default_nettype none\n\nmodule " + module_name_;
    for (std::size_t i = 0; i < ports.size(); ++i) text_ += (i == 0 ? " (\n    " : ",\n    ") + ports[i];
    text_ += ports.empty() ? ";\n" : "\n);\n";
    for (std::size_t i = 0; i < inputs_.size(); ++i) bind_input(logic_.inputs()[i], inputs_[i]);
  }

  // The elements of an input are slices of its port. A value that is known to be narrower than its element is a part
  // of that slice.
  void bind_input(const NamedTensor& tensor, const Port& port) {
    if (port.width_bits == 0) return;
    input_signals_.push_back(signals_.declare(port.name, port.width_bits));
    for (std::size_t i = 0; i < port.elements.size(); ++i) {
      const ValueId value = tensor.elements[i].value;
      const int below = port.elements[i].format.fraction_bits - logic_.format(value).fraction_bits;
      carriers_[value] = {input_signals_.back(), port.elements[i].offset_bits + static_cast<std::size_t>(below)};
    }
  }

  void write_input_registers() {
    if (!schedule_.input_register) return;
    text_ += "\n  // Input register\n";
    std::string assignments;
    std::vector<std::pair<SignalId, SignalId>> registers;
    for (const SignalId port : input_signals_) {
      const std::size_t width = signals_.width_bits(port);
      const SignalId copy = signals_.declare(names_.unique(signals_.name(port) + "_q"), width);
      text_ += "  reg " + range_of(width) + signals_.name(copy) + ";\n";
      assignments += "    " + signals_.name(copy) + " <= " + signals_.read(port, 0, width) + ";\n";
      registers.emplace_back(port, copy);
    }
    write_clocked(assignments);
    for (std::size_t i = 0, next = 0; i < inputs_.size(); ++i) {
      if (inputs_[i].width_bits == 0) continue;
      for (const Use& use : logic_.inputs()[i].elements) carriers_[use.value].signal = registers[next].second;
      ++next;
    }
  }

  // One function a table, named after the first value that is read from it.
  void write_tables() {
    table_names_.resize(logic_.tables().size());
    for (const Operation& operation : logic_.operations()) {
      if (operation.opcode != Opcode::kLookup || !has_signal(operation.first_result)) continue;
      std::string& name = table_names_[operation.attribute];
      if (!name.empty()) continue;
      name = names_.unique(value_names_[operation.first_result] + "_table");
      const Table& table = logic_.table(operation);
      text_ += "\n" + table_function(name, table, entry_window(table));
    }
  }

  static Window entry_window(const Table& table) {
    const Interval range = table.range(Interval::of(table.index()));
    return {range.exponent, static_cast<unsigned>(range.format().width())};
  }

  void write_clocked(const std::string& assignments) {
    if (assignments.empty()) return;
    text_ += "  always @(posedge " + std::string(kClockName) + ") begin\n" + assignments + "  end\n";
  }

  // The registers between stage - 1 and stage.
  void write_rank(std::uint32_t stage) {
    std::string assignments;
    text_ += "\n  // Registers into stage " + std::to_string(stage) + "\n";
    for (const ValueId value : alive_) {
      const unsigned width = width_of(value);
      const Carrier from = carriers_[value];
      const SignalId copy = signals_.declare(names_.unique(value_names_[value] + "_s" + std::to_string(stage)), width);
      text_ += "  reg " + range_of(width) + signals_.name(copy) + ";\n";
      assignments +=
          "    " + signals_.name(copy) + " <= " + signals_.read(from.signal, from.offset_bits, width) + ";\n";
      carriers_[value] = {copy, 0};
    }
    write_clocked(assignments);
  }

  // Afterwards `alive_` holds the values that are needed after `stage`.
  void keep_alive(const std::vector<const Operation*>& made, std::uint32_t stage) {
    for (const Operation* operation : made) alive_.push_back(operation->first_result);
    std::erase_if(alive_, [&](ValueId value) { return last_stages_[value] <= stage; });
  }

  Operand operand(const Use& use) const {
    const Interval& interval = logic_.interval(use.value);
    const Format format = interval.format();
    Operand result;
    result.grid = interval.exponent + use.shift;
    result.negate = use.negate;
    if (interval.is_point()) {
      result.is_constant = true;
      result.constant = interval.low;
    } else {
      result.carrier = carriers_[use.value];
      result.width_bits = static_cast<unsigned>(format.width());
      result.is_signed = format.is_signed;
    }
    return result;
  }

  void write_operation(const Operation& operation) {
    if (operation.opcode == Opcode::kInput) return;
    const ValueId value = operation.first_result;
    const unsigned width = width_of(value);
    current_name_ = value_names_[value];
    const std::string text = expression(operation, {logic_.interval(value).exponent, width});
    carriers_[value] = {signals_.declare(current_name_, width), 0};
    text_ += "  wire " + range_of(width) + current_name_ + " = " + text + ";" + comment(operation, value) + "\n";
  }

  std::string comment(const Operation& operation, ValueId value) const {
    std::string text = "  // " + std::string(info(operation.opcode).name) + " " + to_string(logic_.format(value));
    const Location& location = logic_.location(operation);
    if (has_source_comments_ && location.line != 0) text += ", " + to_string(location);
    return text;
  }

  // A wire for a step of the operation that is being written.
  Carrier declare_wire(unsigned width_bits, const std::string& text) {
    const SignalId wire = signals_.declare(names_.unique(current_name_ + "_full"), width_bits);
    text_ += "  wire " + range_of(width_bits) + signals_.name(wire) + " = " + text + ";\n";
    return {wire, 0};
  }

  std::string expression(const Operation& operation, const Window& window) {
    std::vector<Operand> operands;
    for (const Use& use : logic_.operands(operation)) operands.push_back(operand(use));
    switch (operation.opcode) {
      case Opcode::kSum:
        return expressions_.sum(operands, window);
      case Opcode::kMultiply:
        return expressions_.multiply(operands[0], operands[1], window);
      case Opcode::kQuantize:
        check_internal(logic_.quantizer(operation).is_bit_drop(), "a quantizer that does more than drop bits");
        return expressions_.drop_bits(operands[0], logic_.quantizer(operation).format, window);
      case Opcode::kRelu:
        return expressions_.relu(operands[0], logic_.relu_format(operation), window);
      case Opcode::kSelect:
        return expressions_.select(operands[0], operands[1], operands[2], window);
      case Opcode::kLessThan:
        return comparison(operands[0], logic_.constant(operation), window);
      case Opcode::kEqual:
        return equality(operands[0], logic_.constant(operation), window);
      case Opcode::kAnd:
        return expressions_.bitwise("&", operands[0], operands[1], window);
      case Opcode::kOr:
        return expressions_.bitwise("|", operands[0], operands[1], window);
      case Opcode::kXor:
        return expressions_.bitwise("^", operands[0], operands[1], window);
      case Opcode::kLookup: {
        const Table& table = logic_.table(operation);
        const bool is_signed = table.range(Interval::of(table.index())).low.is_negative();
        return expressions_.lookup(table_names_[operation.attribute], operands[0], table.index(), entry_window(table),
                                   is_signed, window);
      }
      case Opcode::kInput:
      case Opcode::kConstant:
      case Opcode::kLinear:
      case Opcode::kMaximum:
      case Opcode::kMinimum:
        break;
    }
    throw InternalError("an operation that a lowered program does not hold, or holds no signal for");
  }

  // x < c for x = n * 2^grid is n < ceil(c / 2^grid); -x < c is n > -c / 2^grid, so not n < floor(-c / 2^grid) + 1.
  std::string comparison(const Operand& x, const Dyadic& constant, const Window& window) {
    check_internal(window.grid == 0 && window.width_bits == 1, "a comparison that is not one bit");
    if (!x.negate) return expressions_.less_than(x, -(-constant).floor_to_grid(x.grid));
    return "~(" + expressions_.less_than(x, (-constant).floor_to_grid(x.grid) + 1) + ")";
  }

  // The constant lies on the grid of x: elsewhere the result is known to be 0.
  std::string equality(const Operand& x, const Dyadic& constant, const Window& window) {
    check_internal(window.grid == 0 && window.width_bits == 1, "a comparison that is not one bit");
    return expressions_.equal(x, (x.negate ? -constant : constant).on_grid(x.grid));
  }

  void write_outputs() {
    const bool is_register = schedule_.output_register;
    const std::string indent = is_register ? "    " : "  ";
    std::string assignments;
    for (std::size_t i = 0; i < outputs_.size(); ++i) {
      const Port& port = outputs_[i];
      if (port.width_bits == 0) continue;
      assignments += indent + (is_register ? "" : "assign ") + port.name + (is_register ? " <= " : " = ") +
                     output_bits(logic_.outputs()[i], port, indent) + "\n";
    }
    if (assignments.empty()) return;
    text_ += is_register ? "\n  // Output register\n" : "\n  // Outputs\n";
    if (is_register) {
      write_clocked(assignments);
    } else {
      text_ += assignments;
    }
  }

  // The elements side by side, the last one first. One assignment of the whole port: an event simulator copies a port
  // for each part that is assigned to it.
  std::string output_bits(const NamedTensor& tensor, const Port& port, const std::string& indent) {
    std::vector<std::string> parts;
    std::vector<std::string> comments;
    for (std::size_t j = port.elements.size(); j-- > 0;) {
      const PortElement& element = port.elements[j];
      if (element.width_bits == 0) continue;
      parts.push_back(
          read_term(signals_, operand(tensor.elements[j]), {-element.format.fraction_bits, element.width_bits}));
      comments.push_back("  // " + to_string(element.format));
    }
    if (parts.size() == 1) return parts[0] + ";" + comments[0];
    std::string text = "{\n";
    for (std::size_t i = 0; i < parts.size(); ++i) {
      text += indent + "    " + parts[i] + (i + 1 < parts.size() ? "," : "};") + comments[i] + "\n";
    }
    text.pop_back();
    return text;
  }

  // Bits that nothing reads are named here, so that a linter's report of unread bits stays empty without waivers.
  void write_sink() {
    const std::vector<std::string> unread = signals_.unread();
    const bool reads_clock = text_.find("@(posedge") != std::string::npos;
    const bool has_unread_clock = schedule_.is_pipelined() && !reads_clock;
    if (unread.empty() && !has_unread_clock) return;
    text_ += "\n  // Bits that the outputs do not depend on\n  wire _unused = &{1'b0";
    if (has_unread_clock) text_ += ", " + std::string(kClockName);
    for (const std::string& bits : unread) text_ += ",\n      " + bits;
    text_ += "};\n";
  }

  const CombLogic& logic_;
  const Schedule& schedule_;
  const std::string module_name_;
  const bool has_source_comments_;
  NameTable names_;
  const std::vector<bool> on_hardware_;
  std::vector<std::string> value_names_;
  const std::vector<std::uint32_t> last_stages_;
  std::vector<Carrier> carriers_;         // by value, as of the stage being written
  std::vector<ValueId> alive_;            // values that the next rank registers
  std::vector<std::string> table_names_;  // by number; empty for one that is not on the hardware
  std::vector<Port> inputs_;
  std::vector<Port> outputs_;
  std::vector<SignalId> input_signals_;  // of the input ports that have bits
  SignalTable signals_;
  ExpressionWriter expressions_;
  std::string current_name_;
  std::string text_;
};

}  // namespace

Module write_module(const EmissionInput& input, bool has_source_comments) {
  return ModuleWriter(input, has_source_comments).write();
}

}  // namespace wirefold::verilog
