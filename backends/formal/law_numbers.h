// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "wirefold/backends/formal/bit_netlist.h"
#include "wirefold/ir/format.h"
#include "wirefold/ir/operation.h"
#include "wirefold/ir/table.h"

namespace wirefold::formal {

/// A number on the grid 2^grid in two's complement; the last bit is its sign and stands for all bits above it. No bits
/// are zero.
struct BitNumber {
  int grid = 0;
  std::vector<BitNetlist::Bit> bits;
};

/// The arithmetic of the law (ir/operation.h) in gates, by schoolbook methods: ripple carries, shift and add, restoring
/// division. It never looks at an interval, so widths only grow.
class LawNumbers {
 public:
  using Bit = BitNetlist::Bit;

  explicit LawNumbers(BitNetlist& netlist) : netlist_(netlist) {}

  BitNumber constant(const Dyadic& value) const;
  /// The bits of a port's element, read as its format.
  BitNumber element(const Format& format, std::vector<Bit> bits) const;
  /// value * 2^shift, negated.
  BitNumber use(const BitNumber& x, int shift, bool negate);
  BitNumber sum(const BitNumber& a, const BitNumber& b);
  BitNumber product(const BitNumber& a, const BitNumber& b);
  BitNumber quantized(const BitNumber& x, const Quantizer& quantizer);
  BitNumber choice(Bit condition, const BitNumber& when_one, const BitNumber& when_zero);
  /// `opcode` is kAnd, kOr or kXor.
  BitNumber bitwise(Opcode opcode, const BitNumber& a, const BitNumber& b);
  BitNumber lookup(const Table& table, const BitNumber& x);

  Bit is_negative(const BitNumber& x) const { return x.bits.empty() ? BitNetlist::kZero : x.bits.back(); }
  Bit is_less(const BitNumber& a, const BitNumber& b) { return is_negative(sum(a, use(b, 0, true))); }
  Bit is_zero(const BitNumber& x);
  BitNumber of_bit(Bit bit) const { return {0, {bit, BitNetlist::kZero}}; }

  /// The bit that weighs 2^position.
  Bit bit_at(const BitNumber& x, int position) const;
  /// The bits of a port's element; `fits` becomes 0 where the number is not one of the format.
  std::vector<Bit> element_bits(const BitNumber& x, const Format& format, Bit& fits);

 private:
  struct Division {
    BitNumber quotient;  ///< towards minus infinity, grid 0
    Bit is_half;         ///< what is left over is half of the divisor
    Bit is_over_half;
    Bit is_exact;
  };
  BitNumber aligned(const BitNumber& x, int grid, int top) const;
  BitNumber add(const BitNumber& a, const BitNumber& b, Bit carry);
  Division divide(const BitNumber& x, const Integer& divisor);
  BitNumber rounded(const BitNumber& x, const Quantizer& quantizer);
  BitNumber fitted(const BitNumber& x, const Quantizer& quantizer);

  BitNetlist& netlist_;
};

}  // namespace wirefold::formal
