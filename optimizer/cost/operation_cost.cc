// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/cost/operation_cost.h"

#include <algorithm>

namespace wirefold {
namespace {

int width_bits(const CombLogic& logic, const Use& use) { return std::max(logic.format(use).width(), 0); }

bool is_constant(const CombLogic& logic, const Use& use) { return logic.interval(use.value).is_point(); }

// What an operation is charged for on its way to a LUT or into a carry chain.
class Pricer {
 public:
  explicit Pricer(const DeviceProfile& profile) : profile_(profile) {}

  OperationCost luts(std::int64_t area_milliluts, int levels = 1) const {
    if (profile_.counts_adders) return {};
    return {area_milliluts, levels * profile_.lut_delay_ps, 0};
  }

  OperationCost chain(std::int64_t area_milliluts, int bits) const {
    if (profile_.counts_adders) return {profile_.adder_area_per_bit, profile_.adder_delay_ps, 0};
    return {area_milliluts + profile_.adder_area_fixed,
            profile_.adder_delay_ps + profile_.carry_delay_ps_per_bit * std::max(bits - 1, 0), cells(bits)};
  }

  OperationCost ternary_chain(int bits) const {
    return {profile_.ternary_area_per_bit * bits,
            profile_.ternary_delay_ps + profile_.ternary_carry_delay_ps_per_bit * std::max(bits - 1, 0), cells(bits)};
  }

  // Levels of LUTs that join `inputs` signals into one.
  int levels(int inputs) const {
    const int arity = std::max(profile_.lut_inputs, 2);
    int count = 1;
    for (std::int64_t reached = arity; reached < inputs; reached *= arity) ++count;
    return count;
  }

 private:
  std::int64_t cells(int bits) const {
    const int per_cell = profile_.carry_bits_per_cell;
    return per_cell == 0 ? 0 : (bits + per_cell - 1) / per_cell;
  }

  const DeviceProfile& profile_;
};

// A use whose sign an operation without a carry chain cannot absorb is negated by an adder of its own.
OperationCost negation_cost(const CombLogic& logic, const Use& use, const DeviceProfile& profile) {
  if (!use.negate || is_constant(logic, use)) return {};
  const int bits = width_bits(logic, use);
  const std::int64_t area = profile.has_open_chains ? profile.inverter_area : profile.adder_area_per_bit;
  return Pricer(profile).chain(area * bits, bits);
}

OperationCost sum_cost(const CombLogic& logic, const Operation& sum, const DeviceProfile& profile) {
  const Pricer pricer(profile);
  const auto terms = logic.operands(sum);
  const int bits = adder_bits(logic, sum);
  if (bits == 0) return {};
  if (terms.size() == 1) return negation_cost(logic, terms[0], profile);
  if (terms.size() > 2) {
    if (terms.size() == 3 && profile.ternary_area_per_bit > 0) {
      return ternary_sum_cost(logic, terms, logic.format(sum.first_result), profile);
    }
    const auto chains = static_cast<std::int64_t>(terms.size()) - 1;
    const OperationCost one = pricer.chain(profile.adder_area_per_bit * bits, bits);
    return {chains * one.area_milliluts, chains * one.delay_ps, chains * one.carry_cells};
  }
  std::int64_t area = profile.adder_area_per_bit * bits;
  if (profile.has_open_chains) {
    const ChainBits chain = chain_bits(logic, sum);
    area = profile.adder_area_per_bit * chain.joint + profile.inverter_area * chain.inverted;
  } else if (!profile.copies_low_bits) {
    area = profile.adder_area_per_bit * std::max(logic.format(sum.first_result).width() - 1, bits);
  }
  OperationCost cost = pricer.chain(area, bits);
  if (!terms[0].negate || !terms[1].negate) return cost;
  // -a - b: one of them is negated beforehand.
  const OperationCost negation = negation_cost(logic, terms[0], profile);
  return {cost.area_milliluts + negation.area_milliluts, cost.delay_ps + negation.delay_ps,
          cost.carry_cells + negation.carry_cells};
}

OperationCost multiplier_cost(const DeviceProfile& profile, int a_bits, int b_bits) {
  const Pricer pricer(profile);
  const std::int64_t area = profile.multiplier_area_per_bit2 * a_bits * b_bits;
  const int rows = std::min(a_bits, b_bits);
  if (rows <= 1 || profile.counts_adders) return pricer.luts(area);
  int levels = 0;
  while ((std::int64_t{1} << levels) < rows) ++levels;
  const OperationCost row = pricer.chain(0, a_bits + b_bits);
  return {area, levels * row.delay_ps, levels * row.carry_cells};
}

// A tree of LUTs of six inputs for each bit; each further input doubles it. Multiplexers behind a LUT join four of them
// in its own delay. Smaller LUTs double it for each input that they lack.
OperationCost lookup_cost(const DeviceProfile& profile, int index_bits, int result_bits) {
  constexpr int kJoinedInputs = 2;
  const int beyond = std::max(index_bits - std::max(profile.lut_inputs, 2), 0);
  const std::int64_t luts = std::int64_t{result_bits} << beyond;
  return Pricer(profile).luts(1000 * luts, 1 + (beyond + kJoinedInputs - 1) / kJoinedInputs);
}

// The operation itself, its operands' signs aside.
OperationCost positive_cost(const CombLogic& logic, const Operation& operation, const DeviceProfile& profile) {
  const Pricer pricer(profile);
  const auto operands = logic.operands(operation);
  const int result_bits = logic.format(operation.first_result).width();
  const auto arm_is_constant = [&](std::size_t i) { return is_constant(logic, operands[i]); };
  switch (operation.opcode) {
    case Opcode::kMultiply:
      return multiplier_cost(profile, width_bits(logic, operands[0]), width_bits(logic, operands[1]));
    case Opcode::kRelu:
      // Of an operand that has no sign it only drops bits.
      if (!logic.format(operands[0]).is_signed) return {};
      return pricer.luts(profile.relu_area_per_bit * result_bits);
    case Opcode::kSelect:
      // Between two constants every bit is a wire, an inverter or fixed.
      if (arm_is_constant(1) && arm_is_constant(2)) return {};
      return pricer.luts(profile.select_area_per_bit * result_bits);
    case Opcode::kLessThan:
      if (logic.constant(operation).is_zero()) return {};
      [[fallthrough]];
    case Opcode::kEqual: {
      const int bits = width_bits(logic, operands[0]);
      return pricer.luts(profile.compare_area_per_bit * bits, pricer.levels(bits));
    }
    case Opcode::kAnd:
    case Opcode::kOr:
    case Opcode::kXor:
      // With a constant every bit is a wire or an inverter.
      if (arm_is_constant(0) || arm_is_constant(1)) return {};
      return pricer.luts(profile.bitwise_area_per_bit * result_bits);
    case Opcode::kLookup:
      return lookup_cost(profile, std::min(logic.table(operation).index().width(), width_bits(logic, operands[0])),
                         result_bits);
    case Opcode::kInput:
    case Opcode::kConstant:
    case Opcode::kSum:
    case Opcode::kQuantize:
    case Opcode::kLinear:
    case Opcode::kMaximum:
    case Opcode::kMinimum:
      break;  // wires, priced elsewhere, or not in lowered programs
  }
  return {};
}

}  // namespace

OperationCost ternary_sum_cost(const CombLogic& logic, std::span<const Use> terms, const Format& format,
                               const DeviceProfile& profile) {
  return Pricer(profile).ternary_chain(ternary_bits(logic, terms, format));
}

OperationCost cost_of(const CombLogic& logic, const Operation& operation, const DeviceProfile& profile) {
  if (logic.format(operation.first_result).width() <= 0) return {};
  if (logic.interval(operation.first_result).is_point()) return {};
  if (operation.opcode == Opcode::kSum) return sum_cost(logic, operation, profile);
  OperationCost cost = positive_cost(logic, operation, profile);
  std::int64_t negation_delay = 0;
  for (const Use& use : logic.operands(operation)) {
    const OperationCost negation = negation_cost(logic, use, profile);
    cost.area_milliluts += negation.area_milliluts;
    cost.carry_cells += negation.carry_cells;
    negation_delay = std::max(negation_delay, negation.delay_ps);
  }
  cost.delay_ps += negation_delay;
  return cost;
}

}  // namespace wirefold
