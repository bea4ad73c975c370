// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/verilog/handshake_properties.h"

#include <algorithm>

#include "wirefold/backends/text_template.h"
#include "wirefold/backends/verilog/bits.h"
#include "wirefold/backends/verilog/handshake_templates.h"

namespace wirefold::verilog {
namespace {

struct Names {
  std::string ports;
  std::string wires;
  std::string connections;
};

void connect(std::string& connections, const std::string& port, const std::string& signal) {
  connections += (connections.empty() ? "." : ", .") + port + "(" + signal + ")";
}

// Pins side by side, the first in the least significant bits; a zero where there are none.
std::string side_by_side(const std::vector<Port>& ports) {
  std::vector<std::string> parts;
  for (const Port& port : ports) {
    for (const Pin& pin : port.pins) parts.insert(parts.begin(), pin.name);
  }
  return parts.empty() ? "1'd0" : concatenated(parts);
}

Names names_of(const Wrapper& wrapper, const Interface& interface) {
  Names names;
  const auto add = [&](bool is_input, const std::string& name, std::size_t width_bits) {
    if (name.empty()) return;
    if (is_input) names.ports += "    input wire " + range_of(width_bits) + name + ",\n";
    if (!is_input) names.wires += "  wire " + range_of(width_bits) + name + ";\n";
    connect(names.connections, name, name);
  };
  const bool is_axis = wrapper.kind == WrapperKind::kAxis;
  const auto add_pins = [&](bool is_input, const std::vector<Port>& ports) {
    for (const Port& port : ports) {
      for (const Pin& pin : port.pins) add(is_input, pin.name, pin.width_bits);
    }
  };
  add(true, wrapper.controls.clock, 1);
  add(true, wrapper.controls.reset, 1);
  add(true, wrapper.in_valid, 1);
  add(false, wrapper.in_ready, 1);
  add(true, wrapper.in_data, wrapper.in_beats.beat_bits());
  add(true, wrapper.in_keep, wrapper.in_beats.beat_bytes);
  add(true, wrapper.in_last, 1);
  if (!is_axis) add_pins(true, interface.inputs);
  add(false, wrapper.out_valid, 1);
  add(true, wrapper.out_ready, 1);
  add(false, wrapper.out_data, wrapper.out_beats.beat_bits());
  add(false, wrapper.out_keep, wrapper.out_beats.beat_bytes);
  add(false, wrapper.out_last, 1);
  if (!is_axis) add_pins(false, interface.outputs);
  return names;
}

// The design on its own, which never waits.
std::string reference(const Wrapper& wrapper, const Interface& interface, const std::string& design_name,
                      std::size_t chosen_bits, std::size_t result_bits) {
  std::string connections;
  const ControlPorts& controls = interface.controls;
  if (!controls.clock.empty()) connect(connections, controls.clock, wrapper.controls.clock);
  if (!controls.clock_enable.empty()) connect(connections, controls.clock_enable, "1'b1");
  if (!controls.reset.empty()) connect(connections, controls.reset, controls.reset_is_active_low ? "1'b1" : "1'b0");
  const auto add = [&](const std::vector<Port>& ports, const std::string& vector, std::size_t vector_bits) {
    std::size_t offset = 0;
    for (const Port& port : ports) {
      for (const Pin& pin : port.pins) {
        connect(connections, pin.name, part_select(vector, vector_bits, offset + pin.offset_bits, pin.width_bits));
      }
      offset += port.width_bits;
    }
  };
  add(interface.inputs, "p_chosen", chosen_bits);
  add(interface.outputs, "p_expected", result_bits);
  const bool has_result = wrapper.out_beats.sample_bits > 0;
  return (has_result ? "" : "  assign p_expected = 1'd0;\n") + ("  " + design_name) + " p_design (" + connections +
         ");\n";
}

std::string kept(std::size_t bytes, std::size_t beat_bytes) {
  return literal(Integer::power_of_two(static_cast<unsigned>(bytes)) - 1, static_cast<unsigned>(beat_bytes));
}

// The bits of a number that counts the bits of all beats.
unsigned counter_bits(const BeatLayout& beats) {
  unsigned width = 1;
  while ((std::size_t{1} << width) <= beats.padded_bits()) ++width;
  return width;
}

std::string last_beat(const BeatLayout& beats) { return std::to_string(beats.padded_bits() - beats.beat_bits()); }

// A text about beats with what it may ask for.
std::string beat_text(std::string_view pattern, const Wrapper& wrapper) {
  const BeatLayout& in = wrapper.in_beats;
  const BeatLayout& out = wrapper.out_beats;
  const std::size_t zeros = out.padded_bits() - std::max<std::size_t>(out.sample_bits, 1);
  return filled_in(pattern, {{"at", "@"},
                             {"clock", wrapper.controls.clock},
                             {"last_in", last_beat(in)},
                             {"last_out", last_beat(out)},
                             {"in_count", std::to_string(counter_bits(in))},
                             {"in_count_top", std::to_string(counter_bits(in) - 1)},
                             {"out_count", std::to_string(counter_bits(out))},
                             {"out_count_top", std::to_string(counter_bits(out) - 1)},
                             {"in_bytes", std::to_string(in.beat_bytes)},
                             {"in_bytes_top", std::to_string(in.beat_bytes - 1)},
                             {"in_beat", std::to_string(in.beat_bits())},
                             {"in_beat_top", std::to_string(in.beat_bits() - 1)},
                             {"chosen_bits", std::to_string(in.padded_bits())},
                             {"chosen_top", std::to_string(in.padded_bits() - 1)},
                             {"padded_top", std::to_string(out.padded_bits() - 1)},
                             {"padded", zeros == 0 ? "p_expected"
                                                   : "{" + literal(0, static_cast<unsigned>(zeros)) + ", p_expected}"},
                             {"out_beat", std::to_string(out.beat_bits())},
                             {"out_beat_top", std::to_string(out.beat_bits() - 1)},
                             {"last_keep", kept(out.last_beat_bytes(), out.beat_bytes)},
                             {"keep", kept(out.beat_bytes, out.beat_bytes)}});
}

std::string gathering(const Wrapper& wrapper, const Interface& interface, std::size_t result_bits) {
  if (wrapper.kind == WrapperKind::kAxis) return beat_text(kHandshakeOfBeats, wrapper);
  return filled_in(kHandshakeOfSamples, {{"sent", side_by_side(interface.inputs)},
                                         {"result_top", std::to_string(result_bits - 1)},
                                         {"seen", side_by_side(interface.outputs)}});
}

// How the samples inside are followed: declarations, at reset, in each cycle, and what is asserted.
struct Tracking {
  std::string declarations;
  std::string clear;
  std::string step;
  std::string assertions;
};

std::string shifted_in(const Wrapper& wrapper, const std::string& stages, const std::string& bit) {
  const std::size_t depth = wrapper.latency_cycles;
  return depth == 1 ? bit : "{" + part_select(stages, depth, 0, depth - 1) + ", " + bit + "}";
}

Tracking tracking(const Wrapper& wrapper) {
  const bool is_queue = wrapper.slice_cycles() > 0;
  const auto filled = [&](std::string_view of_stages, std::string_view of_queue) {
    return filled_in(
        is_queue ? of_queue : of_stages,
        {{"at", "@"},
         {"in_ready", wrapper.in_ready},
         {"out_ready", wrapper.out_ready},
         {"latency", std::to_string(wrapper.latency_cycles)},
         {"latency_top", std::to_string(wrapper.latency_cycles - 1)},
         {"shift_holds", shifted_in(wrapper, "p_holds", "p_takes & p_ends_sample")},
         {"shift_marked", shifted_in(wrapper, "p_marked", "p_takes & p_ends_sample & p_is_chosen & p_marks")},
         {"shift_ends", shifted_in(wrapper, "p_ends", "p_last")}});
  };
  return {filled(kTrackStages, kTrackQueue), filled(kClearStages, kClearQueue), filled(kShiftStages, kFollowQueue),
          filled(kAssertStages, kAssertQueue)};
}

}  // namespace

bool has_handshake_properties(const Wrapper& wrapper) { return wrapper.has_handshake(); }

std::string handshake_properties(const Wrapper& wrapper, const Interface& interface, const std::string& design_name) {
  const bool is_axis = wrapper.kind == WrapperKind::kAxis;
  const ControlPorts& controls = wrapper.controls;
  const std::size_t sample_bits = std::max<std::size_t>(wrapper.in_beats.sample_bits, 1);
  const std::size_t chosen_bits = is_axis ? wrapper.in_beats.padded_bits() : sample_bits;
  const std::size_t result_bits = std::max<std::size_t>(wrapper.out_beats.sample_bits, 1);
  const Tracking samples = tracking(wrapper);
  const std::size_t seen_bits = is_axis ? 9 * wrapper.out_beats.beat_bytes + 1 : result_bits;
  const Names names = names_of(wrapper, interface);
  const bool has_reset = !controls.reset.empty();
  return filled_in(kHandshakeProperties,
                   {{"at", "@"},
                    {"name", wrapper.module_name},
                    {"ports", names.ports},
                    {"wires", names.wires},
                    {"connections", names.connections},
                    {"in_reset", !has_reset ? "1'b0" : (controls.reset_is_active_low ? "~" : "") + controls.reset},
                    {"assume_reset", has_reset ? "    if (~p_is_started) assume (p_in_reset);\n" : ""},
                    {"chosen_top", std::to_string(chosen_bits - 1)},
                    {"result_top", std::to_string(result_bits - 1)},
                    {"reference", reference(wrapper, interface, design_name, chosen_bits, result_bits)},
                    {"in_valid", wrapper.in_valid},
                    {"in_ready", wrapper.in_ready},
                    {"out_valid", wrapper.out_valid},
                    {"out_ready", wrapper.out_ready},
                    {"gathering", gathering(wrapper, interface, result_bits)},
                    {"tracking", samples.declarations},
                    {"clear", samples.clear},
                    {"track", samples.step},
                    {"assert_tracking", samples.assertions},
                    {"seen_top", std::to_string(seen_bits - 1)},
                    {"seen", is_axis ? "{m_axis_tlast, m_axis_tkeep, m_axis_tdata}" : side_by_side(interface.outputs)},
                    {"clock", controls.clock},
                    {"beats", is_axis ? beat_text(kHandshakeBeatCounters, wrapper) : ""},
                    {"assert_beats", is_axis ? beat_text(kHandshakeBeatAssertions, wrapper) : ""}});
}

std::string handshake_script(const Wrapper& wrapper, const std::vector<std::string>& sources) {
  std::string text;
  for (const std::string& source : sources) text += " " + source;
  const auto prepared = [&](const char* define) {
    return filled_in(kHandshakePreparation, {{"define", define}, {"sources", text}, {"name", wrapper.module_name}});
  };
  const std::size_t inside = wrapper.latency_cycles * wrapper.out_beats.beat_count + wrapper.in_beats.beat_count;
  const std::string bounded =
      filled_in(kHandshakeScript,
                {{"name", wrapper.module_name}, {"bounded", prepared("")}, {"depth", std::to_string(2 * inside + 4)}});
  // Beats of a sample that never ends hide what an induction begins with, and so do the places of a register slice.
  if (wrapper.in_beats.beat_count > 1 || wrapper.out_beats.beat_count > 1 || wrapper.slice_cycles() > 0) return bounded;
  return bounded + filled_in(kHandshakeInduction, {{"inductive", prepared(" -D HANDSHAKE_INDUCTION")},
                                                   {"steps", std::to_string(4 * inside + 8)}});
}

}  // namespace wirefold::verilog
