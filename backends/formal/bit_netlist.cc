// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/formal/bit_netlist.h"

#include <utility>

namespace wirefold::formal {

BitNetlist::BitNetlist() : gates_{{Kind::kConstant, 0, 0}, {Kind::kConstant, 0, 0}} {}

BitNetlist::Bit BitNetlist::input() {
  gates_.push_back({Kind::kInput, 0, 0});
  return static_cast<Bit>(gates_.size() - 1);
}

BitNetlist::Bit BitNetlist::gate(Kind kind, Bit a, Bit b) {
  if (a > b) std::swap(a, b);
  if (kind == Kind::kAnd) {
    if (a == kZero || a == b) return a;
    if (a == kOne) return b;
  } else {
    if (a == b) return kZero;
    if (a == kZero) return b;
    // Inverses come last: (~x) ^ y -> ~(x ^ y), ~~x -> x.
    if (const Bit x = inverted(b); x != b) return a == kOne ? x : inverse(gate(kind, a, x));
    if (const Bit x = inverted(a); x != a) return inverse(gate(kind, x, b));
  }
  const auto [place, is_new] = known_.try_emplace({kind, a, b}, static_cast<Bit>(gates_.size()));
  if (is_new) gates_.push_back({kind, a, b});
  return place->second;
}

BitNetlist::Bit BitNetlist::inverted(Bit bit) const {
  const Gate& gate = gates_[bit];
  return gate.kind == Kind::kXor && gate.a == kOne ? gate.b : bit;
}

std::vector<BitNetlist::Bit> BitNetlist::inputs() const {
  std::vector<Bit> bits;
  for (std::size_t i = 0; i < gates_.size(); ++i) {
    if (gates_[i].kind == Kind::kInput) bits.push_back(static_cast<Bit>(i));
  }
  return bits;
}

BitNetlist::Bit BitNetlist::choice(Bit condition, Bit when_one, Bit when_zero) {
  return exclusive(when_zero, conjunction(condition, exclusive(when_one, when_zero)));
}

std::vector<bool> BitNetlist::evaluate(const std::vector<bool>& inputs) const {
  std::vector<bool> values(gates_.size());
  values[kOne] = true;
  std::size_t next = 0;
  for (std::size_t i = 2; i < gates_.size(); ++i) {
    const Gate& gate = gates_[i];
    if (gate.kind == Kind::kInput) values[i] = inputs[next++];
    if (gate.kind == Kind::kAnd) values[i] = values[gate.a] && values[gate.b];
    if (gate.kind == Kind::kXor) values[i] = values[gate.a] != values[gate.b];
  }
  return values;
}

std::string BitNetlist::blif(const std::string& model, std::span<const Port> inputs,
                             std::span<const Port> outputs) const {
  std::string text = ".model " + model + "\n";
  const auto wire = [](Bit bit) { return "n" + std::to_string(bit); };
  const auto port_bit = [](const Port& port, std::size_t i) { return port.name + "[" + std::to_string(i) + "]"; };
  std::string aliases;
  text += ".inputs";
  for (const Port& port : inputs) {
    for (std::size_t i = 0; i < port.bits.size(); ++i) {
      text += " \\\n" + port_bit(port, i);
      aliases += ".names " + port_bit(port, i) + " " + wire(port.bits[i]) + "\n1 1\n";
    }
  }
  text += "\n.outputs";
  for (const Port& port : outputs) {
    for (std::size_t i = 0; i < port.bits.size(); ++i) {
      text += " \\\n" + port_bit(port, i);
      aliases += ".names " + wire(port.bits[i]) + " " + port_bit(port, i) + "\n1 1\n";
    }
  }
  text += "\n.names n0\n.names n1\n1\n";
  for (std::size_t i = 2; i < gates_.size(); ++i) {
    const Gate& gate = gates_[i];
    if (gate.kind == Kind::kInput) continue;
    text += ".names " + wire(gate.a) + " " + wire(gate.b) + " " + wire(static_cast<Bit>(i)) +
            (gate.kind == Kind::kAnd ? "\n11 1\n" : "\n10 1\n01 1\n");
  }
  return text + aliases + ".end\n";
}

}  // namespace wirefold::formal
