// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/verilog/wrapper_module.h"

#include "wirefold/backends/rtl/module_text.h"
#include "wirefold/backends/verilog/bits.h"
#include "wirefold/backends/verilog/module_writer.h"
#include "wirefold/backends/verilog/registers.h"
#include "wirefold/backends/verilog/verilog_language.h"

namespace wirefold::verilog {
namespace {

std::string number(std::size_t value) { return std::to_string(value); }

class WrapperWriter {
 public:
  WrapperWriter(const Wrapper& wrapper, const Interface& interface, const std::string& design_name)
      : wrapper_(wrapper), interface_(interface), design_name_(design_name) {
    module_.names = wrapper.names;
  }

  std::string write() {
    declare_controls();
    if (wrapper_.kind != WrapperKind::kVector || !wrapper_.controls.clock.empty()) {
      timing_ = add_timing_parameters(module_, wrapper_.latency_cycles);
    }
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
    verilog_language().add_sink(module_, timing_);
    return verilog_language().whole_module(wrapper_.module_name, ports_, module_, {});
  }

 private:
  void declare_controls() {
    for (const std::string& name : {wrapper_.controls.clock, wrapper_.controls.clock_enable, wrapper_.controls.reset}) {
      if (!name.empty()) ports_.push_back("input wire " + name);
    }
  }

  void add_port(const char* kind, const std::string& name, std::size_t width_bits = 1) {
    if (!name.empty() && width_bits > 0) ports_.push_back(kind + range_of(width_bits) + name);
  }

  std::string unique(const std::string& name) { return module_.names.unique(name); }

  // A further condition that reset is not active.
  std::string not_in_reset() const {
    if (wrapper_.controls.reset.empty()) return "";
    return (wrapper_.controls.reset_is_active_low ? " & " : " & ~") + wrapper_.controls.reset;
  }

  // The instance of the design. `result`: what to connect to each output port.
  template <class Result>
  void write_design(const std::string& clock_enable, const Result& result) {
    std::string connections;
    const auto connect = [&](const std::string& port, const std::string& signal) {
      if (!port.empty()) connections += (connections.empty() ? "\n      ." : ",\n      .") + port + "(" + signal + ")";
    };
    const ControlPorts& controls = interface_.controls;
    connect(controls.clock, wrapper_.controls.clock);
    connect(controls.clock_enable, clock_enable);
    // Both resets have one polarity, but for that of AXI, which is always active low.
    const bool is_inverted = controls.reset_is_active_low != wrapper_.controls.reset_is_active_low;
    connect(controls.reset, (is_inverted ? "~" : "") + wrapper_.controls.reset);
    for (const Port& port : interface_.inputs) {
      if (port.width_bits > 0) connect(port.name, port.name);
    }
    for (const Port& port : interface_.outputs) {
      if (port.width_bits > 0) connect(port.name, result(port));
    }
    module_.text += "  " + design_name_ + " " + unique("u_" + design_name_) + (connections.empty() ? " (" : " (") +
                    connections + (connections.empty() ? ");\n" : "\n  );\n");
  }

  // Wires named as the ports of the design, cut out of a vector.
  void cut_inputs(const std::string& vector, std::size_t vector_bits) {
    std::size_t offset = 0;
    for (const Port& port : interface_.inputs) {
      if (port.width_bits == 0) continue;
      module_.text += "  wire " + range_of(port.width_bits) + port.name + " = " +
                      part_select(vector, vector_bits, offset, port.width_bits) + ";\n";
      offset += port.width_bits;
    }
  }

  void declare_outputs() {
    for (const Port& port : interface_.outputs) {
      if (port.width_bits > 0) module_.text += "  wire " + range_of(port.width_bits) + port.name + ";\n";
    }
  }

  std::string joined_outputs() const {
    std::vector<std::string> parts;
    for (auto port = interface_.outputs.rbegin(); port != interface_.outputs.rend(); ++port) {
      if (port->width_bits > 0) parts.push_back(port->name);
    }
    return concatenated(parts);
  }

  void write_vector() {
    add_port("input wire ", wrapper_.in_data, wrapper_.in_beats.sample_bits);
    add_port("output wire ", wrapper_.out_data, wrapper_.out_beats.sample_bits);
    cut_inputs(wrapper_.in_data, wrapper_.in_beats.sample_bits);
    declare_outputs();
    write_design(wrapper_.controls.clock_enable.empty() ? "1'b1" : wrapper_.controls.clock_enable, own_name);
    if (wrapper_.out_beats.sample_bits > 0) {
      module_.text += "  assign " + wrapper_.out_data + " = " + joined_outputs() + ";\n";
    }
  }

  static std::string own_name(const Port& port) { return port.name; }

  void write_samples() {
    add_port("input wire ", wrapper_.in_valid);
    add_port("output wire ", wrapper_.in_ready);
    for (const Port& port : interface_.inputs) add_port("input wire ", port.name, port.width_bits);
    const char* kind = wrapper_.registers_result ? "output reg " : "output wire ";
    add_port("output wire ", wrapper_.out_valid);
    add_port("input wire ", wrapper_.out_ready);
    for (const Port& port : interface_.outputs) add_port(kind, port.name, port.width_bits);
    std::string advance = wrapper_.controls.clock_enable;
    if (wrapper_.has_handshake()) {
      advance = unique("advance");
      module_.text += "\n  // Everything holds still while a result waits for the sink\n  wire " + advance + " = ~" +
                      wrapper_.out_valid + " | " + wrapper_.out_ready + ";\n  assign " + wrapper_.in_ready + " = " +
                      advance + not_in_reset() + ";\n";
    }
    write_valid(wrapper_.in_valid, wrapper_.out_valid, advance);
    write_computation(advance);
  }

  // The registers that say which stage holds a sample; with reset. `valid` is declared by the caller.
  void write_valid(const std::string& sample_valid, const std::string& valid, const std::string& advance) {
    const std::size_t depth = wrapper_.latency_cycles;
    const std::string stages = unique("is_valid");
    const bool has_reset = !wrapper_.controls.reset.empty();
    const std::string zero = literal(0, static_cast<unsigned>(depth));
    module_.text += "\n  // Which stages hold a sample\n  reg " + range_of(depth) + stages +
                    (has_reset ? "" : " = " + zero) + ";\n" + always_line(wrapper_.controls);
    const std::string next = shifted_in(stages, depth, sample_valid);
    if (has_reset) {
      module_.text +=
          "    if (" + reset_condition(wrapper_.controls) + ") begin\n      " + stages + " <= " + zero + ";\n";
      module_.text += advance.empty() ? "    end else begin\n" : "    end else if (" + advance + ") begin\n";
    } else if (!advance.empty()) {
      module_.text += "    if (" + advance + ") begin\n";
    }
    const bool is_nested = has_reset || !advance.empty();
    module_.text += (is_nested ? "      " : "    ") + stages + " <= " + next + ";\n" + (is_nested ? "    end\n" : "") +
                    "  end\n  assign " + valid + " = " + part_select(stages, depth, depth - 1, 1) + ";\n";
  }

  static std::string shifted_in(const std::string& stages, std::size_t depth, const std::string& bit) {
    return depth == 1 ? bit : "{" + part_select(stages, depth, 0, depth - 1) + ", " + bit + "}";
  }

  // The design, and the register of its results where it has none. `advance`: when registers take their values.
  void write_computation(const std::string& advance) {
    if (!wrapper_.registers_result) {
      write_design(advance.empty() ? "1'b1" : advance, own_name);
      return;
    }
    ControlPorts controls = wrapper_.controls;
    controls.clock_enable = advance;
    if (!wrapper_.resets_result) {
      controls.reset.clear();
      controls.reset_kind = ResetKind::kNone;
    }
    std::vector<RegisterAssignment> registers;
    module_.text += "\n";
    for (const Port& port : interface_.outputs) {
      if (port.width_bits == 0) continue;
      const std::string result = unique(port.name + "_d");
      module_.text += "  wire " + range_of(port.width_bits) + result + ";\n";
      registers.push_back({port.name, port.width_bits, result});
    }
    write_design("1'b1", [&](const Port& port) {
      for (const RegisterAssignment& each : registers) {
        if (each.target == port.name) return each.value;
      }
      return std::string();
    });
    module_.text += clocked_block(controls, registers);
  }

  void write_axis() {
    const BeatLayout& in = wrapper_.in_beats;
    const BeatLayout& out = wrapper_.out_beats;
    add_port("input wire ", wrapper_.in_data, in.beat_bits());
    add_port("input wire ", wrapper_.in_keep, in.beat_bytes);
    add_port("input wire ", wrapper_.in_last);
    add_port("input wire ", wrapper_.in_valid);
    add_port("output wire ", wrapper_.in_ready);
    add_port("output wire ", wrapper_.out_data, out.beat_bits());
    add_port("output wire ", wrapper_.out_keep, out.beat_bytes);
    add_port("output wire ", wrapper_.out_last);
    add_port("output wire ", wrapper_.out_valid);
    add_port("input wire ", wrapper_.out_ready);
    const std::string advance = unique("advance");
    const std::string ends_result = unique("ends_result");
    const std::string valid = wrapper_.out_valid;
    module_.text += "\n  // Everything holds still while a result waits for the sink\n  wire " + ends_result +
                    ";\n  wire " + advance + " = ~" + valid + " | (" + wrapper_.out_ready + " & " + ends_result +
                    ");\n";
    const std::string sample = write_gathering(advance);
    cut_inputs_of_sample(sample);
    const std::string sample_valid = in.beat_count == 1 ? wrapper_.in_valid : ends_sample_ + " & " + wrapper_.in_valid;
    write_valid(sample_valid, valid, advance);
    const std::string last = write_packet_ends(advance);
    declare_results();
    write_computation(advance);
    write_serialisation(ends_result, last);
  }

  void declare_results() {
    for (const Port& port : interface_.outputs) {
      if (port.width_bits == 0) continue;
      module_.text +=
          std::string(wrapper_.registers_result ? "  reg " : "  wire ") + range_of(port.width_bits) + port.name + ";\n";
    }
  }

  // The bytes of a beat, then of the sample; the name of the sample's bits.
  std::string write_gathering(const std::string& advance) {
    const BeatLayout& in = wrapper_.in_beats;
    const std::string beat = unique("beat");
    const std::string byte = unique("byte_index");
    module_.text += "\n  // Null bytes read as zeros\n  wire " + range_of(in.beat_bits()) + beat + ";\n";
    if (in.beat_bytes == 1) {
      module_.text += "  assign " + beat + " = " + wrapper_.in_data + " & {8{" + wrapper_.in_keep + "}};\n";
    } else {
      module_.text += "  genvar " + byte + ";\n  generate\n    for (" + byte + " = 0; " + byte + " < " +
                      number(in.beat_bytes) + "; " + byte + " = " + byte + " + 1) begin : " + unique("each_byte") +
                      "\n      assign " + beat + "[8*" + byte + " +: 8] = " + wrapper_.in_data + "[8*" + byte +
                      " +: 8] & {8{" + wrapper_.in_keep + "[" + byte + "]}};\n    end\n  endgenerate\n";
    }
    if (in.beat_count == 1) {
      module_.text += "  assign " + wrapper_.in_ready + " = " + advance + not_in_reset() + ";\n";
      return beat;
    }
    return write_slots(advance, beat);
  }

  // Earlier beats wait in registers; `is_filled` says from which slots on down beats came.
  std::string write_slots(const std::string& advance, const std::string& beat) {
    const BeatLayout& in = wrapper_.in_beats;
    const std::size_t slots = in.beat_count - 1;
    const std::string filled = unique("is_filled");
    ends_sample_ = unique("ends_sample");
    const std::string zero = literal(0, static_cast<unsigned>(slots));
    const bool has_reset = !wrapper_.controls.reset.empty();
    const std::string next = "  " + filled + " <= " + ends_sample_ + " ? " + zero + " : " +
                             (slots == 1 ? "1'd1" : "{" + part_select(filled, slots, 0, slots - 1) + ", 1'd1}") + ";\n";
    const std::string taken = wrapper_.in_valid + " && " + wrapper_.in_ready;
    module_.text += "\n  // Beats of a sample that came before its last\n  reg " + range_of(slots) + filled +
                    (has_reset ? "" : " = " + zero) + ";\n  wire " + ends_sample_ + " = " + wrapper_.in_last + " | " +
                    part_select(filled, slots, slots - 1, 1) + ";\n  assign " + wrapper_.in_ready + " = (" + advance +
                    " | ~" + ends_sample_ + ")" + not_in_reset() + ";\n" + always_line(wrapper_.controls);
    if (has_reset) {
      module_.text += "    if (" + reset_condition(wrapper_.controls) + ") begin\n      " + filled + " <= " + zero +
                      ";\n    end else if (" + taken + ") begin\n    " + next + "    end\n  end\n";
    } else {
      module_.text += "    if (" + taken + ") begin\n    " + next + "    end\n  end\n";
    }
    std::vector<std::string> parts;
    for (std::size_t slot = 0; slot <= slots; ++slot)
      parts.insert(parts.begin(), write_slot(slot, slots, filled, beat, taken));
    const std::string sample = unique("sample");
    module_.text += "  wire " + range_of(in.padded_bits()) + sample + " = " + concatenated(parts) + ";\n";
    return sample;
  }

  // The bits of one slot: what was stored there, or the beat that is coming in, or zeros.
  std::string write_slot(std::size_t slot, std::size_t slots, const std::string& filled, const std::string& beat,
                         const std::string& taken) {
    const unsigned width = static_cast<unsigned>(wrapper_.in_beats.beat_bits());
    const std::string is_next = slot == 0 ? "" : part_select(filled, slots, slot - 1, 1);
    const std::string bits = unique("slot_" + number(slot));
    if (slot == slots) {
      module_.text +=
          "  wire " + range_of(width) + bits + " = " + is_next + " ? " + beat + " : " + literal(0, width) + ";\n";
      return bits;
    }
    const std::string is_filled = part_select(filled, slots, slot, 1);
    const std::string stored = unique("stored_" + number(slot));
    ControlPorts controls{.clock = wrapper_.controls.clock, .clock_enable = taken + " && !" + is_filled, .reset = ""};
    const RegisterAssignment assignment{stored, width, beat};
    module_.text += "  reg " + range_of(width) + stored + ";\n" + clocked_block(controls, std::span(&assignment, 1));
    const std::string rest = is_next.empty() ? beat : is_next + " ? " + beat + " : " + literal(0, width);
    module_.text += "  wire " + range_of(width) + bits + " = " + is_filled + " ? " + stored + " : " + rest + ";\n";
    return bits;
  }

  void cut_inputs_of_sample(const std::string& sample) {
    const BeatLayout& in = wrapper_.in_beats;
    const rtl::SignalId signal = module_.signals.declare(sample, in.padded_bits());
    std::size_t offset = 0;
    for (const Port& port : interface_.inputs) {
      if (port.width_bits == 0) continue;
      module_.text += "  wire " + range_of(port.width_bits) + port.name + " = " +
                      module_.signals.read(signal, offset, port.width_bits) + ";\n";
      offset += port.width_bits;
    }
  }

  // TLAST beside each stage's sample; the name of the bit beside the result.
  std::string write_packet_ends(const std::string& advance) {
    const std::size_t depth = wrapper_.latency_cycles;
    const std::string stages = unique("is_packet_end");
    const ControlPorts controls{.clock = wrapper_.controls.clock, .clock_enable = advance, .reset = ""};
    const RegisterAssignment assignment{stages, depth, shifted_in(stages, depth, wrapper_.in_last)};
    module_.text += "\n  // Which of them end a packet\n  reg " + range_of(depth) + stages + ";\n" +
                    clocked_block(controls, std::span(&assignment, 1));
    return part_select(stages, depth, depth - 1, 1);
  }

  void write_serialisation(const std::string& ends_result, const std::string& last) {
    const BeatLayout& out = wrapper_.out_beats;
    std::string padded = out.sample_bits > 0 ? joined_outputs() : "";
    const std::size_t zeros = out.padded_bits() - out.sample_bits;
    if (zeros > 0) {
      const std::string zero = literal(0, static_cast<unsigned>(zeros));
      padded = padded.empty() ? zero : "{" + zero + ", " + padded + "}";
    }
    const unsigned bytes = static_cast<unsigned>(out.beat_bytes);
    const auto ones = [&](std::size_t count) {
      return literal(Integer::power_of_two(static_cast<unsigned>(count)) - 1, bytes);
    };
    module_.text += "\n  // Beats of the result\n";
    if (out.beat_count == 1) {
      module_.text += "  assign " + ends_result + " = 1'b1;\n  assign " + wrapper_.out_data + " = " + padded +
                      ";\n  assign " + wrapper_.out_keep + " = " + ones(out.last_beat_bytes()) + ";\n  assign " +
                      wrapper_.out_last + " = " + last + ";\n";
      return;
    }
    const std::string offset = write_offset(ends_result);
    const std::string result = unique("result");
    module_.text += "  wire " + range_of(out.padded_bits()) + result + " = " + padded + ";\n  assign " +
                    wrapper_.out_data + " = " + result + "[" + offset + " +: " + number(out.beat_bits()) +
                    "];\n  assign " + wrapper_.out_keep + " = " + ends_result + " ? " + ones(out.last_beat_bytes()) +
                    " : " + ones(bytes) + ";\n  assign " + wrapper_.out_last + " = " + last + " & " + ends_result +
                    ";\n";
  }

  // The first bit of the beat that is offered.
  std::string write_offset(const std::string& ends_result) {
    const BeatLayout& out = wrapper_.out_beats;
    unsigned width = 1;
    while ((std::size_t{1} << width) < out.padded_bits()) ++width;
    const std::string offset = unique("beat_offset");
    const bool has_reset = !wrapper_.controls.reset.empty();
    const std::string zero = literal(0, width);
    const std::string moved = wrapper_.out_valid + " && " + wrapper_.out_ready;
    const std::string next = "      " + offset + " <= " + ends_result + " ? " + zero + " : " + offset + " + " +
                             literal(out.beat_bits(), width) + ";\n    end\n  end\n";
    module_.text += "  reg " + range_of(width) + offset + (has_reset ? "" : " = " + zero) + ";\n  assign " +
                    ends_result + " = " + offset + " == " + literal(out.padded_bits() - out.beat_bits(), width) +
                    ";\n" + always_line(wrapper_.controls);
    if (has_reset) {
      module_.text += "    if (" + reset_condition(wrapper_.controls) + ") begin\n      " + offset + " <= " + zero +
                      ";\n    end else if (" + moved + ") begin\n" + next;
    } else {
      module_.text += "    if (" + moved + ") begin\n" + next;
    }
    return offset;
  }

  const Wrapper& wrapper_;
  const Interface& interface_;
  const std::string& design_name_;
  rtl::ModuleText module_{verilog_language()};
  std::vector<std::string> ports_;
  std::vector<std::string> timing_;
  std::string ends_sample_;
};

}  // namespace

std::string write_wrapper(const Wrapper& wrapper, const Interface& interface, const std::string& design_name) {
  return WrapperWriter(wrapper, interface, design_name).write();
}

}  // namespace wirefold::verilog
