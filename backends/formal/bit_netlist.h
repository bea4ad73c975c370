// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <tuple>
#include <vector>

namespace wirefold::formal {

/// A network of gates of two inputs, for proofs. Gates whose output is known or exists already are not made again.
class BitNetlist {
 public:
  using Bit = std::uint32_t;
  static constexpr Bit kZero = 0;
  static constexpr Bit kOne = 1;

  BitNetlist();

  Bit input();
  Bit conjunction(Bit a, Bit b) { return gate(Kind::kAnd, a, b); }
  Bit exclusive(Bit a, Bit b) { return gate(Kind::kXor, a, b); }
  Bit inverse(Bit a) { return exclusive(a, kOne); }
  Bit disjunction(Bit a, Bit b) { return inverse(conjunction(inverse(a), inverse(b))); }
  Bit choice(Bit condition, Bit when_one, Bit when_zero);

  /// Bits are numbered from 0; a gate's number is above those of its operands.
  std::size_t size() const { return gates_.size(); }
  bool is_input(Bit bit) const { return gates_[bit].kind == Kind::kInput; }
  /// Of two kinds of gates the one; the other is the exclusive or.
  bool is_conjunction(Bit gate) const { return gates_[gate].kind == Kind::kAnd; }
  std::array<Bit, 2> operands(Bit gate) const { return {gates_[gate].a, gates_[gate].b}; }

  /// What `input` made, in order.
  std::vector<Bit> inputs() const;

  /// The values of all bits for those of the inputs, in order of `input`.
  std::vector<bool> evaluate(const std::vector<bool>& inputs) const;

  /// A port of the BLIF model: its bits, least significant first.
  struct Port {
    std::string name;
    std::vector<Bit> bits;
  };
  /// The network as text of the Berkeley Logic Interchange Format; bits of ports are named "x[0]".
  /// `inputs` hold the bits that `input` made.
  std::string blif(const std::string& model, std::span<const Port> inputs, std::span<const Port> outputs) const;

 private:
  enum class Kind : std::uint8_t { kConstant, kInput, kAnd, kXor };
  struct Gate {
    Kind kind;
    Bit a;
    Bit b;
  };
  Bit gate(Kind kind, Bit a, Bit b);
  // x for ~x, anything else as it is.
  Bit inverted(Bit bit) const;

  std::vector<Gate> gates_;
  std::map<std::tuple<Kind, Bit, Bit>, Bit> known_;
};

}  // namespace wirefold::formal
