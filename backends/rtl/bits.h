// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "wirefold/ir/integer.h"

namespace wirefold::rtl {

/// A signal of a wrapper, by its place in the plan's list.
using PlanSignal = std::uint32_t;

/// An expression over the signals of a wrapper. It is a bit, which stands alone as a control does, or a vector, which
/// may be one bit wide: languages with types tell them apart. A choice stands alone or in the last place of another, a
/// comparison alone.
struct Bits {
  enum class Kind {
    kSlice,    ///< bits [low, low + width) of the signal
    kLiteral,  ///< the value
    kNot,      ///< of a bit, as the next two
    kAnd,
    kOr,
    kJoin,      ///< the operands side by side, the first in the least significant bits
    kChoice,    ///< the second operand where the first, a bit, is 1, the third elsewhere
    kEquals,    ///< a bit: whether the operand is the value
    kIncrement  ///< the operand plus the value, modulo its width
  };
  Kind kind = Kind::kLiteral;
  bool is_bit = false;
  std::size_t width_bits = 1;
  PlanSignal signal = 0;
  std::size_t low = 0;
  Integer value;
  std::vector<Bits> operands;
};

Bits slice_of(PlanSignal signal, std::size_t low, std::size_t width_bits);
/// One bit of a vector; a signal that is a bit is its own bit 0.
Bits bit_of(PlanSignal signal, std::size_t index = 0);
Bits number(const Integer& value, std::size_t width_bits);
Bits constant_bit(bool is_one);

Bits operator~(Bits a);
Bits operator&(Bits a, Bits b);
Bits operator|(Bits a, Bits b);
/// A vector; `parts` has the least significant first. One vector stays as it is.
Bits joined(std::vector<Bits> parts);
Bits choice(Bits condition, Bits when_true, Bits when_false);
Bits equals(Bits a, const Integer& value);
Bits increment(Bits a, const Integer& step);

}  // namespace wirefold::rtl
