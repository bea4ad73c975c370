// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/rtl/wrapper_language.h"

#include <optional>

#include "wirefold/backends/rtl/module_text.h"

namespace wirefold::rtl {
namespace {

class PlanWriter {
 public:
  PlanWriter(const WrapperPlan& plan, const WrapperLanguage& language)
      : plan_(plan), language_(language), hardware_(language.hardware()), module_(hardware_) {
    module_.names = plan.names;
  }

  std::string write() {
    const std::vector<std::string> ports = declared_ports();
    std::vector<std::string> timing;
    if (plan_.tells_timing) timing = hardware_.add_timing(module_, plan_.latency_cycles);
    for (const WrapperStatement& statement : plan_.statements) {
      std::visit([this](const auto& each) { add(each); }, statement);
    }
    hardware_.add_sink(module_, timing);
    return hardware_.whole_module(plan_.module_name, ports, module_, {});
  }

 private:
  const WrapperSignal& signal(PlanSignal id) const { return plan_.signals[id]; }

  // What is to be read has an entry in the module's table: a port that brings data in, a wire, a register. Controls
  // are read by what they control.
  std::vector<std::string> declared_ports() {
    std::vector<std::string> ports;
    const ControlPorts& controls = plan_.controls;
    for (const WrapperSignal& each : plan_.signals) {
      if (each.kind != WrapperSignal::Kind::kWire) ports.push_back(language_.port(each));
      const bool is_control =
          each.name == controls.clock || each.name == controls.clock_enable || each.name == controls.reset;
      table_.push_back(each.kind == WrapperSignal::Kind::kOutput || is_control
                           ? std::nullopt
                           : std::optional(module_.signals.declare(each.name, each.width_bits)));
    }
    return ports;
  }

  std::string read(PlanSignal id, std::size_t low, std::size_t count, bool is_bit) {
    const WrapperSignal& of = signal(id);
    if (!table_[id]) return of.is_bit ? of.name : hardware_.part_select(of.name, of.width_bits, low, count);
    const std::string slice = module_.signals.read(*table_[id], low, count);
    return is_bit && !of.is_bit ? hardware_.bit_select(of.name, of.width_bits, low) : slice;
  }
  std::string read(PlanSignal id) { return read(id, 0, signal(id).width_bits, signal(id).is_bit); }

  // Operators in operators have parentheses, but for chains of one: some languages give none of them precedence.
  std::string operand(const Bits& bits, Bits::Kind around) {
    const bool is_operator = bits.kind == Bits::Kind::kAnd || bits.kind == Bits::Kind::kOr;
    return is_operator && bits.kind != around ? "(" + text(bits) + ")" : text(bits);
  }

  std::string binary(const Bits& bits, Opcode opcode) {
    const std::string a = operand(bits.operands[0], bits.kind);
    return hardware_.bitwise(opcode, a, operand(bits.operands[1], bits.kind));
  }

  std::string text(const Bits& bits) {
    switch (bits.kind) {
      case Bits::Kind::kSlice:
        return read(bits.signal, bits.low, bits.width_bits, bits.is_bit);
      case Bits::Kind::kLiteral:
        return bits.is_bit ? hardware_.bit_literal(!bits.value.is_zero())
                           : hardware_.literal(bits.value, static_cast<unsigned>(bits.width_bits));
      case Bits::Kind::kNot:
        return hardware_.inverted(operand(bits.operands[0], bits.kind));
      case Bits::Kind::kAnd:
        return binary(bits, Opcode::kAnd);
      case Bits::Kind::kOr:
        return binary(bits, Opcode::kOr);
      case Bits::Kind::kJoin:
        return join(bits);
      case Bits::Kind::kChoice: {
        const std::string condition = hardware_.is_set(operand(bits.operands[0], bits.kind));
        const std::string when_true = text(bits.operands[1]);
        return hardware_.mux(condition, when_true, text(bits.operands[2]));
      }
      case Bits::Kind::kEquals:
        return language_.equals(text(bits.operands[0]), bits.value, bits.operands[0].width_bits);
      case Bits::Kind::kIncrement:
        return language_.increment(text(bits.operands[0]), bits.value, bits.width_bits);
    }
    return "";
  }

  std::string join(const Bits& bits) {
    std::vector<std::string> parts;
    for (auto part = bits.operands.rbegin(); part != bits.operands.rend(); ++part)
      parts.push_back(operand(*part, bits.kind));
    return hardware_.concatenated(parts);
  }

  // A heading over declarations alone would stand over nothing where a language has those elsewhere.
  void add(const Heading& heading) {
    if (module_.text.size() == heading_end_) module_.text.resize(heading_begin_);
    heading_begin_ = module_.text.size();
    module_.add_heading(heading.text);
    heading_end_ = module_.text.size();
  }
  void add(const Declaration& declaration) { language_.declare(module_, signal(declaration.signal)); }
  void add(const Wire& wire) {
    const std::string value = text(wire.value);
    language_.add_wire(module_, signal(wire.signal), value);
  }
  void add(const Assignment& assignment) {
    const std::string value = text(assignment.value);
    hardware_.assign(module_, signal(assignment.signal).name, value);
  }
  void add(const Registers& registers) {
    ControlPorts controls = plan_.controls;
    controls.clock_enable = registers.enable ? read(*registers.enable) : "";
    if (!registers.has_reset) {
      controls.reset.clear();
      controls.reset_kind = ResetKind::kNone;
    }
    std::vector<RegisterAssignment> assignments;
    for (const Registers::Next& next : registers.nexts) {
      const WrapperSignal& target = signal(next.signal);
      assignments.push_back({target.name, target.width_bits, text(next.value), "", target.is_bit});
    }
    hardware_.add_registers(module_, controls, assignments);
  }
  void add(const Instance& instance) {
    std::vector<Connection> connections;
    for (const Instance::Connected& each : instance.ports) connections.push_back({each.port, text(each.signal)});
    hardware_.add_instance(module_, plan_.design_name, instance.name, connections);
  }
  void add(const KeptBytes& bytes) {
    const std::string data = read(bytes.data);
    language_.add_kept_bytes(module_, signal(bytes.signal).name, data, read(bytes.keep), bytes.byte_count);
  }
  void add(const BeatChoice& beats) {
    const std::string vector = read(beats.vector);
    language_.add_beat_choice(module_, signal(beats.output).name, vector, read(beats.position), beats.beats);
  }

  const WrapperPlan& plan_;
  const WrapperLanguage& language_;
  const HardwareLanguage& hardware_;
  ModuleText module_;
  std::vector<std::optional<SignalId>> table_;  // by plan signal
  std::size_t heading_begin_ = 0;               // of the last heading, in the text
  std::size_t heading_end_ = 0;
};

}  // namespace

std::string write_wrapper(const Wrapper& wrapper, const Interface& interface, const std::string& design_name,
                          const WrapperLanguage& language) {
  const WrapperPlan plan = plan_wrapper(wrapper, interface, design_name, language.needs());
  return PlanWriter(plan, language).write();
}

}  // namespace wirefold::rtl
