// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/cost/adder_bits.h"

#include <algorithm>
#include <limits>
#include <vector>

namespace wirefold {
namespace {

// The bits of an operand: from least (the exponent of its grid) up to, and without, top; the sign counts.
struct BitSpan {
  int least;
  int top;
};

BitSpan span_of(const Format& format) {
  return {-format.fraction_bits, format.integer_bits + (format.is_signed ? 1 : 0)};
}

// An adder takes the sign of a term for free, so the bits that count are those before the sign.
Format format_before_sign(const CombLogic& logic, const Use& use) {
  return logic.format(Use{use.value, use.shift, false});
}

int width_bits(const CombLogic& logic, const Use& use) { return std::max(logic.format(use).width(), 0); }

bool is_constant(const CombLogic& logic, const Use& use) { return logic.interval(use.value).is_point(); }

int top_of_terms(const CombLogic& logic, std::span<const Use> terms, int result_top) {
  int top = std::numeric_limits<int>::min();
  for (const Use& term : terms) top = std::max(top, span_of(format_before_sign(logic, term)).top);
  return std::min(top, result_top);
}

int second_least(const CombLogic& logic, std::span<const Use> terms) {
  std::vector<int> leasts;
  for (const Use& term : terms) leasts.push_back(span_of(format_before_sign(logic, term)).least);
  std::nth_element(leasts.begin(), leasts.begin() + 1, leasts.end());
  return leasts[1];
}

// An operand of a carry chain, bit by bit.
class ChainOperand {
 public:
  ChainOperand(const CombLogic& logic, const Use& use)
      : format_(format_before_sign(logic, use)), span_(span_of(format_)), is_constant_(is_constant(logic, use)) {
    if (!is_constant_) return;
    value_ = logic.interval(use.value).low;
    exponent_ = logic.interval(use.value).exponent + use.shift;
    while (!value_.is_zero() && !value_.is_odd()) {
      value_ = value_ >> 1;
      ++exponent_;
    }
    span_.least = exponent_;
  }

  int least() const { return span_.least; }
  // The bit of the operand that is at this place of the chain, the sign above its top; -1 for a constant bit.
  int varying_bit(int place) const {
    if (is_constant_ || place < span_.least) return -1;
    if (place < span_.top) return place - span_.least;
    return format_.is_signed ? span_.top - 1 - span_.least : -1;
  }
  // The bit that does not vary.
  bool constant_bit(int place) const {
    return is_constant_ && place >= exponent_ && (value_ >> static_cast<unsigned>(place - exponent_)).is_odd();
  }

 private:
  Format format_;
  BitSpan span_;
  bool is_constant_;
  Integer value_;
  int exponent_ = 0;
};

}  // namespace

int one_bit_adders(const CombLogic& logic, const Operation& sum) {
  const auto terms = logic.operands(sum);
  if (terms.size() == 3) return 2 * ternary_bits(logic, terms, logic.format(sum.first_result));
  if (terms.size() != 2) return 0;
  const BitSpan a = span_of(format_before_sign(logic, terms[0]));
  const BitSpan b = span_of(format_before_sign(logic, terms[1]));
  return std::max(std::max(a.top, b.top) - std::max(a.least, b.least), 0);
}

int ternary_bits(const CombLogic& logic, std::span<const Use> terms, const Format& format) {
  int least = second_least(logic, terms);
  for (const Use& term : terms) {
    if (term.negate) least = std::min(least, span_of(format_before_sign(logic, term)).least);
  }
  return std::max(top_of_terms(logic, terms, span_of(format).top) - least, 1);
}

int adder_bits(const CombLogic& logic, const Operation& sum) {
  const auto terms = logic.operands(sum);
  const int result_top = span_of(logic.format(sum.first_result)).top;
  if (terms.size() == 1) return terms[0].negate ? width_bits(logic, terms[0]) : 0;
  if (terms.size() == 3) return ternary_bits(logic, terms, logic.format(sum.first_result));
  if (terms.size() > 2) return top_of_terms(logic, terms, result_top) - second_least(logic, terms);
  const Format a = format_before_sign(logic, terms[0]);
  const Format b = format_before_sign(logic, terms[1]);
  if (a.is_zero() || b.is_zero()) return 0;
  const BitSpan a_span = span_of(a);
  const BitSpan b_span = span_of(b);
  // Disjoint bits of two operands that are never negative are joined by wires.
  const bool is_wires = !a.is_signed && !b.is_signed && (a_span.top <= b_span.least || b_span.top <= a_span.least);
  if (is_wires && !terms[0].negate && !terms[1].negate) return 0;
  const bool first_is_finer = a_span.least < b_span.least;
  const bool finer_is_negated = first_is_finer ? terms[0].negate : terms[1].negate;
  const int least = finer_is_negated ? std::min(a_span.least, b_span.least) : std::max(a_span.least, b_span.least);
  const int top = std::min(std::max(a_span.top, b_span.top), result_top);
  return std::max(top - least, 1);
}

bool is_adder(const CombLogic& logic, const Operation& operation) {
  return operation.opcode == Opcode::kSum && !logic.interval(operation.first_result).is_point() &&
         adder_bits(logic, operation) > 0;
}

bool is_wires(const CombLogic& logic, const Operation& operation) {
  for (const Use& use : logic.operands(operation)) {
    if (use.negate) return false;
  }
  switch (operation.opcode) {
    case Opcode::kQuantize:
      return logic.quantizer(operation).is_bit_drop();
    case Opcode::kSum:
      return logic.operands(operation).size() <= 2 && adder_bits(logic, operation) == 0;
    case Opcode::kLessThan:
      return logic.constant(operation).is_zero();
    case Opcode::kAnd:
    case Opcode::kOr: {
      const auto operands = logic.operands(operation);
      return operands.size() == 2 && (is_constant(logic, operands[0]) || is_constant(logic, operands[1]));
    }
    case Opcode::kInput:
    case Opcode::kConstant:
    case Opcode::kMultiply:
    case Opcode::kRelu:
    case Opcode::kSelect:
    case Opcode::kEqual:
    case Opcode::kXor:
    case Opcode::kLookup:
    case Opcode::kLinear:
    case Opcode::kMaximum:
    case Opcode::kMinimum:
      break;
  }
  return false;
}

ChainBits chain_bits(const CombLogic& logic, const Operation& sum) {
  ChainBits bits;
  const auto terms = logic.operands(sum);
  if (terms.size() != 2 || adder_bits(logic, sum) == 0) return bits;
  // A difference is minuend and subtrahend; of two negated terms, the first is negated beforehand.
  const bool is_difference = terms[0].negate || terms[1].negate;
  const bool swaps = terms[0].negate && !terms[1].negate;
  const ChainOperand a(logic, terms[swaps ? 1 : 0]);
  const ChainOperand b(logic, terms[swaps ? 0 : 1]);
  const int top = span_of(logic.format(sum.first_result)).top;
  int last_a = -1;
  int last_b = -1;
  for (int place = is_difference ? b.least() : std::max(a.least(), b.least()); place < top; ++place) {
    const int bit_a = a.varying_bit(place);
    const int bit_b = b.varying_bit(place);
    const bool is_repeated = bit_a == last_a && bit_b == last_b;  // two signs once more
    last_a = bit_a;
    last_b = bit_b;
    if (is_repeated || (bit_a < 0 && bit_b < 0)) continue;
    if (bit_a >= 0 && bit_b >= 0) {
      ++bits.joint;
      continue;
    }
    const bool inverts = bit_a >= 0 ? b.constant_bit(place) != is_difference : a.constant_bit(place) != is_difference;
    ++(inverts ? bits.inverted : bits.single);
  }
  return bits;
}

}  // namespace wirefold
