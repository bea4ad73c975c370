// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/passes/merge_quantizers.h"

#include <algorithm>

#include "wirefold/ir/ranges.h"

namespace wirefold {
namespace {

// The format that keeps, of a value, the bits that `format` keeps of value * 2^shift.
Format shifted(const Format& format, int shift) {
  return {format.is_signed, format.integer_bits - shift, format.fraction_bits + shift};
}

// Values that differ by a multiple of 2^period_exponent wrap to the same one.
int period_exponent(const Format& format) { return format.integer_bits + (format.is_signed ? 1 : 0); }

// The quantizer of a value that is a bit drop; null if it is not.
const Quantizer* bit_drop(const CombLogic& logic, const Use& use) {
  const Operation& operation = logic.definition(use.value);
  if (operation.opcode != Opcode::kQuantize || !logic.quantizer(operation).is_bit_drop()) return nullptr;
  return &logic.quantizer(operation);
}

const Use& operand_of(const CombLogic& logic, const Use& use) { return logic.operands(logic.definition(use.value))[0]; }

// Adding a multiple of the period before rounding is the same as after it. The other modes look at the sign.
bool rounds_alike_everywhere(Rounding rounding) {
  return rounding == Rounding::kTrn || rounding == Rounding::kRnd || rounding == Rounding::kRndMinInf;
}

// quantize(drop(x)), where the outer one wraps.
std::optional<Use> without_inner_drop(const RuleInput& input, const Use& x, const Quantizer& outer) {
  const CombLogic& graph = input.to.graph();
  const Quantizer* inner = bit_drop(graph, x);
  const bool is_periodic = outer.overflow == Overflow::kWrap && outer.divisor == Integer(1) &&
                           rounds_alike_everywhere(outer.rounding) && !outer.format.is_zero();
  if (inner == nullptr || !is_periodic) return std::nullopt;
  const Format kept = shifted(outer.format, x.shift);
  if (period_exponent(kept) > period_exponent(inner->format)) return std::nullopt;
  const Use source = operand_of(graph, x);
  const bool truncates = graph.interval(source).exponent < -inner->format.fraction_bits;
  Quantizer joined = outer;
  if (truncates) {
    // What the inner one truncates, the outer one truncates as well.
    if (x.negate || outer.rounding != Rounding::kTrn) return std::nullopt;
    const int fraction_bits = std::min(kept.fraction_bits, inner->format.fraction_bits);
    joined.format.fraction_bits = fraction_bits - x.shift;
    if (joined.format.is_zero()) return input.to.constant(Dyadic(0), input.at());
  }
  return input.to.quantize(compose(source, x.shift, x.negate), joined, input.at());
}

// drop(relu(x)) to an unsigned format, which a relu does as well.
std::optional<Use> relu_with_format(const RuleInput& input, const Use& x, const Quantizer& quantizer) {
  const CombLogic& graph = input.to.graph();
  const Operation& relu = graph.definition(x.value);
  const bool fits = relu.opcode == Opcode::kRelu && graph.relu_format(relu) == nullptr && !x.negate &&
                    !quantizer.format.is_signed && quantizer.is_bit_drop() && input.is_used_once(x);
  if (!fits) return std::nullopt;
  const Use source = compose(operand_of(graph, x), x.shift, false);
  const Format format = quantizer.format;
  return input.to.relu(source, &format, input.at());
}

// drop(x + c) with a smaller c.
std::optional<Use> with_small_constant(const RuleInput& input, const Use& x, const Quantizer& quantizer) {
  const CombLogic& graph = input.to.graph();
  const Operation& sum = graph.definition(x.value);
  if (sum.opcode != Opcode::kSum || !quantizer.is_bit_drop()) return std::nullopt;
  std::vector<Use> terms(graph.operands(sum).begin(), graph.operands(sum).end());
  const auto added = input.to.number(terms.back());
  if (!added) return std::nullopt;
  // In steps of the constant: its mantissa is odd, so only a period of two steps or more leaves something of it.
  const int period_steps = period_exponent(quantizer.format) - x.shift - added->exponent();
  Dyadic rest;
  if (period_steps > 0) {
    const Integer period = Integer::power_of_two(static_cast<unsigned>(period_steps));
    Integer steps = floor_modulo(added->mantissa(), period);
    if (steps + steps > period) steps -= period;
    rest = Dyadic(steps, added->exponent());
  }
  if (rest == *added || (!rest.is_zero() && !input.is_used_once(x))) return std::nullopt;
  terms.back() = input.to.constant(rest, input.at());
  const Use smaller = input.to.sum(terms, input.at());
  return input.to.quantize(compose(smaller, x.shift, x.negate), quantizer, input.at());
}

}  // namespace

std::optional<Use> merged_quantizer(const RuleInput& input) {
  if (input.operation.opcode != Opcode::kQuantize) return std::nullopt;
  const Use& x = input.operands[0];
  const Quantizer& quantizer = input.from.quantizer(input.operation);
  if (is_identity(input.to.interval(x), quantizer)) return std::nullopt;
  if (const auto result = without_inner_drop(input, x, quantizer)) return result;
  if (const auto result = relu_with_format(input, x, quantizer)) return result;
  return with_small_constant(input, x, quantizer);
}

bool merge_quantizers(CombLogic& logic, const PassContext&) { return rebuild(logic, merged_quantizer); }

}  // namespace wirefold
