// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "wirefold/dsl/quantizer_format.h"
#include "wirefold/ir/builder.h"

namespace wirefold {

/// Records what has truth values, 0 and 1, for one call of the user.
class TracedBits {
 public:
  TracedBits(Builder& builder, const Location& location) : builder_(builder), location_(location) {}

  Use number(const Dyadic& value) { return {builder_.constant(value, location_)}; }
  /// x != 0; a value that is 0 or 1 already is taken as it is.
  Use truth(const Use& x);
  Use inverted(const Use& bit);
  /// A comparison with a constant is one operation, one of two variables is that of their difference with 0.
  Use less(const Use& x, const Use& y);
  Use less_equal(const Use& x, const Use& y) { return inverted(less(y, x)); }
  Use equal(const Use& x, const Use& y);
  /// when_one where the bit is 1, when_zero where it is 0.
  Use select(const Use& bit, const Use& when_one, const Use& when_zero);
  /// `opcode` is and, or, xor; the operation of one operand is that operand.
  Use bitwise(Opcode opcode, std::span<const Use> operands);
  /// Bit 2^position of x in two's complement, as 0 or 1.
  Use bit(const Use& x, int position);
  /// The bits of x from 2^-fraction_bits to the highest of the format, read as the format.
  Use read(const Use& x, const Format& format);

 private:
  Builder& builder_;
  Location location_;
  std::optional<Use> one_;
};

/// The number of which every bit of a format is one.
Dyadic all_ones(const Format& format);

}  // namespace wirefold
