// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/rtl/bits.h"

#include <utility>

namespace wirefold::rtl {
namespace {

Bits operation(Bits::Kind kind, std::vector<Bits> operands) {
  Bits bits;
  bits.kind = kind;
  bits.is_bit = operands.back().is_bit;
  bits.width_bits = operands.back().width_bits;
  bits.operands = std::move(operands);
  return bits;
}

}  // namespace

Bits slice_of(PlanSignal signal, std::size_t low, std::size_t width_bits) {
  return {Bits::Kind::kSlice, false, width_bits, signal, low, {}, {}};
}

Bits bit_of(PlanSignal signal, std::size_t index) { return {Bits::Kind::kSlice, true, 1, signal, index, {}, {}}; }

Bits number(const Integer& value, std::size_t width_bits) {
  return {Bits::Kind::kLiteral, false, width_bits, 0, 0, value, {}};
}

Bits constant_bit(bool is_one) { return {Bits::Kind::kLiteral, true, 1, 0, 0, is_one ? 1 : 0, {}}; }

Bits operator~(Bits a) { return operation(Bits::Kind::kNot, {std::move(a)}); }
Bits operator&(Bits a, Bits b) { return operation(Bits::Kind::kAnd, {std::move(a), std::move(b)}); }
Bits operator|(Bits a, Bits b) { return operation(Bits::Kind::kOr, {std::move(a), std::move(b)}); }

Bits joined(std::vector<Bits> parts) {
  if (parts.size() == 1 && !parts.front().is_bit) return parts.front();
  std::size_t width_bits = 0;
  for (const Bits& part : parts) width_bits += part.width_bits;
  Bits bits = operation(Bits::Kind::kJoin, std::move(parts));
  bits.is_bit = false;
  bits.width_bits = width_bits;
  return bits;
}

Bits choice(Bits condition, Bits when_true, Bits when_false) {
  return operation(Bits::Kind::kChoice, {std::move(condition), std::move(when_true), std::move(when_false)});
}

Bits equals(Bits a, const Integer& value) {
  Bits bits = operation(Bits::Kind::kEquals, {std::move(a)});
  bits.is_bit = true;
  bits.width_bits = 1;
  bits.value = value;
  return bits;
}

Bits increment(Bits a, const Integer& step) {
  Bits bits = operation(Bits::Kind::kIncrement, {std::move(a)});
  bits.value = step;
  return bits;
}

}  // namespace wirefold::rtl
