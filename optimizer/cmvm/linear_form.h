// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "wirefold/ir/format.h"
#include "wirefold/optimizer/cmvm/solver.h"

namespace wirefold::cmvm {

/// What a node computes: the sum of value * input, by rising input, no value zero.
struct Coefficient {
  std::uint32_t input = 0;
  Integer value;

  friend bool operator==(const Coefficient&, const Coefficient&) = default;
};

/// A summand of a linear form: the form times 2^shift, negated if `negate`.
struct FormTerm {
  std::span<const Coefficient> form;
  unsigned shift = 0;
  bool negate = false;
};

/// Writes a + b to `result`, whose memory is used again.
void add_forms(const FormTerm& a, const FormTerm& b, std::vector<Coefficient>& result);

/// Inputs of a problem that gives no ranges.
inline constexpr Format kDefaultInput{true, 7, 0};

/// The inputs of a problem, ready to give the exact ranges of linear forms over them.
class InputRanges {
 public:
  explicit InputRanges(const Problem& problem);

  /// The smallest format that holds every value of a form; the inputs are taken to be unrelated.
  Format format(std::span<const Coefficient> form) const;

 private:
  std::vector<Interval> inputs_;
  std::vector<Interval> aligned_;  // inputs_ on one grid, which is 2^exponent_
  int exponent_ = 0;
};

/// The one-bit adders of the sum of two operands with these formats, times 2^a_shift and 2^b_shift: the bits from the
/// higher of the two least bits to the highest operand bit, sign included.
///
/// Source: da4ml, adder size 1.
int adder_bits(const Format& a, int a_shift, const Format& b, int b_shift);
/// An operand of an adder: a value of this format times 2^shift, subtracted if `negate`.
struct Operand {
  Format format;
  int shift = 0;
  bool negate = false;
};

/// The bits of the carry chain of a + b, whose sum fits `sum`: one LUT each. Low bits of the operand that reaches lower
/// need none unless it is subtracted; disjoint bits of operands without a sign are joined by wires.
///
/// Source: the sums of optimizer/cost.
int adder_luts(const Operand& a, const Operand& b, const Format& sum);
/// The bits, sign included, that both operands have; negative if there is a gap between them.
int overlap_bits(const Format& a, int a_shift, const Format& b, int b_shift);

}  // namespace wirefold::cmvm
