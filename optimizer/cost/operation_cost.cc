// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/cost/operation_cost.h"

#include <algorithm>

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

std::int64_t carry_chain_delay(const DeviceProfile& profile, int bits) {
  return profile.adder_delay_ps + profile.carry_delay_ps_per_bit * std::max(bits - 1, 0);
}

// A use whose sign an operation without a carry chain cannot absorb is negated by an adder of its own.
OperationCost negation_cost(const CombLogic& logic, const Use& use, const DeviceProfile& profile) {
  if (!use.negate || is_constant(logic, use)) return {};
  const int bits = width_bits(logic, use);
  const std::int64_t area = profile.counts_adders ? 1000 : profile.adder_area_per_bit * bits;
  return {area, carry_chain_delay(profile, bits)};
}

OperationCost multiplier_cost(const DeviceProfile& profile, int a_bits, int b_bits) {
  const auto rows = static_cast<std::int64_t>(std::min(a_bits, b_bits));
  const std::int64_t area = profile.multiplier_area_per_bit2 * a_bits * b_bits;
  if (profile.counts_adders || rows <= 1) return {area, rows == 0 ? 0 : profile.lut_delay_ps};
  int levels = 0;
  while ((std::int64_t{1} << levels) < rows) ++levels;
  return {area, levels * carry_chain_delay(profile, a_bits + b_bits)};
}

// A tree of LUTs of six inputs for each bit; each further input doubles it. Multiplexers behind a LUT join four of them
// in its own delay.
OperationCost lookup_cost(const DeviceProfile& profile, int index_bits, int result_bits) {
  constexpr int kLutInputs = 6;
  constexpr int kJoinedInputs = 2;
  if (profile.counts_adders) return {};
  const int beyond = std::max(index_bits - kLutInputs, 0);
  const std::int64_t luts = std::int64_t{result_bits} << beyond;
  return {1000 * luts, profile.lut_delay_ps * (1 + (beyond + kJoinedInputs - 1) / kJoinedInputs)};
}

}  // namespace

int one_bit_adders(const CombLogic& logic, const Operation& sum) {
  const auto terms = logic.operands(sum);
  if (terms.size() != 2) return 0;
  const BitSpan a = span_of(format_before_sign(logic, terms[0]));
  const BitSpan b = span_of(format_before_sign(logic, terms[1]));
  return std::max(std::max(a.top, b.top) - std::max(a.least, b.least), 0);
}

int adder_bits(const CombLogic& logic, const Operation& sum) {
  const auto terms = logic.operands(sum);
  const int result_top = span_of(logic.format(sum.first_result)).top;
  if (terms.size() == 1) return terms[0].negate ? width_bits(logic, terms[0]) : 0;
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
    case Opcode::kInput:
    case Opcode::kConstant:
    case Opcode::kMultiply:
    case Opcode::kRelu:
    case Opcode::kSelect:
    case Opcode::kLinear:
    case Opcode::kMaximum:
    case Opcode::kMinimum:
    case Opcode::kEqual:
    case Opcode::kAnd:
    case Opcode::kOr:
    case Opcode::kXor:
    case Opcode::kLookup:
      break;
  }
  return false;
}

OperationCost cost_of(const CombLogic& logic, const Operation& operation, const DeviceProfile& profile) {
  const auto operands = logic.operands(operation);
  const int result_bits = std::max(logic.format(operation.first_result).width(), 0);
  if (result_bits == 0 || logic.interval(operation.first_result).is_point()) return {};
  OperationCost cost;
  switch (operation.opcode) {
    case Opcode::kInput:
    case Opcode::kConstant:
      return {};
    case Opcode::kSum: {
      const int bits = adder_bits(logic, operation);
      if (bits == 0) return {};
      return {profile.counts_adders ? profile.adder_area_per_bit : profile.adder_area_per_bit * bits,
              carry_chain_delay(profile, bits)};
    }
    case Opcode::kMultiply:
      cost = multiplier_cost(profile, width_bits(logic, operands[0]), width_bits(logic, operands[1]));
      break;
    case Opcode::kQuantize:
      break;
    case Opcode::kRelu:
      cost = {profile.relu_area_per_bit * result_bits, profile.lut_delay_ps};
      break;
    case Opcode::kSelect: {
      // Between two constants every bit is a wire, an inverter or fixed.
      const bool is_wires = is_constant(logic, operands[1]) && is_constant(logic, operands[2]);
      if (!is_wires) cost = {profile.select_area_per_bit * result_bits, profile.lut_delay_ps};
      break;
    }
    case Opcode::kLessThan:
      if (!logic.constant(operation).is_zero()) {
        cost = {profile.compare_area_per_bit * width_bits(logic, operands[0]), profile.lut_delay_ps};
      }
      break;
    case Opcode::kEqual:
      cost = {profile.compare_area_per_bit * width_bits(logic, operands[0]), profile.lut_delay_ps};
      break;
    case Opcode::kAnd:
    case Opcode::kOr:
    case Opcode::kXor: {
      // With a constant every bit is a wire or an inverter.
      const bool is_wires = is_constant(logic, operands[0]) || is_constant(logic, operands[1]);
      if (!is_wires) cost = {profile.select_area_per_bit * result_bits, profile.lut_delay_ps};
      break;
    }
    case Opcode::kLookup:
      cost = lookup_cost(profile, std::min(logic.table(operation).index().width(), width_bits(logic, operands[0])),
                         result_bits);
      break;
    case Opcode::kLinear:
    case Opcode::kMaximum:
    case Opcode::kMinimum:
      break;  // not in lowered programs
  }
  std::int64_t negation_delay = 0;
  for (const Use& use : operands) {
    const OperationCost negation = negation_cost(logic, use, profile);
    cost.area_milliluts += negation.area_milliluts;
    negation_delay = std::max(negation_delay, negation.delay_ps);
  }
  cost.delay_ps += negation_delay;
  return cost;
}

}  // namespace wirefold
