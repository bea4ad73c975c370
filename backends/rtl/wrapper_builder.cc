// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/rtl/wrapper_builder.h"

namespace wirefold::rtl {

WrapperBuilder::WrapperBuilder(const Wrapper& wrapper, const Interface& interface, const std::string& design_name,
                               const WrapperNeeds& needs)
    : wrapper_(wrapper), interface_(interface) {
  plan_.module_name = wrapper.module_name;
  plan_.design_name = design_name;
  plan_.controls = wrapper.controls;
  plan_.latency_cycles = wrapper.latency_cycles;
  plan_.tells_timing = !wrapper.controls.clock.empty();
  plan_.names = wrapper.names;
  for (const std::string& name : needs.reserved_names) plan_.names.claim(name);
  const ControlPorts& controls = wrapper.controls;
  if (!controls.clock.empty()) add_port(WrapperSignal::Kind::kInput, controls.clock);
  if (!controls.clock_enable.empty()) clock_enable_ = add_port(WrapperSignal::Kind::kInput, controls.clock_enable);
  if (!controls.reset.empty()) reset_ = add_port(WrapperSignal::Kind::kInput, controls.reset);
}

PlanSignal WrapperBuilder::add_signal(WrapperSignal signal) {
  plan_.signals.push_back(std::move(signal));
  return static_cast<PlanSignal>(plan_.signals.size() - 1);
}

PlanSignal WrapperBuilder::add_port(WrapperSignal::Kind kind, const std::string& name, std::size_t width_bits,
                                    bool is_register) {
  return add_signal({.name = name,
                     .kind = kind,
                     .width_bits = width_bits == 0 ? 1 : width_bits,
                     .is_bit = width_bits == 0,
                     .is_register = is_register});
}

PlanSignal WrapperBuilder::add_wire(const std::string& wanted, std::size_t width_bits) {
  const PlanSignal signal = add_port(WrapperSignal::Kind::kWire, plan_.names.unique(wanted), width_bits);
  add(Declaration{signal});
  return signal;
}

PlanSignal WrapperBuilder::add_wire(const std::string& wanted, const Bits& value) {
  const PlanSignal signal =
      add_port(WrapperSignal::Kind::kWire, plan_.names.unique(wanted), value.is_bit ? 0 : value.width_bits);
  add(Wire{signal, value});
  return signal;
}

PlanSignal WrapperBuilder::add_state(const std::string& wanted, std::size_t width_bits) {
  const PlanSignal signal = add_signal({.name = plan_.names.unique(wanted),
                                        .width_bits = width_bits,
                                        .is_bit = width_bits == 1,
                                        .is_register = true,
                                        .begins_at_zero = wrapper_.controls.reset.empty()});
  add(Declaration{signal});
  return signal;
}

PlanSignal WrapperBuilder::add_register(const std::string& wanted, std::size_t width_bits) {
  const PlanSignal signal =
      add_signal({.name = plan_.names.unique(wanted), .width_bits = width_bits, .is_register = true});
  add(Declaration{signal});
  return signal;
}

void WrapperBuilder::clock(PlanSignal signal, Bits value, std::optional<PlanSignal> enable, bool has_reset) {
  // Some languages have no choice in a clocked statement.
  if (value.kind == Bits::Kind::kChoice) value = all_of(add_wire("next_" + name(signal), value));
  add(Registers{has_reset, enable, {{signal, std::move(value)}}});
}

Bits WrapperBuilder::all_of(PlanSignal signal) const {
  const WrapperSignal& of = plan_.signals[signal];
  return of.is_bit ? bit_of(signal) : slice_of(signal, 0, of.width_bits);
}

Bits WrapperBuilder::outside_reset(Bits condition) const {
  if (!reset_) return condition;
  return std::move(condition) & (wrapper_.controls.reset_is_active_low ? bit_of(*reset_) : ~bit_of(*reset_));
}

Registers::Next WrapperBuilder::next_stages(PlanSignal stages, const Bits& in) const {
  const std::size_t depth = wrapper_.stage_count();
  return {stages, depth == 1 ? in : joined({in, slice_of(stages, 0, depth - 1)})};
}

void WrapperBuilder::add_design(const Bits& clock_enable, const std::vector<Bits>& inputs,
                                const std::vector<Bits>& outputs) {
  const ControlPorts& controls = interface_.controls;
  Instance instance{plan_.names.unique("u_" + plan_.design_name), {}};
  if (!controls.clock.empty()) instance.ports.push_back({controls.clock, bit_of(0)});
  if (!controls.clock_enable.empty()) instance.ports.push_back({controls.clock_enable, clock_enable});
  if (!controls.reset.empty()) {
    // Both resets have one polarity, but for that of AXI, which is always active low.
    const bool is_same = controls.reset_is_active_low == wrapper_.controls.reset_is_active_low;
    const Bits reset = bit_of(*reset_);
    instance.ports.push_back({controls.reset, is_same ? reset : bit_of(add_wire("design_reset", ~reset))});
  }
  const auto connect = [&](const std::vector<Port>& ports, const std::vector<Bits>& signals) {
    std::size_t next = 0;
    for (const Port& port : ports) {
      for (const Pin& pin : port.pins) instance.ports.push_back({pin.name, signals[next++]});
    }
  };
  connect(interface_.inputs, inputs);
  connect(interface_.outputs, outputs);
  add(std::move(instance));
}

std::vector<Bits> WrapperBuilder::parts_of(PlanSignal vector, const std::vector<Port>& ports) {
  std::vector<Bits> parts;
  std::size_t offset = 0;
  for (const Port& port : ports) {
    for (const Pin& pin : port.pins) parts.push_back(slice_of(vector, offset + pin.offset_bits, pin.width_bits));
    offset += port.width_bits;
  }
  return parts;
}

}  // namespace wirefold::rtl
