// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/verilog/module_writer.h"

#include <utility>

#include "wirefold/backends/value_names.h"
#include "wirefold/backends/verilog/attributes.h"
#include "wirefold/backends/verilog/bits.h"
#include "wirefold/backends/verilog/layer_modules.h"
#include "wirefold/backends/verilog/part_writer.h"
#include "wirefold/backends/verilog/registers.h"
#include "wirefold/ir/error.h"

namespace wirefold::verilog {
namespace {

std::vector<bool> values_with_signals(const CombLogic& logic) {
  std::vector<bool> has_signal = values_on_hardware(logic);
  for (ValueId value = 0; value < logic.value_count(); ++value) {
    if (logic.interval(value).is_point()) has_signal[value] = false;
  }
  return has_signal;
}

class ModuleWriter {
 public:
  ModuleWriter(const EmissionInput& input, const HardwareOptions& options, Interface interface,
               const std::vector<std::string>& taken_names)
      : logic_(input.logic),
        schedule_(input.schedule),
        options_(options),
        interface_(std::move(interface)),
        submodules_(taken_names),
        context_{logic_,
                 schedule_,
                 options_,
                 interface_.controls,
                 input.module_name,
                 values_with_signals(logic_),
                 last_stages(logic_, schedule_),
                 submodules_} {
    module_.names = interface_.names;
    value_names_ = name_values(logic_, values_on_hardware(logic_), module_.names);
  }

  Module write() {
    const std::vector<std::string> ports = declare_ports();
    PartWriter part(context_, module_, value_names_);
    if (schedule_.is_pipelined()) timing_ = add_timing_parameters(module_, schedule_.latency_cycles());
    write_input_registers();
    bind_inputs(part);
    const LayerPlan plan =
        options_.has_layer_modules ? plan_layers(logic_, schedule_, context_.has_signal) : LayerPlan{};
    if (plan.layers.empty()) {
      part.write(operations());
    } else {
      write_layers(context_, module_, plan, part, value_names_);
    }
    write_outputs(part);
    module_.add_sink(unread_ports());
    return {context_.module_name, whole_module(module_attribute(options_), context_.module_name, ports, module_.text),
            submodules_.modules(), std::move(value_names_), std::move(interface_)};
  }

 private:
  std::vector<const Operation*> operations() const {
    std::vector<const Operation*> found;
    for (const Operation& operation : logic_.operations()) {
      if (operation.opcode != Opcode::kInput && context_.has_signal[operation.first_result])
        found.push_back(&operation);
    }
    return found;
  }

  std::vector<std::string> declare_ports() {
    std::vector<std::string> ports;
    for (const std::string& name :
         {interface_.controls.clock, interface_.controls.clock_enable, interface_.controls.reset}) {
      if (!name.empty()) ports.push_back("input wire " + name);
    }
    for (const Port& port : interface_.inputs) {
      if (port.width_bits == 0) continue;
      ports.push_back("input wire " + range_of(port.width_bits) + port.name);
      input_signals_.push_back(module_.signals.declare(port.name, port.width_bits));
    }
    for (const Port& port : interface_.outputs) {
      const char* kind = schedule_.output_register ? "output reg " : "output wire ";
      if (port.width_bits > 0) ports.push_back(kind + range_of(port.width_bits) + port.name);
    }
    return ports;
  }

  // Afterwards `input_signals_` are the registers.
  void write_input_registers() {
    if (!schedule_.input_register) return;
    module_.text += "\n  // Input register\n";
    std::vector<RegisterAssignment> registers;
    for (rtl::SignalId& signal : input_signals_) {
      const std::size_t width = module_.signals.width_bits(signal);
      const rtl::SignalId copy =
          module_.signals.declare(module_.names.unique(module_.signals.name(signal) + "_q"), width);
      const std::string& name = module_.signals.name(copy);
      module_.text += "  reg " + range_of(width) + name + ";\n";
      registers.push_back({name, width, module_.signals.read(signal, 0, width)});
      signal = copy;
    }
    write_clocked(registers);
  }

  // The elements of an input are slices of its port. A value that is known to be narrower than its element is a part
  // of that slice.
  void bind_inputs(PartWriter& part) const {
    auto signal = input_signals_.begin();
    for (std::size_t i = 0; i < interface_.inputs.size(); ++i) {
      const Port& port = interface_.inputs[i];
      if (port.width_bits == 0) continue;
      for (std::size_t j = 0; j < port.elements.size(); ++j) {
        const ValueId value = logic_.inputs()[i].elements[j].value;
        const int below = port.elements[j].format.fraction_bits - logic_.format(value).fraction_bits;
        part.own(value, {*signal, port.elements[j].offset_bits + static_cast<std::size_t>(below)});
      }
      ++signal;
    }
  }

  void write_clocked(const std::vector<RegisterAssignment>& registers) {
    module_.text += clocked_block(interface_.controls, registers);
  }

  void write_outputs(const PartWriter& part) {
    const bool is_register = schedule_.output_register;
    const std::string indent = is_register ? statement_indent(interface_.controls) : "  ";
    std::vector<RegisterAssignment> outputs;
    for (std::size_t i = 0; i < interface_.outputs.size(); ++i) {
      const Port& port = interface_.outputs[i];
      if (port.width_bits > 0) outputs.push_back(output_bits(part, logic_.outputs()[i], port, indent));
    }
    if (outputs.empty()) return;
    module_.text += is_register ? "\n  // Output register\n" : "\n  // Outputs\n";
    if (is_register) return write_clocked(outputs);
    for (const RegisterAssignment& output : outputs) {
      module_.text += indent + "assign " + output.target + " = " + output.value + ";" + output.comment + "\n";
    }
  }

  // The elements side by side, the last one first. One assignment of the whole port: an event simulator copies a port
  // for each part that is assigned to it.
  RegisterAssignment output_bits(const PartWriter& part, const NamedTensor& tensor, const Port& port,
                                 const std::string& indent) {
    std::vector<std::string> parts;
    std::vector<std::string> comments;
    for (std::size_t j = port.elements.size(); j-- > 0;) {
      const PortElement& element = port.elements[j];
      if (element.width_bits == 0) continue;
      parts.push_back(rtl::read_term(module_.signals, part.operand(tensor.elements[j]),
                                     {-element.format.fraction_bits, element.width_bits}));
      comments.push_back("  // " + to_string(element.format));
    }
    if (parts.size() == 1) return {port.name, port.width_bits, parts[0], comments[0]};
    std::string text = "{\n";
    for (std::size_t i = 0; i + 1 < parts.size(); ++i) text += indent + "    " + parts[i] + "," + comments[i] + "\n";
    return {port.name, port.width_bits, text + indent + "    " + parts.back() + "}", comments.back()};
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

  const CombLogic& logic_;
  const Schedule& schedule_;
  const HardwareOptions& options_;
  Interface interface_;
  SubmoduleLibrary submodules_;
  DesignContext context_;
  ModuleText module_;
  std::vector<std::string> value_names_;
  std::vector<std::string> timing_;
  std::vector<rtl::SignalId> input_signals_;  // of the input ports that have bits
};

}  // namespace

Module write_module(const EmissionInput& input, const HardwareOptions& options, Interface interface,
                    const std::vector<std::string>& taken_names) {
  return ModuleWriter(input, options, std::move(interface), taken_names).write();
}

std::vector<std::string> add_timing_parameters(ModuleText& module, std::uint32_t latency_cycles) {
  const std::string latency = module.names.unique("LATENCY_CYCLES");
  const std::string interval = module.names.unique("INITIATION_INTERVAL");
  module.text += "  localparam [31:0] " + latency + " = 32'd" + std::to_string(latency_cycles) +
                 ";\n  localparam [31:0] " + interval + " = 32'd1;\n";
  return {latency, interval};
}

}  // namespace wirefold::verilog
