// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/passes/demand.h"

#include <algorithm>

namespace wirefold {
namespace {

// Far from any limit, so that shifts keep "no limit" apart from every number.
int moved(int place, int by) { return std::abs(place) > Demand::kNoLimit / 2 ? place : place + by; }

int period_exponent(const Format& format) { return format.integer_bits + (format.is_signed ? 1 : 0); }

Demand of_quantizer(const Quantizer& quantizer, const Demand& result) {
  Demand demand;
  const bool wraps = quantizer.overflow == Overflow::kWrap && quantizer.divisor == Integer(1);
  const bool rounds_alike_everywhere = quantizer.rounding == Rounding::kTrn || quantizer.rounding == Rounding::kRnd ||
                                       quantizer.rounding == Rounding::kRndMinInf;
  if (wraps && rounds_alike_everywhere) demand.top = std::min(result.top, period_exponent(quantizer.format));
  if (!quantizer.is_bit_drop()) return demand;
  demand.low = std::max(result.low, -quantizer.format.fraction_bits);
  // All bits above a signed format are copies of its highest one.
  if (quantizer.format.is_signed) demand.low = std::min(demand.low, period_exponent(quantizer.format) - 1);
  return demand;
}

// Rounding down and cutting at zero change places.
Demand of_relu(const Format* format, const Demand& result) {
  return {Demand::kNoLimit, format == nullptr ? result.low : std::max(result.low, -format->fraction_bits)};
}

// Low bits make no carry if all other terms are on a coarser grid.
Demand of_term(const CombLogic& logic, const Operation& sum, std::size_t i, const Demand& result) {
  Demand demand{result.top, -Demand::kNoLimit};
  const auto terms = logic.operands(sum);
  for (std::size_t j = 0; j < terms.size(); ++j) {
    const Interval range = logic.interval(terms[j]);
    if (j != i && !range.is_zero() && range.exponent < result.low) return demand;
  }
  demand.low = result.low;
  return demand;
}

Demand of_factor(const Interval& other, const Demand& result) {
  return {moved(result.top, -other.exponent), -Demand::kNoLimit};
}

// x < c for a coarse x is the same on the grid of c; the sign is all that counts for zero.
Demand of_comparison(const CombLogic& logic, const Operation& comparison) {
  const Dyadic& bound = logic.constant(comparison);
  const Use& x = logic.operands(comparison)[0];
  if (comparison.opcode == Opcode::kEqual) return {};
  return {Demand::kNoLimit, bound.is_zero() ? logic.format(x).integer_bits : bound.exponent()};
}

}  // namespace

Demand Demand::before(const Use& use) const {
  // -x rounds up where x rounds down.
  return {moved(top, -use.shift), use.negate ? -kNoLimit : moved(low, -use.shift)};
}

Demand Demand::operator|(const Demand& other) const { return {std::max(top, other.top), std::min(low, other.low)}; }

Demand operand_demand(const CombLogic& logic, const Operation& operation, std::size_t i, const Demand& result) {
  switch (operation.opcode) {
    case Opcode::kSum:
      return of_term(logic, operation, i, result);
    case Opcode::kMultiply:
      return of_factor(logic.interval(logic.operands(operation)[1 - i]), result);
    case Opcode::kQuantize:
      return of_quantizer(logic.quantizer(operation), result);
    case Opcode::kRelu:
      return of_relu(logic.relu_format(operation), result);
    case Opcode::kSelect:
      return i == 0 ? Demand{} : result;
    case Opcode::kLessThan:
    case Opcode::kEqual:
      return of_comparison(logic, operation);
    case Opcode::kAnd:
    case Opcode::kOr:
    case Opcode::kXor:
      return result;
    case Opcode::kLookup: {
      const Format& index = logic.table(operation).index();
      return {period_exponent(index), -index.fraction_bits};
    }
    case Opcode::kInput:
    case Opcode::kConstant:
    case Opcode::kLinear:
    case Opcode::kMaximum:
    case Opcode::kMinimum:
      break;
  }
  return {};
}

std::vector<Demand> demands(const CombLogic& logic) {
  std::vector<Demand> demanded(logic.value_count(), Demand::nothing());
  for (const NamedTensor& output : logic.outputs()) {
    for (const Use& use : output.elements) demanded[use.value] = Demand{};
  }
  const auto operations = logic.operations();
  for (std::size_t i = operations.size(); i-- > 0;) {
    const Operation& operation = operations[i];
    Demand result = Demand::nothing();
    for (std::uint32_t j = 0; j < operation.result_count; ++j) {
      result = result | demanded[operation.first_result + j];
    }
    if (result.is_nothing()) continue;
    const auto operands = logic.operands(operation);
    for (std::size_t j = 0; j < operands.size(); ++j) {
      Demand& known = demanded[operands[j].value];
      known = known | operand_demand(logic, operation, j, result).before(operands[j]);
    }
  }
  return demanded;
}

}  // namespace wirefold
