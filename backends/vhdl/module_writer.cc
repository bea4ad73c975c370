// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/vhdl/module_writer.h"

#include <array>
#include <utility>

#include "wirefold/backends/names.h"
#include "wirefold/backends/rtl/operations.h"
#include "wirefold/backends/vhdl/table_function.h"
#include "wirefold/backends/vhdl/vhdl_language.h"

namespace wirefold::vhdl {
namespace {

using rtl::Carrier;
using rtl::SignalId;

// What the text takes from the library; an object of that name would hide it.
constexpr std::array<std::string_view, 8> kReserved = {"ieee",      "numeric_std",    "resize",           "rising_edge",
                                                       "std_logic", "std_logic_1164", "std_logic_vector", "work"};

// Declarations and statements grow side by side: a signal is declared before the architecture begins, and assigned
// where its stage is.
class ModuleWriter {
 public:
  ModuleWriter(const EmissionInput& input, Standard standard, bool has_source_comments)
      : standard_(standard),
        has_source_comments_(has_source_comments),
        plan_(input, kReserved),
        logic_(plan_.logic()),
        schedule_(plan_.schedule()),
        carriers_(logic_.value_count()),
        signals_(vhdl_language(standard)),
        expressions_(signals_,
                     [this](unsigned width_bits, const std::string& text) { return declare_wire(width_bits, text); }) {}

  rtl::Module write() {
    write_tables();
    write_inputs();
    for (std::uint32_t stage = 0; stage < schedule_.stage_count; ++stage) {
      if (stage > 0) write_rank(stage);
      if (schedule_.stage_count > 1) heading("Stage " + std::to_string(stage));
      for (const Operation* operation : plan_.operations_of(stage)) write_operation(*operation);
    }
    write_outputs();
    const std::string architecture = plan_.names().unique("rtl");
    std::string text = library_clauses() + entity() + "\narchitecture " + architecture + " of " + plan_.module_name() +
                       " is\n" + declarations_ + "begin\n" + statements_ + "end architecture " + architecture + ";\n";
    return std::move(plan_).finish(std::move(text));
  }

 private:
  std::string entity() const {
    std::vector<std::string> ports;
    if (schedule_.is_pipelined()) ports.push_back(std::string(kClockName) + " : in std_logic");
    for (const Port& port : plan_.inputs()) add_port(ports, port, " : in ");
    for (const Port& port : plan_.outputs()) add_port(ports, port, " : out ");
    std::string text = "entity " + plan_.module_name() + " is\n";
    for (std::size_t i = 0; i < ports.size(); ++i) text += (i == 0 ? "  port (\n    " : ";\n    ") + ports[i];
    return text + (ports.empty() ? "" : "\n  );\n") + "end entity " + plan_.module_name() + ";\n";
  }

  static void add_port(std::vector<std::string>& ports, const Port& port, const char* direction) {
    if (port.width_bits > 0) ports.push_back(port.name + direction + vector_type("std_logic_vector", port.width_bits));
  }

  void heading(const std::string& text) { statements_ += (statements_.empty() ? "  -- " : "\n  -- ") + text + "\n"; }

  SignalId declare(const std::string& name, std::size_t width_bits) {
    declarations_ += "  signal " + name + " : " + vector_type("unsigned", width_bits) + ";\n";
    return signals_.declare(name, width_bits);
  }

  void write_tables() {
    for (std::size_t i = 0; i < plan_.table_names().size(); ++i) {
      if (plan_.table_names()[i].empty()) continue;
      const Table& table = *logic_.tables()[i];
      declarations_ += table_function(plan_.table_names()[i], table, rtl::entry_window(table), standard_) + "\n";
    }
  }

  // Every input port as a number, in a register if the design has input registers.
  void write_inputs() {
    const bool is_register = schedule_.input_register;
    std::string assignments;
    for (std::size_t i = 0; i < plan_.inputs().size(); ++i) {
      const Port& port = plan_.inputs()[i];
      if (port.width_bits == 0) continue;
      const SignalId bits = declare(plan_.names().unique(port.name + (is_register ? "_q" : "_bits")), port.width_bits);
      assignments += (is_register ? "      " : "  ") + signals_.name(bits) + " <= unsigned(" + port.name + ");\n";
      for (std::size_t j = 0; j < port.elements.size(); ++j) {
        const NamedTensor& tensor = logic_.inputs()[i];
        carriers_[tensor.elements[j].value] = {bits, plan_.first_bit(tensor, port, j)};
      }
    }
    if (!assignments.empty()) heading(is_register ? "Input register" : "Inputs");
    write_assignments(assignments, is_register);
  }

  void write_assignments(const std::string& assignments, bool are_clocked) {
    if (!are_clocked || assignments.empty()) {
      statements_ += assignments;
      return;
    }
    const std::string clock(kClockName);
    statements_ += "  process (" + clock + ") is\n  begin\n    if rising_edge(" + clock + ") then\n" + assignments +
                   "    end if;\n  end process;\n";
  }

  // The registers between stage - 1 and stage.
  void write_rank(std::uint32_t stage) {
    heading("Registers into stage " + std::to_string(stage));
    std::string assignments;
    for (const ValueId value : plan_.registered_before(stage)) {
      const unsigned width = rtl::window_of(logic_, value).width_bits;
      const Carrier from = carriers_[value];
      const SignalId copy =
          declare(plan_.names().unique(plan_.value_name(value) + "_s" + std::to_string(stage)), width);
      assignments +=
          "      " + signals_.name(copy) + " <= " + signals_.read(from.signal, from.offset_bits, width) + ";\n";
      carriers_[value] = {copy, 0};
    }
    write_assignments(assignments, true);
  }

  void write_operation(const Operation& operation) {
    if (operation.opcode == Opcode::kInput) return;
    const ValueId value = operation.first_result;
    current_name_ = plan_.value_name(value);
    const std::string text = rtl::operation_text(logic_, operation, carriers_, plan_.table_names(), expressions_);
    carriers_[value] = {declare(current_name_, rtl::window_of(logic_, value).width_bits), 0};
    statements_ += "  " + current_name_ + " <= " + without_parentheses(text) + ";  -- " +
                   plan_.comment(operation, has_source_comments_) + "\n";
  }

  // A signal for a step of the operation that is being written.
  Carrier declare_wire(unsigned width_bits, const std::string& text) {
    const SignalId wire = declare(plan_.names().unique(current_name_ + "_full"), width_bits);
    statements_ += "  " + signals_.name(wire) + " <= " + without_parentheses(text) + ";\n";
    return {wire, 0};
  }

  // Element by element: in one concatenation of hundreds, tools would search long for the meaning of each `&`.
  void write_outputs() {
    const bool is_register = schedule_.output_register;
    std::string assignments;
    for (std::size_t i = 0; i < plan_.outputs().size(); ++i) {
      const Port& port = plan_.outputs()[i];
      for (std::size_t j = 0; j < port.elements.size(); ++j) {
        const PortElement& element = port.elements[j];
        if (element.width_bits == 0) continue;
        const std::string target =
            signals_.language().part_select(port.name, port.width_bits, element.offset_bits, element.width_bits);
        assignments += (is_register ? "      " : "  ") + target +
                       " <= " + output_bits(logic_.outputs()[i].elements[j], element) + ";  -- " +
                       to_string(element.format) + "\n";
      }
    }
    if (!assignments.empty()) heading(is_register ? "Output register" : "Outputs");
    write_assignments(assignments, is_register);
  }

  std::string output_bits(const Use& use, const PortElement& element) {
    const rtl::Operand operand = rtl::operand_of(logic_, carriers_, use);
    const std::string text =
        without_parentheses(rtl::read_term(signals_, operand, {-element.format.fraction_bits, element.width_bits}));
    return operand.is_constant ? text : "std_logic_vector(" + text + ")";
  }

  const Standard standard_;
  const bool has_source_comments_;
  rtl::ModulePlan plan_;
  const CombLogic& logic_;
  const Schedule& schedule_;
  std::vector<Carrier> carriers_;  // by value, as of the stage being written
  rtl::SignalTable signals_;
  rtl::ExpressionWriter expressions_;
  std::string current_name_;
  std::string declarations_;
  std::string statements_;
};

}  // namespace

rtl::Module write_module(const EmissionInput& input, Standard standard, bool has_source_comments) {
  return ModuleWriter(input, standard, has_source_comments).write();
}

std::string library_clauses() { return "library ieee;\nuse ieee.std_logic_1164.all;\nuse ieee.numeric_std.all;\n\n"; }

}  // namespace wirefold::vhdl
