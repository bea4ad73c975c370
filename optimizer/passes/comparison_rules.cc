// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/passes/comparison_rules.h"

#include <array>

#include "wirefold/ir/ranges.h"
#include "wirefold/ir/semantics.h"

namespace wirefold {
namespace {

// Of a number that is plus or minus a power of two.
std::optional<Use> scaled_bit(const Use& bit, const Dyadic& number) {
  const bool is_power = number.mantissa() == Integer(1) || number.mantissa() == Integer(-1);
  if (!is_power) return std::nullopt;
  return Use{bit.value, number.exponent(), number.is_negative()};
}

std::optional<Use> select_of_constants(const RuleInput& input, const Use& bit, const Use& when_one,
                                       const Use& when_zero) {
  CanonicalBuilder& to = input.to;
  if (!to.is_bit(bit)) return std::nullopt;
  const auto one = to.number(when_one);
  const auto zero = to.number(when_zero);
  if (!one || !zero) return std::nullopt;
  if (zero->is_zero()) return scaled_bit(bit, *one);
  if (!one->is_zero() || !scaled_bit(bit, *zero)) return std::nullopt;
  return scaled_bit(to.inverse(bit, input.at()), *zero);
}

// The arm as it is where `bit` is `value`.
Use arm_where(const RuleInput& input, const Use& arm, const Use& bit, bool value) {
  const CanonicalBuilder& to = input.to;
  if (arm.value == bit.value && bit.shift == 0) {
    return value ? input.to.constant(apply_use(arm, Dyadic(1)), input.at()) : input.to.constant(Dyadic(0), input.at());
  }
  const Operation& inner = to.definition(arm);
  if (inner.opcode != Opcode::kSelect || to.graph().operands(inner)[0] != bit) return arm;
  const Use& kept = to.graph().operands(inner)[value ? 1 : 2];
  return compose(kept, arm.shift, arm.negate);
}

bool is_sign_of(const CanonicalBuilder& to, const Use& bit, const Use& x) {
  const Operation& comparison = to.definition(bit);
  return comparison.opcode == Opcode::kLessThan && to.graph().constant(comparison).is_zero() &&
         to.graph().operands(comparison)[0] == Use{x.value} && !x.negate;
}

Dyadic constant_of(const RuleInput& input) { return input.from.constant(input.operation); }

// The comparison of another value with another constant.
Use compared(const RuleInput& input, const Use& x, const Dyadic& constant) {
  return input.operation.opcode == Opcode::kLessThan ? input.to.less_than(x, constant, input.at())
                                                     : input.to.equal(x, constant, input.at());
}

// What the comparison gives for every number of the interval, if it is the same.
std::optional<bool> decided(const RuleInput& input, const Interval& x) {
  const Interval result = input.operation.opcode == Opcode::kLessThan ? less_than_range(x, constant_of(input))
                                                                      : equal_range(x, constant_of(input));
  if (!result.is_point()) return std::nullopt;
  return !result.is_zero();
}

// Of a bit, or of a select whose arms decide the comparison.
std::optional<Use> compared_arms(const RuleInput& input) {
  CanonicalBuilder& to = input.to;
  const Use& x = input.operands[0];
  Use bit{x.value};
  std::optional<bool> when_one;
  std::optional<bool> when_zero;
  const Operation& inner = to.definition(x);
  if (to.is_bit(bit)) {
    when_one = decided(input, Interval::point(apply_use(x, Dyadic(1))));
    when_zero = decided(input, {});
  } else if (inner.opcode == Opcode::kSelect && to.is_bit(to.graph().operands(inner)[0])) {
    const auto operands = to.graph().operands(inner);
    bit = operands[0];
    when_one = decided(input, to.interval(compose(operands[1], x.shift, x.negate)));
    when_zero = decided(input, to.interval(compose(operands[2], x.shift, x.negate)));
  }
  if (!when_one || !when_zero) return std::nullopt;
  if (*when_one == *when_zero) return to.constant(Dyadic(*when_one ? 1 : 0), input.at());
  return *when_one ? bit : to.inverse(bit, input.at());
}

// x + c against d is x against d - c. The sign of a sum costs nothing beside the sum.
std::optional<Use> compared_sum(const RuleInput& input, const DeviceProfile& device) {
  CanonicalBuilder& to = input.to;
  const Use& x = input.operands[0];
  const Operation& sum = to.definition(x);
  if (sum.opcode != Opcode::kSum || sum.operand_count != 2 || !input.is_used_once(x)) return std::nullopt;
  const auto terms = to.graph().operands(sum);
  const auto added = to.number(terms[1]);
  const bool reads_sign = input.operation.opcode == Opcode::kLessThan && constant_of(input).is_zero();
  if (!added || (reads_sign && device.compare_area_per_bit > device.adder_area_per_bit)) return std::nullopt;
  return compared(input, compose(terms[0], x.shift, x.negate), constant_of(input) - apply_use(x, *added));
}

std::optional<Use> compared_relu(const RuleInput& input) {
  CanonicalBuilder& to = input.to;
  const Use& x = input.operands[0];
  const Operation& relu = to.definition(x);
  const bool is_exact = relu.opcode == Opcode::kRelu && to.graph().relu_format(relu) == nullptr;
  if (!is_exact || x.negate || !(constant_of(input) > Dyadic(0)) || !input.is_used_once(x)) return std::nullopt;
  return compared(input, compose(to.graph().operands(relu)[0], x.shift, false), constant_of(input));
}

// x < 2^k where x is not negative and less than 2^(k + 1).
std::optional<Use> top_bit(const RuleInput& input) {
  CanonicalBuilder& to = input.to;
  const Use& x = input.operands[0];
  const Dyadic constant = constant_of(input);
  const Interval range = to.interval(x);
  const int place = constant.exponent();
  const bool is_top = input.operation.opcode == Opcode::kLessThan && constant.mantissa() == Integer(1) &&
                      !range.low.is_negative() && range.high_value() < Dyadic(1, place + 1) && !x.negate;
  if (!is_top) return std::nullopt;
  const Use top = to.quantize(x, {.format = {false, place + 1, -place}}, input.at());
  return to.inverse(compose(top, -place, false), input.at());
}

bool is_excluded(const RuleInput& input) {
  const Dyadic constant = constant_of(input);
  const auto known = input.known_bits.of(input.operands[0]);
  if (!known || constant.is_negative() || !constant.mantissa().fits_int64()) return false;
  const auto mantissa = static_cast<std::uint64_t>(constant.mantissa().to_int64());
  if (mantissa >> KnownBits::kMostBits != 0) return false;
  const auto pair = aligned(*known, {mantissa, mantissa, constant.exponent()});
  return pair && ((pair->second.must & ~pair->first.may) != 0 || (pair->first.must & ~pair->second.may) != 0);
}

}  // namespace

std::optional<Use> inverted_bit(const CanonicalBuilder& to, const Use& bit) {
  const Operation& made = to.definition(bit);
  if (made.opcode != Opcode::kXor || made.operand_count != 2 || bit.shift != 0 || bit.negate) return std::nullopt;
  const auto operands = to.graph().operands(made);
  if (!to.is_bit(operands[0]) || to.number(operands[1]) != Dyadic(1)) return std::nullopt;
  return operands[0];
}

std::optional<Use> simplified_select(const RuleInput& input) {
  CanonicalBuilder& to = input.to;
  const auto& [bit, when_one, when_zero] = std::array{input.operands[0], input.operands[1], input.operands[2]};
  if (to.number(bit) || bit.negate) return std::nullopt;
  if (const auto inverted = inverted_bit(to, bit)) return to.select(*inverted, when_zero, when_one, input.at());
  if (const auto result = select_of_constants(input, bit, when_one, when_zero)) return result;
  const Use one = arm_where(input, when_one, bit, true);
  const Use zero = arm_where(input, when_zero, bit, false);
  if (one != when_one || zero != when_zero) return to.select(bit, one, zero, input.at());
  if (to.number(when_one) == Dyadic(0) && is_sign_of(to, bit, when_zero)) {
    return to.relu(when_zero, nullptr, input.at());
  }
  return std::nullopt;
}

std::optional<Use> simplified_comparison(const RuleInput& input, const DeviceProfile& device) {
  const bool is_equal = input.operation.opcode == Opcode::kEqual;
  if (const auto result = compared_arms(input)) return result;
  if (is_equal && is_excluded(input)) return input.to.constant(Dyadic(0), input.at());
  if (const auto result = top_bit(input)) return result;
  if (const auto result = compared_sum(input, device)) return result;
  return compared_relu(input);
}

}  // namespace wirefold
