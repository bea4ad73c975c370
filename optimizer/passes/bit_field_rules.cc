// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/passes/bit_field_rules.h"

#include <algorithm>
#include <array>

#include "wirefold/optimizer/cost/adder_bits.h"
#include "wirefold/optimizer/passes/comparison_rules.h"

namespace wirefold {
namespace {

// The bits of a number that is not negative; nothing where they are too many.
std::optional<KnownBits> bits_of(const Dyadic& number) {
  if (number.is_negative() || number.mantissa().bit_length() > KnownBits::kMostBits) return std::nullopt;
  const auto mantissa = static_cast<std::uint64_t>(number.mantissa().to_int64());
  return KnownBits{mantissa, mantissa, number.exponent()};
}

// (x op c) op d is x op (c op d).
std::optional<Use> with_joined_constants(const RuleInput& input, const Use& x, const Use& constant) {
  const CombLogic& graph = input.to.graph();
  const Operation& inner = input.to.definition(x);
  if (inner.opcode != input.operation.opcode || x.negate || inner.operand_count < 2) return std::nullopt;
  const auto operands = graph.operands(inner);
  if (!input.to.number(operands.back())) return std::nullopt;
  std::vector<Use> joined = {constant};
  for (const Use& use : operands) joined.push_back(compose(use, x.shift, false));
  return input.to.bitwise(inner.opcode, joined, input.at());
}

// x & c where c is a run of ones that starts no higher than the bits of x do.
std::optional<Use> masked(const RuleInput& input, const Use& x, const Use& constant) {
  CanonicalBuilder& to = input.to;
  const Dyadic mask = *to.number(constant);
  if (mask.is_negative()) return std::nullopt;
  const auto known = input.known_bits.of(x);
  const auto mask_bits = bits_of(mask);
  if (known && mask_bits) {
    const auto pair = aligned(*known, *mask_bits);
    if (pair && (pair->first.may & ~pair->second.may) == 0) return x;
    if (pair && (pair->first.may & pair->second.may) == 0) return to.constant(Dyadic(0), input.at());
  }
  const Integer& ones = mask.mantissa();
  const auto length = static_cast<int>(ones.bit_length());
  if (ones + 1 != Integer::power_of_two(ones.bit_length())) return std::nullopt;
  return to.quantize(x, {.format = {false, mask.exponent() + length, -mask.exponent()}}, input.at());
}

// bit & (1 - bit) and its like.
std::optional<Use> joined_with_inverse(const RuleInput& input, const Use& a, const Use& b) {
  const auto inverse_of_a = inverted_bit(input.to, a);
  const auto inverse_of_b = inverted_bit(input.to, b);
  if (inverse_of_a != b && inverse_of_b != a) return std::nullopt;
  return input.to.constant(Dyadic(input.operation.opcode == Opcode::kAnd ? 0 : 1), input.at());
}

struct Field {
  Use use;
  KnownBits bits;
};

// The operands of a sum, or, or exclusive or that have no bit in common; none where that is not known.
std::vector<Field> fields_of(const CombLogic& logic, const Operation& operation, KnownBitsTable& known_bits) {
  std::vector<Field> fields;
  KnownBits all;
  for (const Use& use : logic.operands(operation)) {
    const auto known = known_bits.of(use);
    const auto pair = known ? aligned(all, *known) : std::nullopt;
    if (!pair || (pair->first.may & pair->second.may) != 0) return {};
    fields.push_back({use, *known});
    all = {pair->first.may | pair->second.may, 0, pair->first.exponent};
  }
  return fields;
}

bool joins_fields(Opcode opcode) { return opcode == Opcode::kSum || opcode == Opcode::kOr || opcode == Opcode::kXor; }

// The operands that reach into the window, where others do not.
std::optional<Use> sliced(const RuleInput& input, const Use& x, const Quantizer& quantizer) {
  CanonicalBuilder& to = input.to;
  const Operation& inner = to.definition(x);
  const Format& format = quantizer.format;
  if (!joins_fields(inner.opcode) || x.negate) return std::nullopt;
  std::vector<Use> kept;
  const std::vector<Field> fields = fields_of(to.graph(), inner, input.known_bits);
  const int sign_bits = format.is_signed ? 1 : 0;
  for (const auto& [use, bits] : fields) {
    const int low = -format.fraction_bits - x.shift;
    if (!bits.within(low, format.integer_bits + sign_bits - x.shift).is_zero()) {
      kept.push_back(compose(use, x.shift, false));
    }
  }
  if (kept.size() == fields.size()) return std::nullopt;
  if (kept.empty()) return to.constant(Dyadic(0), input.at());
  const Use joined =
      inner.opcode == Opcode::kSum ? to.sum(kept, input.at()) : to.bitwise(inner.opcode, kept, input.at());
  return to.quantize(joined, quantizer, input.at());
}

// The bit at the sign of x, or above it.
std::optional<Use> sign_bit(const RuleInput& input, const Use& x, const Format& format) {
  const Format known = input.to.graph().format(x);
  const int place = -format.fraction_bits;
  const bool is_sign = !format.is_signed && format.width() == 1 && known.is_signed && place >= known.integer_bits;
  if (!is_sign || x.negate) return std::nullopt;
  return compose(input.to.less_than(x, Dyadic(0), input.at()), place, false);
}

}  // namespace

std::optional<Use> simplified_bitwise(const RuleInput& input) {
  if (input.operands.size() != 2) return std::nullopt;
  const bool first_is_number = input.to.number(input.operands[0]).has_value();
  const Use x = input.operands[first_is_number ? 1 : 0];
  const Use other = input.operands[first_is_number ? 0 : 1];
  if (!input.to.number(other)) return joined_with_inverse(input, x, other);
  if (const auto result = with_joined_constants(input, x, other)) return result;
  if (input.operation.opcode == Opcode::kAnd) return masked(input, x, other);
  return std::nullopt;
}

std::optional<Use> simplified_sum(const RuleInput& input) {
  if (input.operands.size() != 2 || !is_adder(input.from, input.operation)) return std::nullopt;
  const auto a = input.known_bits.of(input.operands[0]);
  const auto b = input.known_bits.of(input.operands[1]);
  const auto pair = a && b ? aligned(*a, *b) : std::nullopt;
  if (!pair || (pair->first.may & pair->second.may) != 0 || a->is_zero() || b->is_zero()) return std::nullopt;
  return input.to.bitwise(Opcode::kOr, {input.operands[0], input.operands[1]}, input.at());
}

std::optional<Use> simplified_bit_drop(const RuleInput& input) {
  const Quantizer& quantizer = input.from.quantizer(input.operation);
  if (!quantizer.is_bit_drop()) return std::nullopt;
  if (const auto result = sign_bit(input, input.operands[0], quantizer.format)) return result;
  return sliced(input, input.operands[0], quantizer);
}

}  // namespace wirefold
