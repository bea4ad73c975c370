// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/wrapper.h"

#include <algorithm>

#include "wirefold/ir/error.h"

namespace wirefold {
namespace {

BeatLayout beat_layout(std::size_t sample_bits, std::size_t beat_bytes) {
  BeatLayout layout;
  layout.sample_bits = sample_bits;
  layout.sample_bytes = std::max<std::size_t>((sample_bits + 7) / 8, 1);
  layout.beat_bytes = beat_bytes == 0 ? layout.sample_bytes : beat_bytes;
  layout.beat_count = (layout.sample_bytes + layout.beat_bytes - 1) / layout.beat_bytes;
  return layout;
}

ControlPorts controls_of(WrapperKind kind, const Interface& interface, const HardwareOptions& options) {
  ControlPorts controls = interface.controls;
  if (kind == WrapperKind::kTensor) return controls;
  if (!options.has_clock_enable || kind == WrapperKind::kStream || kind == WrapperKind::kAxis) {
    controls.clock_enable.clear();
  }
  if (kind == WrapperKind::kVector) return controls;
  controls.clock = kind == WrapperKind::kAxis ? "aclk" : kClockName;
  controls.reset_kind = options.reset;
  controls.reset_is_active_low = options.reset_is_active_low || kind == WrapperKind::kAxis;
  if (options.reset == ResetKind::kNone) {
    controls.reset.clear();
  } else {
    controls.reset = kind == WrapperKind::kAxis ? "aresetn" : options.reset_is_active_low ? "rst_n" : "rst";
  }
  return controls;
}

void name_ports(Wrapper& wrapper) {
  switch (wrapper.kind) {
    case WrapperKind::kTensor:
      return;
    case WrapperKind::kVector:
      wrapper.in_data = "in_data";
      wrapper.out_data = "out_data";
      return;
    case WrapperKind::kStream:
      wrapper.in_ready = "in_ready";
      wrapper.out_ready = "out_ready";
      [[fallthrough]];
    case WrapperKind::kValid:
      wrapper.in_valid = "in_valid";
      wrapper.out_valid = "out_valid";
      return;
    case WrapperKind::kAxis:
      wrapper.in_valid = "s_axis_tvalid";
      wrapper.in_ready = "s_axis_tready";
      wrapper.in_data = "s_axis_tdata";
      wrapper.in_keep = "s_axis_tkeep";
      wrapper.in_last = "s_axis_tlast";
      wrapper.out_valid = "m_axis_tvalid";
      wrapper.out_ready = "m_axis_tready";
      wrapper.out_data = "m_axis_tdata";
      wrapper.out_keep = "m_axis_tkeep";
      wrapper.out_last = "m_axis_tlast";
      return;
  }
}

std::vector<std::string> port_names(const Wrapper& wrapper) {
  return {wrapper.controls.clock, wrapper.controls.clock_enable,
          wrapper.controls.reset, wrapper.in_valid,
          wrapper.in_ready,       wrapper.in_data,
          wrapper.in_keep,        wrapper.in_last,
          wrapper.out_valid,      wrapper.out_ready,
          wrapper.out_data,       wrapper.out_keep,
          wrapper.out_last};
}

// Other names than its own that the wrapper's module has for data.
std::vector<std::string> data_names(WrapperKind kind, const Interface& interface) {
  std::vector<std::string> names;
  for (const std::vector<Port>* ports : {&interface.inputs, &interface.outputs}) {
    for (const Port& port : *ports) {
      if (kind == WrapperKind::kTensor) names.push_back(port.name);
      if (kind != WrapperKind::kValid && kind != WrapperKind::kStream) continue;
      for (const Pin& pin : port.pins) names.push_back(pin.name);
    }
  }
  return names;
}

void claim_names(Wrapper& wrapper, const Interface& interface, const std::string& design_name) {
  wrapper.names.claim(wrapper.module_name);
  wrapper.names.claim(design_name);
  for (const std::string& name : port_names(wrapper)) {
    if (!name.empty()) wrapper.names.claim(name);
  }
  for (const std::string& name : data_names(wrapper.kind, interface)) {
    if (wrapper.names.claim(name)) continue;
    throw ValueError("emit", "the tensor '" + name + "' has the name of a port of the wrapper " + wrapper.module_name +
                                 "; rename it, or leave the wrapper out");
  }
}

}  // namespace

std::size_t Wrapper::slice_register_bits() const {
  const auto bits = [this](const BeatLayout& beats) {
    const std::size_t transfer_bits =
        kind == WrapperKind::kAxis ? beats.beat_bits() + beats.beat_bytes + 1 : beats.sample_bits;
    return 2 * (transfer_bits + 1);
  };
  return (has_input_slice ? bits(in_beats) : 0) + (has_output_slice ? bits(out_beats) : 0);
}

std::size_t total_bits(const std::vector<Port>& ports) {
  std::size_t bits = 0;
  for (const Port& port : ports) bits += port.width_bits;
  return bits;
}

std::vector<Wrapper> make_wrappers(const Interface& interface, const Schedule& schedule, const std::string& module_name,
                                   const HardwareOptions& options) {
  std::vector<Wrapper> wrappers;
  for (const WrapperKind kind : options.wrappers) {
    Wrapper wrapper;
    wrapper.kind = kind;
    wrapper.module_name = module_name + "_" + std::string(to_string(kind));
    wrapper.controls = controls_of(kind, interface, options);
    const bool is_clocked = kind != WrapperKind::kTensor && kind != WrapperKind::kVector;
    wrapper.registers_result = is_clocked && !schedule.is_pipelined();
    wrapper.resets_result = wrapper.registers_result && options.resets_data;
    const bool has_handshake = kind == WrapperKind::kStream || kind == WrapperKind::kAxis;
    wrapper.has_input_slice = has_handshake && options.has_input_slice;
    wrapper.has_output_slice = has_handshake && options.has_output_slice;
    wrapper.resets_slices = options.resets_data;
    wrapper.latency_cycles = schedule.latency_cycles() + (wrapper.registers_result ? 1 : 0) + wrapper.slice_cycles();
    const std::size_t beat_bytes = kind == WrapperKind::kAxis ? options.axis_data_bytes : 0;
    wrapper.in_beats = beat_layout(total_bits(interface.inputs), beat_bytes);
    wrapper.out_beats = beat_layout(total_bits(interface.outputs), beat_bytes);
    name_ports(wrapper);
    claim_names(wrapper, interface, module_name);
    wrappers.push_back(std::move(wrapper));
  }
  return wrappers;
}

}  // namespace wirefold
