// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/verilog/module_writer.h"

#include <utility>

#include "wirefold/backends/names.h"
#include "wirefold/backends/rtl/operations.h"
#include "wirefold/backends/verilog/bits.h"
#include "wirefold/backends/verilog/table_function.h"
#include "wirefold/backends/verilog/verilog_language.h"

namespace wirefold::verilog {
namespace {

using rtl::Carrier;
using rtl::SignalId;

class ModuleWriter {
 public:
  ModuleWriter(const EmissionInput& input, bool has_source_comments)
      : plan_(input),
        logic_(plan_.logic()),
        schedule_(plan_.schedule()),
        has_source_comments_(has_source_comments),
        carriers_(logic_.value_count()),
        signals_(verilog_language()),
        expressions_(signals_,
                     [this](unsigned width_bits, const std::string& text) { return declare_wire(width_bits, text); }) {}

  Module write() {
    write_interface();
    write_tables();
    write_input_registers();
    for (std::uint32_t stage = 0; stage < schedule_.stage_count; ++stage) {
      if (stage > 0) write_rank(stage);
      if (schedule_.stage_count > 1) text_ += "\n  // Stage " + std::to_string(stage) + "\n";
      for (const Operation* operation : plan_.operations_of(stage)) write_operation(*operation);
    }
    write_outputs();
    write_sink();
    text_ += "endmodule\n\n`default_nettype wire\n";
    return std::move(plan_).finish(std::move(text_));
  }

 private:
  unsigned width_of(ValueId value) const { return static_cast<unsigned>(logic_.format(value).width()); }

  void write_interface() {
    std::vector<std::string> ports;
    if (schedule_.is_pipelined()) ports.push_back("input wire " + std::string(kClockName));
    for (const Port& port : plan_.inputs()) {
      if (port.width_bits > 0) ports.push_back("input wire " + range_of(port.width_bits) + port.name);
    }
    for (const Port& port : plan_.outputs()) {
      const char* kind = schedule_.output_register ? "output reg " : "output wire ";
      if (port.width_bits > 0) ports.push_back(kind + range_of(port.width_bits) + port.name);
    }
    text_ += "`default_nettype none\n\nmodule " + plan_.module_name();
    for (std::size_t i = 0; i < ports.size(); ++i) text_ += (i == 0 ? " (\n    " : ",\n    ") + ports[i];
    text_ += ports.empty() ? ";\n" : "\n);\n";
    for (std::size_t i = 0; i < plan_.inputs().size(); ++i) bind_input(logic_.inputs()[i], plan_.inputs()[i]);
  }

  // The elements of an input are slices of its port.
  void bind_input(const NamedTensor& tensor, const Port& port) {
    if (port.width_bits == 0) return;
    input_signals_.push_back(signals_.declare(port.name, port.width_bits));
    for (std::size_t i = 0; i < port.elements.size(); ++i) {
      carriers_[tensor.elements[i].value] = {input_signals_.back(), plan_.first_bit(tensor, port, i)};
    }
  }

  void write_input_registers() {
    if (!schedule_.input_register) return;
    text_ += "\n  // Input register\n";
    std::string assignments;
    std::vector<std::pair<SignalId, SignalId>> registers;
    for (const SignalId port : input_signals_) {
      const std::size_t width = signals_.width_bits(port);
      const SignalId copy = signals_.declare(plan_.names().unique(signals_.name(port) + "_q"), width);
      text_ += "  reg " + range_of(width) + signals_.name(copy) + ";\n";
      assignments += "    " + signals_.name(copy) + " <= " + signals_.read(port, 0, width) + ";\n";
      registers.emplace_back(port, copy);
    }
    write_clocked(assignments);
    for (std::size_t i = 0, next = 0; i < plan_.inputs().size(); ++i) {
      if (plan_.inputs()[i].width_bits == 0) continue;
      for (const Use& use : logic_.inputs()[i].elements) carriers_[use.value].signal = registers[next].second;
      ++next;
    }
  }

  void write_tables() {
    for (std::size_t i = 0; i < plan_.table_names().size(); ++i) {
      if (plan_.table_names()[i].empty()) continue;
      const Table& table = *logic_.tables()[i];
      text_ += "\n" + table_function(plan_.table_names()[i], table, rtl::entry_window(table));
    }
  }

  void write_clocked(const std::string& assignments) {
    if (assignments.empty()) return;
    text_ += "  always @(posedge " + std::string(kClockName) + ") begin\n" + assignments + "  end\n";
  }

  // The registers between stage - 1 and stage.
  void write_rank(std::uint32_t stage) {
    std::string assignments;
    text_ += "\n  // Registers into stage " + std::to_string(stage) + "\n";
    for (const ValueId value : plan_.registered_before(stage)) {
      const unsigned width = width_of(value);
      const Carrier from = carriers_[value];
      const SignalId copy =
          signals_.declare(plan_.names().unique(plan_.value_name(value) + "_s" + std::to_string(stage)), width);
      text_ += "  reg " + range_of(width) + signals_.name(copy) + ";\n";
      assignments +=
          "    " + signals_.name(copy) + " <= " + signals_.read(from.signal, from.offset_bits, width) + ";\n";
      carriers_[value] = {copy, 0};
    }
    write_clocked(assignments);
  }

  void write_operation(const Operation& operation) {
    if (operation.opcode == Opcode::kInput) return;
    const ValueId value = operation.first_result;
    const unsigned width = width_of(value);
    current_name_ = plan_.value_name(value);
    const std::string text = rtl::operation_text(logic_, operation, carriers_, plan_.table_names(), expressions_);
    carriers_[value] = {signals_.declare(current_name_, width), 0};
    text_ += "  wire " + range_of(width) + current_name_ + " = " + text + ";  // " +
             plan_.comment(operation, has_source_comments_) + "\n";
  }

  // A wire for a step of the operation that is being written.
  Carrier declare_wire(unsigned width_bits, const std::string& text) {
    const SignalId wire = signals_.declare(plan_.names().unique(current_name_ + "_full"), width_bits);
    text_ += "  wire " + range_of(width_bits) + signals_.name(wire) + " = " + text + ";\n";
    return {wire, 0};
  }

  void write_outputs() {
    const bool is_register = schedule_.output_register;
    const std::string indent = is_register ? "    " : "  ";
    std::string assignments;
    for (std::size_t i = 0; i < plan_.outputs().size(); ++i) {
      const Port& port = plan_.outputs()[i];
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
      parts.push_back(read_term(signals_, rtl::operand_of(logic_, carriers_, tensor.elements[j]),
                                {-element.format.fraction_bits, element.width_bits}));
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

  rtl::ModulePlan plan_;
  const CombLogic& logic_;
  const Schedule& schedule_;
  const bool has_source_comments_;
  std::vector<Carrier> carriers_;        // by value, as of the stage being written
  std::vector<SignalId> input_signals_;  // of the input ports that have bits
  rtl::SignalTable signals_;
  rtl::ExpressionWriter expressions_;
  std::string current_name_;
  std::string text_;
};

}  // namespace

Module write_module(const EmissionInput& input, bool has_source_comments) {
  return ModuleWriter(input, has_source_comments).write();
}

}  // namespace wirefold::verilog
