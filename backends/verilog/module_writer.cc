// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/verilog/module_writer.h"

#include <utility>

#include "wirefold/backends/rtl/attributes.h"
#include "wirefold/backends/rtl/operations.h"
#include "wirefold/backends/verilog/bits.h"
#include "wirefold/backends/verilog/registers.h"
#include "wirefold/backends/verilog/verilog_language.h"

namespace wirefold::verilog {
namespace {

class ModuleWriter {
 public:
  ModuleWriter(const EmissionInput& input, const HardwareOptions& options, Interface interface,
               const std::vector<std::string>& taken_names)
      : options_(options),
        design_(verilog_language(), input, options, std::move(interface), taken_names),
        logic_(design_.logic()),
        schedule_(design_.schedule()),
        interface_(design_.interface()),
        module_(design_.module()),
        module_name_(input.module_name) {}

  rtl::Module write() {
    const std::vector<std::string> ports = declare_ports();
    if (schedule_.is_pipelined()) timing_ = verilog_language().add_timing(module_, schedule_.latency_cycles());
    write_input_registers();
    design_.own_inputs(input_signals_);
    design_.write_operations();
    write_outputs();
    verilog_language().add_sink(module_, unread_ports());
    std::string text = verilog_language().whole_module(module_name_, ports, module_, rtl::module_attributes(options_));
    return std::move(design_).finish(std::move(text));
  }

 private:
  std::vector<std::string> declare_ports() {
    std::vector<std::string> ports;
    for (const std::string& name :
         {interface_.controls.clock, interface_.controls.clock_enable, interface_.controls.reset}) {
      if (!name.empty()) ports.push_back("input wire " + name);
    }
    for (const Port& port : interface_.inputs) {
      for (const Pin& pin : port.pins) {
        ports.push_back("input wire " + range_of(pin.width_bits) + pin.name);
        input_signals_.push_back(module_.signals.declare(pin.name, pin.width_bits));
      }
    }
    const char* kind = schedule_.output_register ? "output reg " : "output wire ";
    for (const Port& port : interface_.outputs) {
      for (const Pin& pin : port.pins) ports.push_back(kind + range_of(pin.width_bits) + pin.name);
    }
    return ports;
  }

  // Afterwards `input_signals_` are the registers.
  void write_input_registers() {
    if (!schedule_.input_register) return;
    module_.add_heading("Input register");
    std::vector<RegisterAssignment> registers;
    for (rtl::SignalId& signal : input_signals_) {
      const std::size_t width = module_.signals.width_bits(signal);
      const rtl::SignalId copy =
          module_.declare_register(module_.names.unique(module_.signals.name(signal) + "_q"), width);
      registers.push_back({module_.signals.name(copy), width, module_.signals.read(signal, 0, width)});
      signal = copy;
    }
    write_clocked(registers);
  }

  void write_clocked(const std::vector<RegisterAssignment>& registers) {
    module_.text += clocked_block(interface_.controls, registers);
  }

  void write_outputs() {
    const bool is_register = schedule_.output_register;
    const std::string indent = is_register ? statement_indent(interface_.controls) : "  ";
    std::vector<RegisterAssignment> outputs;
    for (std::size_t i = 0; i < interface_.outputs.size(); ++i) {
      const Port& port = interface_.outputs[i];
      for (const Pin& pin : port.pins) outputs.push_back(output_bits(logic_.outputs()[i], port, pin, indent));
    }
    if (outputs.empty()) return;
    module_.add_heading(is_register ? "Output register" : "Outputs");
    if (is_register) return write_clocked(outputs);
    for (const RegisterAssignment& output : outputs) {
      module_.text +=
          indent + "assign " + output.target + " = " + output.value + ";" + comment_text(output.comment) + "\n";
    }
  }

  // The elements side by side, the last one first. One assignment of the whole pin: an event simulator copies a port
  // for each part that is assigned to it.
  RegisterAssignment output_bits(const NamedTensor& tensor, const Port& port, const Pin& pin,
                                 const std::string& indent) {
    std::vector<std::string> parts;
    std::vector<std::string> comments;
    const std::vector<std::size_t> elements = elements_of(port, pin);
    for (auto j = elements.rbegin(); j != elements.rend(); ++j) {
      const PortElement& element = port.elements[*j];
      parts.push_back(rtl::read_term(module_.signals, design_.operand(tensor.elements[*j]),
                                     {-element.format.fraction_bits, element.width_bits}));
      comments.push_back(to_string(element.format));
    }
    if (parts.size() == 1) return {pin.name, pin.width_bits, parts[0], comments[0]};
    std::string text = "{\n";
    for (std::size_t i = 0; i + 1 < parts.size(); ++i)
      text += indent + "    " + parts[i] + "," + comment_text(comments[i]) + "\n";
    return {pin.name, pin.width_bits, text + indent + "    " + parts.back() + "}", comments.back()};
  }

  // Parameters, and the controls of a design that has no register to control.
  std::vector<std::string> unread_ports() const {
    std::vector<std::string> unread = timing_;
    const bool is_clock_read = module_.text.find("(posedge ") != std::string::npos ||
                               module_.text.find("." + interface_.controls.clock + "(") != std::string::npos;
    if (is_clock_read) return unread;
    for (const std::string& name :
         {interface_.controls.clock, interface_.controls.clock_enable, interface_.controls.reset}) {
      if (!name.empty()) unread.push_back(name);
    }
    return unread;
  }

  const HardwareOptions& options_;
  rtl::Design design_;
  const CombLogic& logic_;
  const Schedule& schedule_;
  const Interface& interface_;
  rtl::ModuleText& module_;
  const std::string module_name_;
  std::vector<std::string> timing_;
  std::vector<rtl::SignalId> input_signals_;  // of the input pins
};

}  // namespace

rtl::Module write_module(const EmissionInput& input, const HardwareOptions& options, Interface interface,
                         const std::vector<std::string>& taken_names) {
  return ModuleWriter(input, options, std::move(interface), taken_names).write();
}

}  // namespace wirefold::verilog
