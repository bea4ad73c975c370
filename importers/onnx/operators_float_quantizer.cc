// SPDX-License-Identifier: Apache-2.0
// The quantizer of QONNX to floating-point numbers of a few bits: FloatQuant.
#include <algorithm>
#include <cmath>

#include "wirefold/dsl/compare.h"
#include "wirefold/dsl/elementwise.h"
#include "wirefold/dsl/logic.h"
#include "wirefold/importers/onnx/operators.h"
#include "wirefold/importers/onnx/quantizer_rules.h"
#include "wirefold/ir/error.h"

namespace wirefold::onnx {
namespace {

// Steps of 2^least_step up to 2^(mantissa_bits + 1) of them, then of twice as much, and so on.
struct FloatRule {
  int mantissa_bits = 0;
  int least_step = 0;
  float most = 0;
  RoundingMode mode = RoundingMode::kRound;

  int step_of(float x) const {
    int exponent = 0;
    std::frexp(x, &exponent);
    return x == 0 ? least_step : std::max(exponent - 1 - mantissa_bits, least_step);
  }
  /// So many steps and more are of the next longer step.
  Integer steps() const { return Integer::power_of_two(static_cast<unsigned>(mantissa_bits + 1)); }
};

int integer_parameter(const NodeCall& call, std::size_t index, const char* what, int least, int most) {
  const std::vector<std::int64_t> numbers = call.integers(index, what);
  if (numbers.size() == 1 && numbers[0] >= least && numbers[0] <= most) return static_cast<int>(numbers[0]);
  throw ValueError(what, "must be one integer from " + std::to_string(least) + " to " + std::to_string(most));
}

FloatRule float_rule_of(const NodeCall& call) {
  constexpr int kLeastStepOfFloat = -149;
  constexpr int kMostExponentOfFloat = 127;
  FloatRule rule;
  const int exponent_bits = integer_parameter(call, 2, "exponent_bitwidth", 1, 8);
  rule.mantissa_bits = integer_parameter(call, 3, "mantissa_bitwidth", 0, 23);
  const int bias = integer_parameter(call, 4, "exponent_bias", -100, 255);
  rule.least_step = 1 - bias - rule.mantissa_bits;
  if (rule.least_step < kLeastStepOfFloat) {
    throw ValueError("exponent_bias", "is " + std::to_string(bias) + ", which makes steps of 2^" +
                                          std::to_string(rule.least_step) + "; float32 holds none below 2^-149");
  }
  const std::vector<float> given = floats_of(call.constant(5, "max_val"));
  if (given.size() != 1 || given[0] <= 0) throw ValueError("max_val", "must be one number above 0");
  const int most_exponent = std::min((1 << exponent_bits) - 1 - bias, kMostExponentOfFloat);
  rule.most = std::min(std::ldexp(2.0F - std::ldexp(1.0F, -rule.mantissa_bits), most_exponent), given[0]);
  rule.mode = rounding_mode(call, "ROUND");
  return rule;
}

float float_coded(float x, const FloatRule& rule) {
  const int step = rule.step_of(x);
  return std::clamp(std::ldexp(rounded_float(std::ldexp(x, -step), rule.mode), step), -rule.most, rule.most);
}

// The steps that numbers of a tensor are rounded to, by their exponents.
struct Steps {
  int least;
  int most;
};

// Numbers on a grid are on their own steps up to its one, and those that a tensor does not reach have no step.
Steps steps_of(const Signal& x, const FloatRule& rule, const std::vector<Dyadic>& scales, const Location& location) {
  Steps steps{rule.least_step, rule.step_of(rule.most)};
  if (x.function()) return steps;
  const FixedVariableArray elements = x.elements(location);
  const NumericArray low = elements.low(location);
  const NumericArray high = elements.high(location);
  const NumericArray step = elements.step(location);
  Ratio largest = 0;
  std::optional<int> grid;
  bool are_on_grids = true;
  const auto look_at = [&](const Ratio& part, int exponent) {
    are_on_grids = are_on_grids && part.is_dyadic();
    if (!part.is_zero()) exponent += part.numerator().exponent();
    if (!part.is_zero()) grid = std::min(grid.value_or(exponent), exponent);
  };
  for (std::size_t place = 0; place < x.size(); ++place) {
    const Ratio scale = scales[place];
    const Affine affine = x.affine(place);
    look_at(affine.scale / scale, step.numbers()[place].exponent());
    look_at(affine.offset / scale, 0);
    if (affine.low) look_at(*affine.low / scale, 0);
    if (affine.high) look_at(*affine.high / scale, 0);
    for (const NumericArray* const bound : {&low, &high}) {
      const Ratio number = affine(Ratio(bound->numbers()[place])) / scale;
      largest = std::max(largest, number.is_negative() ? -number : number);
    }
  }
  if (are_on_grids && grid) steps.least = std::clamp(*grid, steps.least, steps.most);
  int reached = steps.least;
  while (reached < steps.most && largest >= Ratio(Dyadic(rule.steps(), reached))) ++reached;
  steps.most = reached;
  return steps;
}

// Rounded to each step that is possible; the shortest one that has enough of them counts. A number that one step rounds
// up to where the next begins, the next one gives as well.
FixedVariableArray float_codes_of(const Signal& x, const FloatRule& rule, const std::vector<Dyadic>& scales,
                                  const Location& location) {
  constexpr int kMostSteps = 64;
  const Steps steps = steps_of(x, rule, scales, location);
  const int count = steps.most - steps.least + 1;
  if (count > kMostSteps) {
    throw UnsupportedError("exponent_bitwidth",
                           "the numbers of the input are rounded to " + std::to_string(count) +
                               " different steps, and hardware has an adder for each of up to " +
                               std::to_string(kMostSteps) +
                               "; use fewer bits for the exponent, or a scale that is a power of two");
  }
  const NumericArray bound(Dyadic(rule.steps(), 0));
  const NumericArray negative_bound(Dyadic(-rule.steps(), 0));
  const Integer most_code = rule.steps() * Integer(2) - 1;
  std::optional<FixedVariableArray> result;
  for (int step = steps.most; step >= steps.least; --step) {
    std::vector<CodeRule> rules;
    for (const Dyadic& scale : scales) {
      rules.push_back({Ratio(scale * Dyadic(1, step)), 0, rule.mode, -most_code, most_code});
    }
    const FixedVariableArray codes = codes_of(x, rules, location);
    const FixedVariableArray numbers = codes * NumericOperand(NumericArray(Dyadic(1, step)), location);
    const auto is_within = [&] {
      return logical_and(less(codes, bound, location), greater(codes, negative_bound, location), location);
    };
    result = result ? where(is_within(), numbers, *result, location) : numbers;
  }
  const Dyadic most = exact(static_cast<double>(rule.most), "max_val");
  return clip(*result, NumericArray(-most), NumericArray(most), location);
}

}  // namespace

// Weights are quantized in float32 as QONNX computes them, all else exactly.
Signals call_float_quant(const NodeCall& call) {
  const Signal& x = call.input(0);
  if (call.integer("saturation", 1) == 0) {
    throw UnsupportedError("saturation", "is 0, which makes infinities; export with saturation");
  }
  const FloatRule rule = float_rule_of(call);
  const std::vector<Dyadic> scales = spread(call, 1, "scale");
  check_scales(scales);
  std::vector<CodeRule> rules(scales.size());
  for (std::size_t place = 0; place < scales.size(); ++place) rules[place].scale = scales[place];
  if (!x.is_constant()) {
    return {scaled(float_codes_of(x, rule, scales, call.location), rules, call.location)};
  }
  const std::vector<float> values = floats_of(x.numbers());
  std::vector<Dyadic> codes;
  for (std::size_t place = 0; place < values.size(); ++place) {
    codes.push_back(exact(static_cast<double>(float_coded(values[place] / to_float(scales[place]), rule)), "weight"));
  }
  return {scaled(NumericArray::from_numbers(x.shape(), std::move(codes), call.location), rules, call.location)};
}

}  // namespace wirefold::onnx
