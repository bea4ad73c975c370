// SPDX-License-Identifier: Apache-2.0
// The quantizers of QONNX to integers: Quant, BipolarQuant, Trunc.
#include <algorithm>
#include <cmath>

#include "wirefold/importers/onnx/operators.h"
#include "wirefold/importers/onnx/quantizer_rules.h"
#include "wirefold/ir/error.h"

namespace wirefold::onnx {
namespace {

constexpr int kMostBits = 64;

int bits_of(const Dyadic& width) {
  if (width.is_integer() && width >= Dyadic(1) && width <= Dyadic(kMostBits)) {
    return static_cast<int>(width.on_grid(0).to_int64());
  }
  throw ValueError("bit_width",
                   "is " + width.to_string() + "; it is an integer from 1 to " + std::to_string(kMostBits));
}

// 1 where x / scale + zero >= 0, else -1.
Signal::Array bipolar(const Signal& x, const std::vector<CodeRule>& rules, const Location& location) {
  if (x.is_constant()) {
    std::vector<Dyadic> signs;
    const NumericArray numbers = x.numbers();
    for (std::size_t place = 0; place < rules.size(); ++place) {
      const Ratio t = Ratio(numbers.numbers()[place]) / rules[place].scale + rules[place].zero;
      signs.emplace_back(t.is_negative() ? -1 : 1);
    }
    return NumericArray::from_numbers(x.shape(), std::move(signs), location);
  }
  // floor(t), not below -1 and not above 0, is -1 or 0.
  std::vector<CodeRule> floors = rules;
  for (CodeRule& rule : floors) {
    rule.mode = RoundingMode::kFloor;
    rule.low = -1;
    rule.high = 0;
  }
  return (codes_of(x, floors, location) << ShiftOperand(1, location)) + NumericOperand(1, location);
}

std::vector<CodeRule> rules_of(const NodeCall& call, const char* rounding_otherwise) {
  const std::vector<Dyadic> scales = spread(call, 1, "scale");
  const std::vector<Dyadic> zeros = spread(call, 2, "zero point");
  const std::vector<Dyadic> widths = spread(call, 3, "bit_width");
  check_scales(scales);
  const RoundingMode mode = rounding_mode(call, rounding_otherwise);
  const bool is_signed = call.integer("signed", 1) != 0;
  const bool is_narrow = call.integer("narrow", 1) != 0;
  std::vector<CodeRule> rules;
  for (std::size_t place = 0; place < scales.size(); ++place) {
    const Range range = range_of(is_signed, is_narrow, bits_of(widths[place]));
    rules.push_back({scales[place], zeros[place], mode, range.low, range.high});
  }
  return rules;
}

// The same rules with bounds that no number passes.
std::vector<CodeRule> unbounded(std::vector<CodeRule> rules, const Signal& x, const Location& location) {
  const FixedVariableArray elements = x.elements(location);
  const NumericArray low = elements.low(location);
  const NumericArray high = elements.high(location);
  for (std::size_t place = 0; place < rules.size(); ++place) {
    CodeRule& rule = rules[place];
    const auto code = [&](const Dyadic& element) {
      return rounded(x.affine(place)(Ratio(element)) / rule.scale + rule.zero, rule.mode);
    };
    rule.low = code(low.numbers()[place]);
    rule.high = code(high.numbers()[place]);
  }
  return rules;
}

Dyadic power_of_two(int exponent) { return {1, exponent}; }

int exponent_of_ratio(const Dyadic& numerator, const Dyadic& denominator) {
  return static_cast<int>(
      std::lround(std::log2(static_cast<double>(to_float(numerator)) / static_cast<double>(to_float(denominator)))));
}

}  // namespace

Signals call_quant(const NodeCall& call) {
  const Signal& x = call.input(0);
  const std::vector<CodeRule> rules = rules_of(call, "ROUND");
  const NumericArray widths = call.constant(3, "bit_width");
  const bool is_bipolar = widths.size() == 1 && widths.numbers()[0] == Dyadic(1) && call.integer("signed", 1) != 0;
  if (!is_bipolar) return {scaled(coded(x, rules, call.location), rules, call.location)};
  return {scaled(bipolar(x, rules, call.location), rules, call.location)};
}

Signals call_bipolar_quant(const NodeCall& call) {
  const Signal& x = call.input(0);
  const std::vector<Dyadic> scales = spread(call, 1, "scale");
  check_scales(scales);
  std::vector<CodeRule> rules(scales.size());
  const Signal::Array signs = bipolar(x, rules, call.location);
  for (std::size_t place = 0; place < scales.size(); ++place) rules[place].scale = scales[place];
  return {scaled(signs, rules, call.location)};
}

// Version 1 drops the last bits of integers of input 3 down to input 4 bits; version 2 goes to the scale of input 4 and
// saturates to input 5 bits.
Signals call_trunc(const NodeCall& call) {
  const Signal& x = call.input(0);
  if (x.is_constant()) throw UnsupportedError("input", "is a constant; fold it (qonnx-cleanup)");
  const bool is_second = call.inputs.size() > 5;
  const std::vector<Dyadic> scales = spread(call, 1, "scale");
  const std::vector<Dyadic> zeros = spread(call, 2, "zero point");
  check_scales(scales);
  std::vector<CodeRule> whole;
  for (std::size_t i = 0; i < scales.size(); ++i) whole.push_back({scales[i], zeros[i], RoundingMode::kRound, 0, 0});
  const Signal codes(codes_of(x, unbounded(whole, x, call.location), call.location));

  const RoundingMode mode = rounding_mode(call, "FLOOR");
  const std::vector<Dyadic> input_bits = spread(call, 3, "input bit width");
  const std::vector<Dyadic> output_scales = is_second ? spread(call, 4, "output scale") : scales;
  const std::vector<Dyadic> output_bits = spread(call, is_second ? 5 : 4, "output bit width");
  check_scales(output_scales);
  std::vector<CodeRule> dropping;
  std::vector<CodeRule> results;
  for (std::size_t i = 0; i < scales.size(); ++i) {
    const int bits = bits_of(output_bits[i]);
    const int drop = is_second ? exponent_of_ratio(output_scales[i], scales[i]) : bits_of(input_bits[i]) - bits;
    dropping.push_back({power_of_two(drop), 0, mode, 0, 0});
    results.push_back({output_scales[i], is_second ? scaled(zeros[i], -drop) : zeros[i], mode, 0, 0});
  }
  dropping = unbounded(std::move(dropping), codes, call.location);
  for (std::size_t i = 0; is_second && i < scales.size(); ++i) {
    const Range range =
        range_of(call.integer("signed", 1) != 0, call.integer("narrow", 0) != 0, bits_of(output_bits[i]));
    dropping[i].low = std::clamp(dropping[i].low, range.low, range.high);
    dropping[i].high = std::clamp(dropping[i].high, range.low, range.high);
  }
  return {scaled(codes_of(codes, dropping, call.location), results, call.location)};
}

}  // namespace wirefold::onnx
