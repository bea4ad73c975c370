// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "wirefold/ir/graph.h"

namespace wirefold {

/// True for a sum that is hardware: terms whose bits overlap, or one that has to be negated.
bool is_adder(const CombLogic& logic, const Operation& operation);

/// True for an operation that is nothing but wires on any device: bits dropped, a sign bit, operands side by side.
bool is_wires(const CombLogic& logic, const Operation& operation);

/// Bits of carry chain that a sum needs: from the higher of the two least bits to the top, and below that the bits of a
/// subtrahend that reaches further down; 0 if it is only wires. Of more than two terms: from the second least bit to
/// the top.
int adder_bits(const CombLogic& logic, const Operation& sum);

/// The same for three terms, that may not be a sum of the program, and a result of `format`; below the second least bit
/// it reaches as far down as a negated term.
int ternary_bits(const CombLogic& logic, std::span<const Use> terms, const Format& format);

/// Bits from the higher of the two least bits to the highest operand bit, sign included, as da4ml prices an adder. A
/// sum of three counts as two adders of its chain's bits.
int one_bit_adders(const CombLogic& logic, const Operation& sum);

/// The bits of the carry chain of a sum of two by what they join. A subtrahend is inverted, so what it does not have
/// is 1.
struct ChainBits {
  int joint = 0;     ///< both operands vary
  int single = 0;    ///< one varies and passes
  int inverted = 0;  ///< one varies and is inverted
};
ChainBits chain_bits(const CombLogic& logic, const Operation& sum);

}  // namespace wirefold
