// SPDX-License-Identifier: Apache-2.0
#include "wirefold/ir/semantics.h"

#include <algorithm>
#include <utility>

#include "wirefold/ir/error.h"

namespace wirefold {
namespace {

// The integer quotient of value / divisor in units of the grid 2^-fraction_bits, rounded.
Integer round_to_grid(const Dyadic& value, const Quantizer& quantizer) {
  const int raise = value.exponent() + quantizer.format.fraction_bits;
  if (raise >= 0 && quantizer.divisor == Integer(1)) return value.mantissa() << static_cast<unsigned>(raise);
  const Integer numerator = raise > 0 ? value.mantissa() << static_cast<unsigned>(raise) : value.mantissa();
  const Integer denominator = raise < 0 ? quantizer.divisor << static_cast<unsigned>(-raise) : quantizer.divisor;
  const Integer quotient = floor_divide(numerator, denominator);
  const Integer remainder = numerator - quotient * denominator;  // in [0, denominator)
  if (remainder.is_zero()) return quotient;
  const auto half = (remainder + remainder) <=> denominator;
  const auto up_if = [&](bool tie_goes_up) { return half > 0 || (half == 0 && tie_goes_up) ? quotient + 1 : quotient; };
  switch (quantizer.rounding) {
    case Rounding::kTrn:
      return quotient;
    case Rounding::kTrnZero:
      return value.is_negative() ? quotient + 1 : quotient;
    case Rounding::kRnd:
      return up_if(true);
    case Rounding::kRndZero:
      return up_if(value.is_negative());
    case Rounding::kRndInf:
      return up_if(!value.is_negative());
    case Rounding::kRndMinInf:
      return up_if(false);
    case Rounding::kRndConv:
      return up_if(quotient.is_odd());
  }
  throw InternalError("a rounding mode that is not in the list");
}

Integer wrap(const Integer& value, const Format& format) {
  const auto width = static_cast<unsigned>(format.width());
  const Integer wrapped = low_bits(value, width);
  if (format.is_signed && wrapped >= Integer::power_of_two(width - 1)) return wrapped - Integer::power_of_two(width);
  return wrapped;
}

Integer fit(const Integer& value, const Quantizer& quantizer) {
  const Format& format = quantizer.format;
  const Integer limit = Integer::power_of_two(static_cast<unsigned>(format.integer_bits + format.fraction_bits));
  const Integer high = limit - 1;
  const Integer low = format.is_signed ? -limit : Integer(0);
  switch (quantizer.overflow) {
    case Overflow::kWrap:
      return wrap(value, format);
    case Overflow::kSat:
      return std::clamp(value, low, high);
    case Overflow::kSatSym:
      return std::clamp(value, format.is_signed ? -high : Integer(0), high);
    case Overflow::kSatZero:
      return low <= value && value <= high ? value : Integer(0);
  }
  throw InternalError("an overflow mode that is not in the list");
}

Dyadic extremum(std::span<const Dyadic> operands, bool largest) {
  const auto order = [](const Dyadic& a, const Dyadic& b) { return a < b; };
  return largest ? *std::max_element(operands.begin(), operands.end(), order)
                 : *std::min_element(operands.begin(), operands.end(), order);
}

void multiply_matrix(const Matrix& matrix, std::span<const Dyadic> operands, std::vector<Dyadic>& results) {
  for (std::size_t column = 0; column < matrix.columns; ++column) {
    Dyadic total;
    for (std::size_t row = 0; row < matrix.rows; ++row) {
      const Dyadic& weight = matrix(row, column);
      if (!weight.is_zero()) total = total + operands[row] * weight;
    }
    results.push_back(std::move(total));
  }
}

Dyadic total_of(std::span<const Dyadic> operands) {
  Dyadic total;
  for (const Dyadic& operand : operands) total = total + operand;
  return total;
}

}  // namespace

Dyadic apply_use(const Use& use, const Dyadic& value) {
  const Dyadic shifted = scaled(value, use.shift);
  return use.negate ? -shifted : shifted;
}

Dyadic read_input(const Dyadic& value, const Format& format) { return quantize(value, {.format = format}); }

Dyadic quantize(const Dyadic& value, const Quantizer& quantizer) {
  if (quantizer.format.is_zero()) return {};
  return {fit(round_to_grid(value, quantizer), quantizer), -quantizer.format.fraction_bits};
}

Dyadic relu(const Dyadic& value, const Format* format) {
  const Dyadic positive = value.is_negative() ? Dyadic() : value;
  return format == nullptr ? positive : quantize(positive, {.format = *format});
}

Dyadic bitwise(Opcode opcode, const Dyadic& a, const Dyadic& b) {
  const int grid = a.is_zero() ? b.exponent() : (b.is_zero() ? a.exponent() : std::min(a.exponent(), b.exponent()));
  const Integer x = a.on_grid(grid);
  const Integer y = b.on_grid(grid);
  if (opcode == Opcode::kAnd) return {x & y, grid};
  if (opcode == Opcode::kOr) return {x | y, grid};
  check_internal(opcode == Opcode::kXor, "a bitwise operation that is not in the list");
  return {x ^ y, grid};
}

void evaluate(const CombLogic& logic, const Operation& operation, std::span<const Dyadic> operands,
              std::vector<Dyadic>& results) {
  switch (operation.opcode) {
    case Opcode::kInput:
      throw InternalError("an input was evaluated");
    case Opcode::kConstant:
      results.push_back(logic.constant(operation));
      return;
    case Opcode::kLinear:
      multiply_matrix(logic.matrix(operation), operands, results);
      return;
    case Opcode::kSum:
      results.push_back(total_of(operands));
      return;
    case Opcode::kMultiply:
      results.push_back(operands[0] * operands[1]);
      return;
    case Opcode::kQuantize:
      results.push_back(quantize(operands[0], logic.quantizer(operation)));
      return;
    case Opcode::kRelu:
      results.push_back(relu(operands[0], logic.relu_format(operation)));
      return;
    case Opcode::kMaximum:
      results.push_back(extremum(operands, true));
      return;
    case Opcode::kMinimum:
      results.push_back(extremum(operands, false));
      return;
    case Opcode::kSelect:
      results.push_back(operands[0].is_zero() ? operands[2] : operands[1]);
      return;
    case Opcode::kLessThan:
      results.push_back(operands[0] < logic.constant(operation) ? Dyadic(1) : Dyadic(0));
      return;
    case Opcode::kEqual:
      results.push_back(operands[0] == logic.constant(operation) ? Dyadic(1) : Dyadic(0));
      return;
    case Opcode::kAnd:
    case Opcode::kOr:
    case Opcode::kXor: {
      Dyadic total = operands[0];
      for (const Dyadic& operand : operands.subspan(1)) total = bitwise(operation.opcode, total, operand);
      results.push_back(std::move(total));
      return;
    }
    case Opcode::kLookup:
      results.push_back(logic.table(operation)(operands[0]));
      return;
  }
  throw InternalError("an opcode that is not in the list");
}

}  // namespace wirefold
