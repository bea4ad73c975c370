// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/vhdl/module_writer.h"

#include <utility>

#include "wirefold/backends/rtl/attributes.h"
#include "wirefold/backends/vhdl/registers.h"
#include "wirefold/backends/vhdl/vhdl_language.h"

namespace wirefold::vhdl {
namespace {

std::string data_port(const Pin& pin, const char* direction) {
  return pin.name + " : " + direction + " " + vector_type("std_logic_vector", pin.width_bits);
}

class ModuleWriter {
 public:
  ModuleWriter(const EmissionInput& input, const HardwareOptions& options, Standard standard, Interface interface,
               const std::vector<std::string>& taken_names)
      : language_(vhdl_language(standard)),
        options_(options),
        design_(language_, input, options, std::move(interface), taken_names),
        interface_(design_.interface()),
        module_(design_.module()),
        module_name_(input.module_name) {}

  rtl::Module write() {
    const std::vector<std::string> ports = declared_ports();
    const Schedule& schedule = design_.schedule();
    if (schedule.is_pipelined()) language_.add_timing(module_, schedule.latency_cycles());
    write_inputs(schedule.input_register);
    design_.write_operations();
    write_outputs(schedule.output_register);
    std::string text = language_.whole_module(module_name_, ports, module_, rtl::module_attributes(options_));
    return std::move(design_).finish(std::move(text));
  }

 private:
  std::vector<std::string> declared_ports() const {
    std::vector<std::string> ports;
    const ControlPorts& controls = interface_.controls;
    for (const std::string& name : {controls.clock, controls.clock_enable, controls.reset}) {
      if (!name.empty()) ports.push_back(language_.control_port(name));
    }
    for (const Port& port : interface_.inputs) {
      for (const Pin& pin : port.pins) ports.push_back(data_port(pin, "in"));
    }
    for (const Port& port : interface_.outputs) {
      for (const Pin& pin : port.pins) ports.push_back(data_port(pin, "out"));
    }
    return ports;
  }

  // Every input pin as a number, in a register if the design has input registers.
  void write_inputs(bool are_registers) {
    std::vector<rtl::SignalId> signals;
    std::vector<rtl::RegisterAssignment> assignments;
    for (const Port& port : interface_.inputs) {
      for (const Pin& pin : port.pins) {
        const std::string name = module_.names.unique(pin.name + (are_registers ? "_q" : "_bits"));
        signals.push_back(module_.declare_register(name, pin.width_bits));
        assignments.push_back({name, pin.width_bits, "unsigned(" + pin.name + ")"});
      }
    }
    write_assignments(are_registers ? "Input register" : "Inputs", assignments, are_registers);
    design_.own_inputs(signals);
  }

  void write_assignments(const char* heading, const std::vector<rtl::RegisterAssignment>& assignments,
                         bool are_registers) {
    if (assignments.empty()) return;
    module_.add_heading(heading);
    if (are_registers) return language_.add_registers(module_, interface_.controls, assignments);
    for (const rtl::RegisterAssignment& each : assignments) {
      module_.text += "  " + each.target + " <= " + each.value + ";" + comment_text(each.comment) + "\n";
    }
  }

  // Element by element: in one concatenation of hundreds, tools would search long for the meaning of each `&`.
  void write_outputs(bool are_registers) {
    std::vector<rtl::RegisterAssignment> assignments;
    for (std::size_t i = 0; i < interface_.outputs.size(); ++i) {
      const Port& port = interface_.outputs[i];
      for (const Pin& pin : port.pins) {
        for (const std::size_t j : elements_of(port, pin)) {
          const PortElement& element = port.elements[j];
          assignments.push_back({language_.part_select(pin.name, pin.width_bits, element.offset_bits - pin.offset_bits,
                                                       element.width_bits),
                                 element.width_bits, output_bits(design_.logic().outputs()[i].elements[j], element),
                                 to_string(element.format)});
        }
      }
    }
    write_assignments(are_registers ? "Output register" : "Outputs", assignments, are_registers);
  }

  std::string output_bits(const Use& use, const PortElement& element) {
    const rtl::Operand operand = design_.operand(use);
    const std::string text = without_parentheses(
        rtl::read_term(module_.signals, operand, {-element.format.fraction_bits, element.width_bits}));
    return operand.is_constant ? text : "std_logic_vector(" + text + ")";
  }

  const rtl::HardwareLanguage& language_;
  const HardwareOptions& options_;
  rtl::Design design_;
  const Interface& interface_;
  rtl::ModuleText& module_;
  const std::string module_name_;
};

}  // namespace

rtl::Module write_module(const EmissionInput& input, const HardwareOptions& options, Standard standard,
                         Interface interface, const std::vector<std::string>& taken_names) {
  return ModuleWriter(input, options, standard, std::move(interface), taken_names).write();
}

}  // namespace wirefold::vhdl
