// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/interface.h"

#include <algorithm>

#include "wirefold/ir/error.h"

namespace wirefold {
namespace {

constexpr std::string_view kClockEnableName = "ce";

std::string quoted(std::string_view name) { return "'" + std::string(name) + "'"; }

Location location_of(const CombLogic& logic, const NamedTensor& tensor) {
  if (tensor.elements.empty()) return {};
  return logic.location(logic.definition(tensor.elements.front().value));
}

// Takes the port's name, or gives the port another where that is allowed.
void claim_port(Interface& interface, const CombLogic& logic, const NamedTensor& tensor, Port& port, const char* kind,
                bool may_rename) {
  const std::string problem = identifier_problem(tensor.name);
  if (may_rename) {
    port.name = interface.names.unique(legal_identifier(tensor.name));
    if (port.name != tensor.name) interface.renamed.emplace_back(tensor.name, port.name);
    return;
  }
  const std::string what = std::string(kind) + " name " + quoted(tensor.name) + " ";
  if (!problem.empty()) {
    throw ValueError("emit",
                     what + problem + "; ports are named as the tensors, rename it, for example " +
                         quoted(legal_identifier(tensor.name)) + ", or set the option rename_ports",
                     location_of(logic, tensor));
  }
  if (!interface.names.claim(tensor.name)) {
    throw ValueError("emit",
                     what +
                         "is taken by the module, a control port or another tensor (names that differ only in case "
                         "clash); rename it, or set the option rename_ports",
                     location_of(logic, tensor));
  }
}

void add_pins(Interface& interface, const CombLogic& logic, const NamedTensor& tensor, Port& port,
              const HardwareOptions& options) {
  if (!options.has_element_ports) {
    port.pins = whole_pin(port);
    return;
  }
  for (std::size_t i = 0; i < port.elements.size(); ++i) {
    Pin pin = element_pin(port, i);
    if (pin.width_bits == 0) continue;
    // A scalar's pin has the name that its tensor took.
    const bool is_free = port.shape.rank() == 0 || interface.names.claim(pin.name);
    if (!is_free && !options.may_rename_ports) {
      throw ValueError("emit",
                       "the port '" + pin.name + "' of an element of tensor " + quoted(tensor.name) +
                           " has the name of another port (names that differ only in case clash); rename a tensor, or "
                           "set the option rename_ports",
                       location_of(logic, tensor));
    }
    if (!is_free) pin.name = interface.names.unique(pin.name);
    port.pins.push_back(std::move(pin));
  }
}

ControlPorts control_ports(const Schedule& schedule, const HardwareOptions& options) {
  ControlPorts controls;
  if (!schedule.is_pipelined()) return controls;
  const auto needs_clock_enable = [](WrapperKind kind) {
    return kind == WrapperKind::kStream || kind == WrapperKind::kAxis;
  };
  controls.clock = kClockName;
  if (options.has_clock_enable || std::any_of(options.wrappers.begin(), options.wrappers.end(), needs_clock_enable)) {
    controls.clock_enable = kClockEnableName;
  }
  if (!options.resets_data) return controls;
  controls.reset = options.reset_is_active_low ? "rst_n" : "rst";
  controls.reset_kind = options.reset;
  controls.reset_is_active_low = options.reset_is_active_low;
  return controls;
}

}  // namespace

Interface make_interface(const CombLogic& logic, const Schedule& schedule, std::string_view module_name,
                         const HardwareOptions& options) {
  check_port_widths(logic, options.max_port_bits);
  const std::string problem = identifier_problem(module_name);
  if (!problem.empty()) {
    throw ValueError("emit", "module name " + quoted(module_name) + " " + problem + "; choose another, for example " +
                                 quoted(legal_identifier(module_name)));
  }
  Interface interface;
  interface.controls = control_ports(schedule, options);
  interface.inputs = input_ports(logic);
  interface.outputs = output_ports(logic);
  interface.names.claim(module_name);
  for (const std::string& name :
       {interface.controls.clock, interface.controls.clock_enable, interface.controls.reset}) {
    if (!name.empty()) interface.names.claim(name);
  }
  for (std::size_t i = 0; i < interface.inputs.size(); ++i) {
    claim_port(interface, logic, logic.inputs()[i], interface.inputs[i], "input", options.may_rename_ports);
  }
  for (std::size_t i = 0; i < interface.outputs.size(); ++i) {
    claim_port(interface, logic, logic.outputs()[i], interface.outputs[i], "output", options.may_rename_ports);
  }
  for (std::size_t i = 0; i < interface.inputs.size(); ++i) {
    add_pins(interface, logic, logic.inputs()[i], interface.inputs[i], options);
  }
  for (std::size_t i = 0; i < interface.outputs.size(); ++i) {
    add_pins(interface, logic, logic.outputs()[i], interface.outputs[i], options);
  }
  return interface;
}

}  // namespace wirefold
