// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/vhdl/wrapper_module.h"

#include "wirefold/backends/rtl/module_text.h"
#include "wirefold/backends/vhdl/module_writer.h"
#include "wirefold/backends/vhdl/registers.h"
#include "wirefold/backends/vhdl/vhdl_language.h"

namespace wirefold::vhdl {
namespace {

// Signals are std_logic and std_logic_vector, as the ports. VHDL-93 reads no output port, so what a wrapper reads back
// has a signal of its own.
class WrapperWriter {
 public:
  WrapperWriter(const Wrapper& wrapper, const Interface& interface, const std::string& design_name, Standard standard)
      : wrapper_(wrapper),
        interface_(interface),
        design_name_(design_name),
        standard_(standard),
        module_(vhdl_language(standard)) {
    module_.names = wrapper.names;
    for (const std::string_view name : module_.language.reserved_names()) module_.names.claim(name);
  }

  std::string write() {
    const ControlPorts& controls = wrapper_.controls;
    for (const std::string& name : {controls.clock, controls.clock_enable, controls.reset}) add_bit("in", name);
    if (!controls.clock.empty()) add_timing_constants(module_, wrapper_.latency_cycles);
    switch (wrapper_.kind) {
      case WrapperKind::kVector:
        write_vector();
        break;
      case WrapperKind::kValid:
      case WrapperKind::kStream:
        write_samples();
        break;
      case WrapperKind::kAxis:
        write_axis();
        break;
    }
    return module_.language.whole_module(wrapper_.module_name, ports_, module_, {});
  }

 private:
  void add_bit(const char* direction, const std::string& name) {
    if (!name.empty()) ports_.push_back(name + " : " + direction + " std_logic");
  }
  void add_vector(const char* direction, const std::string& name, std::size_t width_bits) {
    if (width_bits > 0) ports_.push_back(tensor_port({name, {}, {}, width_bits}, direction));
  }

  std::string bit_signal(const std::string& name, const std::string& initial = "") {
    std::string signal = module_.names.unique(name);
    module_.declarations += "  signal " + signal + " : std_logic" + initial + ";\n";
    return signal;
  }
  std::string vector_signal(const std::string& name, std::size_t width_bits, const std::string& initial = "") {
    std::string signal = module_.names.unique(name);
    declare_vector(signal, width_bits, initial);
    return signal;
  }
  void declare_vector(const std::string& signal, std::size_t width_bits, const std::string& initial = "") {
    module_.declarations +=
        "  signal " + signal + " : " + vector_type("std_logic_vector", width_bits) + initial + ";\n";
  }
  // State that only a reset or, without one, the start makes known.
  std::string initial_state() const { return wrapper_.controls.reset.empty() ? " := (others => '0')" : ""; }

  void assign(const std::string& target, const std::string& value) {
    module_.text += "  " + target + " <= " + value + ";\n";
  }
  void add_register(ControlPorts controls, const std::string& enable, const std::string& target, std::size_t width_bits,
                    const std::string& value) {
    controls.clock_enable = enable;
    const rtl::RegisterAssignment assignment{target, width_bits, value};
    module_.language.add_registers(module_, controls, std::span(&assignment, 1));
  }
  ControlPorts without_reset() const { return {.clock = wrapper_.controls.clock, .clock_enable = "", .reset = ""}; }

  std::string zeros(std::size_t width_bits) const { return literal(0, static_cast<unsigned>(width_bits), standard_); }
  std::string ones(std::size_t count, std::size_t width_bits) const {
    const Integer value = Integer::power_of_two(static_cast<unsigned>(count)) - 1;
    return literal(value, static_cast<unsigned>(width_bits), standard_);
  }
  static std::string element(const std::string& name, std::size_t index) {
    return name + "(" + std::to_string(index) + ")";
  }
  static std::string slice(const std::string& name, std::size_t low, std::size_t count) {
    return name + "(" + downto(low, count) + ")";
  }

  // A further condition that reset is not active.
  std::string not_in_reset() const {
    if (wrapper_.controls.reset.empty()) return "";
    return (wrapper_.controls.reset_is_active_low ? " and " : " and not ") + wrapper_.controls.reset;
  }

  // The instance of the design. `source`, `result`: what to connect to each port.
  template <class Source, class Result>
  void write_design(const std::string& clock_enable, const Source& source, const Result& result) {
    std::vector<rtl::Connection> connections;
    const ControlPorts& controls = interface_.controls;
    if (!controls.clock.empty()) connections.push_back({controls.clock, wrapper_.controls.clock});
    if (!controls.clock_enable.empty()) connections.push_back({controls.clock_enable, clock_enable});
    if (!controls.reset.empty()) connections.push_back({controls.reset, design_reset()});
    std::size_t offset = 0;
    for (const Port& port : interface_.inputs) {
      if (port.width_bits == 0) continue;
      connections.push_back({port.name, source(port, offset)});
      offset += port.width_bits;
    }
    offset = 0;
    for (const Port& port : interface_.outputs) {
      if (port.width_bits == 0) continue;
      connections.push_back({port.name, result(port, offset)});
      offset += port.width_bits;
    }
    const std::string instance = module_.names.unique("u_" + design_name_);
    if (connections.empty()) {
      module_.text += "  " + instance + " : entity work." + design_name_ + ";\n";
    } else {
      module_.language.add_instance(module_, design_name_, instance, connections);
    }
  }

  // Both resets have one polarity, but for that of AXI, which is always active low.
  std::string design_reset() {
    if (interface_.controls.reset_is_active_low == wrapper_.controls.reset_is_active_low) {
      return wrapper_.controls.reset;
    }
    const std::string reset = bit_signal("design_reset");
    assign(reset, "not " + wrapper_.controls.reset);
    return reset;
  }

  static std::string own_name(const Port& port, std::size_t) { return port.name; }

  void write_vector() {
    add_vector("in", wrapper_.in_data, wrapper_.in_beats.sample_bits);
    add_vector("out", wrapper_.out_data, wrapper_.out_beats.sample_bits);
    write_design(
        wrapper_.controls.clock_enable.empty() ? "'1'" : wrapper_.controls.clock_enable,
        [&](const Port& port, std::size_t offset) { return slice(wrapper_.in_data, offset, port.width_bits); },
        [&](const Port& port, std::size_t offset) { return slice(wrapper_.out_data, offset, port.width_bits); });
  }

  void write_samples() {
    add_bit("in", wrapper_.in_valid);
    add_bit("out", wrapper_.in_ready);
    for (const Port& port : interface_.inputs) add_vector("in", port.name, port.width_bits);
    add_bit("out", wrapper_.out_valid);
    add_bit("in", wrapper_.out_ready);
    for (const Port& port : interface_.outputs) add_vector("out", port.name, port.width_bits);
    const std::string stages = declare_valid();
    std::string advance = wrapper_.controls.clock_enable;
    if (wrapper_.has_handshake()) {
      advance = bit_signal("advance");
      module_.add_heading("Everything holds still while a result waits for the sink");
      assign(advance, "not " + result_bit(stages) + " or " + wrapper_.out_ready);
      assign(wrapper_.in_ready, advance + not_in_reset());
    }
    write_valid(stages, wrapper_.in_valid, advance);
    write_computation(advance, own_name);
  }

  // The registers that say which stage holds a sample.
  std::string declare_valid() { return vector_signal("is_valid", wrapper_.latency_cycles, initial_state()); }

  std::string result_bit(const std::string& stages) const { return element(stages, wrapper_.latency_cycles - 1); }

  void write_valid(const std::string& stages, const std::string& sample_valid, const std::string& advance) {
    module_.add_heading("Which stages hold a sample");
    add_register(wrapper_.controls, advance, stages, wrapper_.latency_cycles, shifted_in(stages, sample_valid));
    assign(wrapper_.out_valid, result_bit(stages));
  }

  std::string shifted_in(const std::string& stages, const std::string& bit) const {
    const std::size_t depth = wrapper_.latency_cycles;
    return depth == 1 ? "(0 downto 0 => " + bit + ")" : slice(stages, 0, depth - 1) + " & " + bit;
  }

  // The design, and the register of its results where it has none. `advance`: when registers take their values.
  template <class Source>
  void write_computation(const std::string& advance, const Source& source) {
    const std::string enable = advance.empty() ? "'1'" : advance;
    module_.text += "\n";
    if (!wrapper_.registers_result) return write_design(enable, source, own_name);
    std::vector<rtl::RegisterAssignment> registers;
    const auto result = [&](const Port& port, std::size_t) {
      registers.push_back({port.name, port.width_bits, vector_signal(port.name + "_d", port.width_bits)});
      return registers.back().value;
    };
    write_design(enable, source, result);
    ControlPorts controls = wrapper_.resets_result ? wrapper_.controls : without_reset();
    controls.clock_enable = advance;
    module_.language.add_registers(module_, controls, registers);
  }

  void write_axis() {
    const BeatLayout& in = wrapper_.in_beats;
    const BeatLayout& out = wrapper_.out_beats;
    add_vector("in", wrapper_.in_data, in.beat_bits());
    add_vector("in", wrapper_.in_keep, in.beat_bytes);
    add_bit("in", wrapper_.in_last);
    add_bit("in", wrapper_.in_valid);
    add_bit("out", wrapper_.in_ready);
    add_vector("out", wrapper_.out_data, out.beat_bits());
    add_vector("out", wrapper_.out_keep, out.beat_bytes);
    add_bit("out", wrapper_.out_last);
    add_bit("out", wrapper_.out_valid);
    add_bit("in", wrapper_.out_ready);
    const std::string stages = declare_valid();
    const std::string advance = bit_signal("advance");
    const std::string ends_result = bit_signal("ends_result");
    module_.add_heading("Everything holds still while a result waits for the sink");
    assign(advance, "not " + result_bit(stages) + " or (" + wrapper_.out_ready + " and " + ends_result + ")");
    const std::string beat = write_beat();
    std::string sample = beat;
    std::string sample_valid = wrapper_.in_valid;
    if (in.beat_count == 1) {
      assign(wrapper_.in_ready, advance + not_in_reset());
    } else {
      const std::string ends_sample = bit_signal("ends_sample");
      sample = write_slots(advance, beat, ends_sample);
      sample_valid = bit_signal("has_sample");
      assign(sample_valid, ends_sample + " and " + wrapper_.in_valid);
    }
    write_valid(stages, sample_valid, advance);
    module_.add_heading("Which of them end a packet");
    const std::string packet_ends = vector_signal("is_packet_end", wrapper_.latency_cycles);
    add_register(without_reset(), advance, packet_ends, wrapper_.latency_cycles,
                 shifted_in(packet_ends, wrapper_.in_last));
    for (const Port& port : interface_.outputs) {
      if (port.width_bits > 0) declare_vector(port.name, port.width_bits);
    }
    write_computation(advance,
                      [&](const Port& port, std::size_t offset) { return slice(sample, offset, port.width_bits); });
    write_beats_out(ends_result, result_bit(packet_ends), result_bit(stages));
  }

  // The bytes of a beat that are there.
  std::string write_beat() {
    const BeatLayout& in = wrapper_.in_beats;
    const std::string beat = vector_signal("beat", in.beat_bits());
    const std::string each = module_.names.unique("each_byte");
    const std::string index = module_.names.unique("byte_index");
    const std::string byte = "(8 * " + index + " + 7 downto 8 * " + index + ")";
    module_.add_heading("Null bytes read as zeros");
    module_.text += "  " + each + " : for " + index + " in 0 to " + std::to_string(in.beat_bytes - 1) +
                    " generate\n    " + beat + byte + " <= " + wrapper_.in_data + byte + " and (7 downto 0 => " +
                    wrapper_.in_keep + "(" + index + "));\n  end generate;\n";
    return beat;
  }

  // Earlier beats wait in registers; `is_filled` says from which slots on down beats came. The name of the sample.
  std::string write_slots(const std::string& advance, const std::string& beat, const std::string& ends_sample) {
    const BeatLayout& in = wrapper_.in_beats;
    const std::size_t slots = in.beat_count - 1;
    const std::string filled = vector_signal("is_filled", slots, initial_state());
    const std::string next_filled = vector_signal("next_filled", slots);
    const std::string accepts = bit_signal("accepts");
    const std::string taken = bit_signal("takes_beat");
    module_.add_heading("Beats of a sample that came before its last");
    assign(ends_sample, wrapper_.in_last + " or " + element(filled, slots - 1));
    assign(accepts, "(" + advance + " or not " + ends_sample + ")" + not_in_reset());
    assign(wrapper_.in_ready, accepts);
    assign(taken, wrapper_.in_valid + " and " + accepts);
    assign(next_filled, zeros(slots) + " when " + ends_sample + " = '1' else " +
                            (slots == 1 ? "\"1\"" : slice(filled, 0, slots - 1) + " & '1'"));
    add_register(wrapper_.controls, taken, filled, slots, next_filled);
    const std::string sample = vector_signal("sample", in.padded_bits());
    for (std::size_t slot = 0; slot <= slots; ++slot) {
      const std::string rest =
          slot == 0 ? beat : beat + " when " + element(filled, slot - 1) + " = '1' else " + zeros(in.beat_bits());
      const std::string target = slice(sample, slot * in.beat_bits(), in.beat_bits());
      if (slot == slots) {
        assign(target, rest);
        continue;
      }
      const std::string stored = vector_signal("stored_" + std::to_string(slot), in.beat_bits());
      const std::string stores = bit_signal("stores_" + std::to_string(slot));
      assign(stores, taken + " and not " + element(filled, slot));
      add_register(without_reset(), stores, stored, in.beat_bits(), beat);
      assign(target, stored + " when " + element(filled, slot) + " = '1' else " + rest);
    }
    return sample;
  }

  void write_beats_out(const std::string& ends_result, const std::string& is_packet_end, const std::string& is_result) {
    const BeatLayout& out = wrapper_.out_beats;
    module_.add_heading("Beats of the result");
    const std::string result = vector_signal("result", out.padded_bits());
    std::size_t offset = 0;
    for (const Port& port : interface_.outputs) {
      if (port.width_bits == 0) continue;
      assign(slice(result, offset, port.width_bits), port.name);
      offset += port.width_bits;
    }
    const std::size_t padding = out.padded_bits() - offset;
    if (padding > 0) assign(slice(result, offset, padding), zeros(padding));
    if (out.beat_count == 1) {
      assign(ends_result, "'1'");
      assign(wrapper_.out_data, result);
      assign(wrapper_.out_keep, ones(out.last_beat_bytes(), out.beat_bytes));
      assign(wrapper_.out_last, is_packet_end);
      return;
    }
    const std::string beats = write_beat_array(result);
    const std::string index = write_beat_index(ends_result, is_result);
    assign(wrapper_.out_data, beats + "(to_integer(" + index + "))");
    assign(wrapper_.out_keep, ones(out.last_beat_bytes(), out.beat_bytes) + " when " + ends_result + " = '1' else " +
                                  ones(out.beat_bytes, out.beat_bytes));
    assign(wrapper_.out_last, is_packet_end + " and " + ends_result);
  }

  std::string write_beat_array(const std::string& result) {
    const BeatLayout& out = wrapper_.out_beats;
    const std::string type = module_.names.unique("beat_array");
    const std::string beats = module_.names.unique("beats");
    module_.declarations += "  type " + type + " is array (0 to " + std::to_string(out.beat_count - 1) + ") of " +
                            vector_type("std_logic_vector", out.beat_bits()) + ";\n  signal " + beats + " : " + type +
                            ";\n";
    for (std::size_t beat = 0; beat < out.beat_count; ++beat) {
      assign(element(beats, beat), slice(result, beat * out.beat_bits(), out.beat_bits()));
    }
    return beats;
  }

  // Which beat is offered.
  std::string write_beat_index(const std::string& ends_result, const std::string& is_result) {
    const std::size_t count = wrapper_.out_beats.beat_count;
    unsigned width = 1;
    while ((std::size_t{1} << width) < count) ++width;
    const std::string index = module_.names.unique("beat_index");
    const std::string next = module_.names.unique("next_index");
    const std::string type = vector_type("unsigned", width);
    module_.declarations +=
        "  signal " + index + " : " + type + initial_state() + ";\n  signal " + next + " : " + type + ";\n";
    const std::string moves = bit_signal("moves_beat");
    assign(moves, is_result + " and " + wrapper_.out_ready);
    assign(ends_result, "'1' when " + index + " = " + std::to_string(count - 1) + " else '0'");
    assign(next, zeros(width) + " when " + ends_result + " = '1' else " + index + " + 1");
    add_register(wrapper_.controls, moves, index, width, next);
    return index;
  }

  const Wrapper& wrapper_;
  const Interface& interface_;
  const std::string& design_name_;
  const Standard standard_;
  rtl::ModuleText module_;
  std::vector<std::string> ports_;
};

}  // namespace

std::string write_wrapper(const Wrapper& wrapper, const Interface& interface, const std::string& design_name,
                          Standard standard) {
  return WrapperWriter(wrapper, interface, design_name, standard).write();
}

}  // namespace wirefold::vhdl
