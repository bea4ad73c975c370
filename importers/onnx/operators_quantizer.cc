// SPDX-License-Identifier: Apache-2.0
// Quantizers: those of QONNX (Quant, BipolarQuant, Trunc, FloatQuant) and of ONNX (QuantizeLinear, DequantizeLinear).
#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>

#include "wirefold/dsl/broadcast.h"
#include "wirefold/dsl/compare.h"
#include "wirefold/importers/onnx/codes.h"
#include "wirefold/importers/onnx/operators.h"
#include "wirefold/ir/error.h"

namespace wirefold::onnx {
namespace {

constexpr int kMostBits = 64;

RoundingMode rounding_mode(const NodeCall& call, const char* otherwise) {
  std::string name = call.text("rounding_mode", otherwise);
  for (char& letter : name) letter = static_cast<char>(std::toupper(static_cast<unsigned char>(letter)));
  constexpr std::array<std::pair<std::string_view, RoundingMode>, 9> kModes = {{
      {"ROUND", RoundingMode::kRound},
      {"HALF_EVEN", RoundingMode::kRound},
      {"CEIL", RoundingMode::kCeil},
      {"FLOOR", RoundingMode::kFloor},
      {"UP", RoundingMode::kUp},
      {"DOWN", RoundingMode::kDown},
      {"ROUND_TO_ZERO", RoundingMode::kDown},
      {"HALF_UP", RoundingMode::kHalfUp},
      {"HALF_DOWN", RoundingMode::kHalfDown},
  }};
  for (const auto& [known, mode] : kModes) {
    if (known == name) return mode;
  }
  throw UnsupportedError("rounding_mode", "'" + name +
                                              "'; ROUND, CEIL, FLOOR, UP, DOWN, HALF_EVEN, HALF_UP and HALF_DOWN are "
                                              "possible");
}

/// A number for each element of a signal, of an input that broadcasts to it.
std::vector<Dyadic> spread(const NodeCall& call, std::size_t index, const char* what) {
  const NumericArray numbers = call.constant(index, what);
  const Shape& shape = call.input(0).shape();
  if (broadcast_shape(what, shape, numbers.shape(), call.location) != shape) {
    throw ShapeError(what,
                     "of shape " + to_string(numbers.shape()) + " is larger than the tensor, " + to_string(shape));
  }
  return gathered(std::vector<Dyadic>(numbers.numbers().begin(), numbers.numbers().end()),
                  stretched_places(numbers.shape(), shape));
}

void check_scales(const std::vector<Dyadic>& scales) {
  for (const Dyadic& scale : scales) {
    if (scale <= Dyadic(0)) throw ValueError("scale", "is " + scale.to_string() + "; scales are above 0");
  }
}

int bits_of(const Dyadic& width) {
  if (width.is_integer() && width >= Dyadic(1) && width <= Dyadic(kMostBits)) {
    return static_cast<int>(width.on_grid(0).to_int64());
  }
  throw ValueError("bit_width",
                   "is " + width.to_string() + "; it is an integer from 1 to " + std::to_string(kMostBits));
}

/// The integers that a quantizer gives.
struct Range {
  Integer low;
  Integer high;
};

Range range_of(bool is_signed, bool is_narrow, int bits) {
  const Integer narrowing = is_narrow ? 1 : 0;
  if (!is_signed) return {0, Integer::power_of_two(static_cast<unsigned>(bits)) - 1 - narrowing};
  const Integer half = Integer::power_of_two(static_cast<unsigned>(bits - 1));
  return {narrowing - half, half - 1};
}

float rounded_float(float y, RoundingMode mode) {
  const float sign = y < 0 ? -1.0F : 1.0F;
  switch (mode) {
    case RoundingMode::kRound:
      return std::nearbyint(y);
    case RoundingMode::kCeil:
      return std::ceil(y);
    case RoundingMode::kFloor:
      return std::floor(y);
    case RoundingMode::kUp:
      return sign * std::ceil(std::fabs(y));
    case RoundingMode::kDown:
      return std::trunc(y);
    case RoundingMode::kHalfUp:
      return sign * std::floor(std::fabs(y) + 0.5F);
    case RoundingMode::kHalfDown:
      return sign * std::ceil(std::fabs(y) - 0.5F);
  }
  throw InternalError("a rounding mode that is not in the list");
}

// What a quantizer makes of weights, in float32 and step by step as QONNX computes it: ties hang on that.
std::vector<Dyadic> float_codes(const NumericArray& numbers, const std::vector<CodeRule>& rules) {
  std::vector<Dyadic> codes;
  const std::vector<float> values = floats_of(numbers);
  for (std::size_t place = 0; place < values.size(); ++place) {
    const CodeRule& rule = rules[place];
    float y = values[place] / to_float(rule.scale.numerator());
    y = y + to_float(rule.zero.numerator());
    y = std::clamp(y, to_float(Dyadic(rule.low, 0)), to_float(Dyadic(rule.high, 0)));
    codes.push_back(exact(static_cast<double>(rounded_float(y, rule.mode)), "weight"));
  }
  return codes;
}

// (code - zero) * scale for each code.
Signal scaled(Signal::Array codes, const std::vector<CodeRule>& rules, const Location& location) {
  std::vector<Affine> affines;
  for (const CodeRule& rule : rules) affines.push_back({.scale = rule.scale, .offset = -rule.zero * rule.scale});
  const bool has_zeros =
      std::any_of(rules.begin(), rules.end(), [](const CodeRule& rule) { return !rule.zero.is_zero(); });
  if (!has_zeros) return {std::move(codes), std::move(affines), location};
  std::vector<Dyadic> zeros;
  for (const CodeRule& rule : rules) zeros.push_back(rule.zero.numerator());
  const Shape shape = std::visit([](const auto& x) { return x.shape(); }, codes);
  const NumericArray numbers = NumericArray::from_numbers(shape, std::move(zeros), location);
  for (Affine& affine : affines) affine.offset = 0;
  return {mapped(codes, [&](const auto& x) { return x - NumericOperand(numbers, location); }), std::move(affines),
          location};
}

Signal::Array coded(const Signal& x, const std::vector<CodeRule>& rules, const Location& location) {
  if (!x.is_constant()) return codes_of(x, rules, location);
  return NumericArray::from_numbers(x.shape(), float_codes(x.numbers(), rules), location);
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

namespace {

// Floating-point numbers of a few bits: steps of 2^least_step up to 2^mantissa_bits of them, then of twice as much.
struct FloatRule {
  int mantissa_bits = 0;
  int least_step = 0;
  float most = 0;
  RoundingMode mode = RoundingMode::kRound;
};

int integer_parameter(const NodeCall& call, std::size_t index, const char* what, int least, int most) {
  const std::vector<std::int64_t> numbers = call.integers(index, what);
  if (numbers.size() == 1 && numbers[0] >= least && numbers[0] <= most) return static_cast<int>(numbers[0]);
  throw ValueError(what, "must be one integer from " + std::to_string(least) + " to " + std::to_string(most));
}

FloatRule float_rule_of(const NodeCall& call) {
  FloatRule rule;
  const int exponent_bits = integer_parameter(call, 2, "exponent_bitwidth", 1, 8);
  rule.mantissa_bits = integer_parameter(call, 3, "mantissa_bitwidth", 0, 23);
  const int bias = integer_parameter(call, 4, "exponent_bias", -100, 255);
  rule.least_step = 1 - bias - rule.mantissa_bits;
  const int most_exponent = (1 << exponent_bits) - 1 - bias;
  if (rule.least_step < -126 || most_exponent > 127) throw ValueError("exponent_bias", "goes beyond float32");
  rule.most = std::ldexp(2.0F - std::ldexp(1.0F, -rule.mantissa_bits), most_exponent);
  const std::vector<float> given = floats_of(call.constant(5, "max_val"));
  if (given.size() != 1 || given[0] <= 0) throw ValueError("max_val", "must be one number above 0");
  rule.most = std::min(rule.most, given[0]);
  rule.mode = rounding_mode(call, "ROUND");
  return rule;
}

float float_coded(float x, const FloatRule& rule) {
  int exponent = 0;
  std::frexp(x, &exponent);
  const int step = x == 0 ? rule.least_step : std::max(exponent - 1 - rule.mantissa_bits, rule.least_step);
  return std::clamp(std::ldexp(rounded_float(std::ldexp(x, -step), rule.mode), step), -rule.most, rule.most);
}

}  // namespace

// Weights as floating-point numbers of a few bits, in float32 as QONNX computes them.
Signals call_float_quant(const NodeCall& call) {
  const Signal& x = call.input(0);
  if (!x.is_constant()) {
    throw UnsupportedError("input",
                           "is no constant; floating-point quantizers are possible for weights: train with integer or "
                           "fixed-point quantizers (Quant) for all else");
  }
  if (call.integer("saturation", 1) == 0) {
    throw UnsupportedError("saturation", "is 0, which makes infinities; export with saturation");
  }
  const FloatRule rule = float_rule_of(call);
  const std::vector<Dyadic> scales = spread(call, 1, "scale");
  check_scales(scales);
  const std::vector<float> values = floats_of(x.numbers());
  std::vector<Dyadic> codes;
  std::vector<CodeRule> rules(scales.size());
  for (std::size_t place = 0; place < values.size(); ++place) {
    rules[place].scale = scales[place];
    codes.push_back(exact(static_cast<double>(float_coded(values[place] / to_float(scales[place]), rule)), "weight"));
  }
  return {scaled(NumericArray::from_numbers(x.shape(), std::move(codes), call.location), rules, call.location)};
}

namespace {

Range range_of(DataType type) {
  switch (type) {
    case DataType::kUint4:
      return range_of(false, false, 4);
    case DataType::kInt4:
      return range_of(true, false, 4);
    case DataType::kUint8:
      return range_of(false, false, 8);
    case DataType::kInt8:
      return range_of(true, false, 8);
    case DataType::kUint16:
      return range_of(false, false, 16);
    case DataType::kInt16:
      return range_of(true, false, 16);
    case DataType::kInt32:
      return range_of(true, false, 32);
    default:
      throw UnsupportedError("zero point",
                             "of type " + to_string(type) + "; integers of 4, 8, 16 and 32 bits are possible");
  }
}

// A number for each element of a tensor, of one for each block of `block` indices of `axis`, the last of which may be
// shorter.
std::vector<Dyadic> of_blocks(const NumericArray& numbers, const Shape& shape, std::size_t axis, std::int64_t block,
                              const char* what) {
  Shape expected = shape;
  expected[axis] = shape[axis] / block + (shape[axis] % block != 0 ? 1 : 0);
  if (numbers.shape() != expected) {
    throw ShapeError(what, "of shape " + to_string(numbers.shape()) + " for blocks of " + std::to_string(block) +
                               " along axis " + std::to_string(axis) + " of a tensor of shape " + to_string(shape) +
                               ", which has " + to_string(expected));
  }
  std::size_t inner = 1;
  for (std::size_t i = axis + 1; i < shape.rank(); ++i) inner *= static_cast<std::size_t>(shape[i]);
  const auto extent = static_cast<std::size_t>(shape[axis]);
  const auto blocks = static_cast<std::size_t>(expected[axis]);
  std::vector<Dyadic> result;
  for (std::size_t place = 0; place < shape.size(); ++place) {
    const std::size_t index = place / inner % extent / static_cast<std::size_t>(block);
    result.push_back(numbers.numbers()[(place / inner / extent * blocks + index) * inner + place % inner]);
  }
  return result;
}

// A number for each element of x, of an input that holds one number, or one an index or block of the attribute `axis`.
std::vector<Dyadic> along_axis(const NodeCall& call, std::size_t index, const char* what) {
  const Shape& shape = call.input(0).shape();
  if (!call.has_input(index)) return std::vector<Dyadic>(shape.size());
  const NumericArray numbers = call.constant(index, what);
  if (numbers.size() == 1) return std::vector<Dyadic>(shape.size(), numbers.numbers()[0]);
  const std::size_t axis = checked_axis(call.integer("axis", 1), shape.rank());
  const std::int64_t block = call.integer("block_size", 0);
  if (block < 0) throw ValueError("block_size", "is " + std::to_string(block));
  if (block > 0) return of_blocks(numbers, shape, axis, block, what);
  if (numbers.rank() != 1 || numbers.shape()[0] != shape[axis]) {
    throw UnsupportedError(what, "of shape " + to_string(numbers.shape()) + " for a tensor of shape " +
                                     to_string(shape) + "; one number, or one an index of axis " +
                                     std::to_string(axis) + " is possible");
  }
  std::vector<std::int64_t> along(shape.rank(), 1);
  along[axis] = shape[axis];
  return gathered(std::vector<Dyadic>(numbers.numbers().begin(), numbers.numbers().end()),
                  stretched_places(Shape(along), shape));
}

}  // namespace

Signals call_quantize_linear(const NodeCall& call) {
  const Signal& x = call.input(0);
  const std::vector<Dyadic> scales = along_axis(call, 1, "scale");
  const std::vector<Dyadic> zeros = along_axis(call, 2, "zero point");
  check_scales(scales);
  DataType type = static_cast<DataType>(call.integer("output_dtype", 0));
  if (call.has_input(2)) type = call.input(2).type;
  if (type == DataType::kUndefined) type = DataType::kUint8;
  const Range range = range_of(type);
  // The quotient is rounded before the zero point is added.
  std::vector<CodeRule> rules;
  for (std::size_t i = 0; i < scales.size(); ++i) {
    const Integer zero = zeros[i].on_grid(0);
    rules.push_back({scales[i], 0, RoundingMode::kRound, range.low - zero, range.high - zero});
  }
  const NumericArray offsets = NumericArray::from_numbers(x.shape(), zeros, call.location);
  Signal result(mapped(coded(x, rules, call.location),
                       [&](const auto& codes) { return codes + NumericOperand(offsets, call.location); }));
  result.type = type;
  return {result};
}

Signals call_dequantize_linear(const NodeCall& call) {
  const Signal& x = call.input(0);
  if (!x.is_plain()) throw UnsupportedError("input", "is no integer of a QuantizeLinear");
  const std::vector<Dyadic> scales = along_axis(call, 1, "scale");
  const std::vector<Dyadic> zeros = along_axis(call, 2, "zero point");
  check_scales(scales);
  std::vector<CodeRule> rules;
  for (std::size_t i = 0; i < scales.size(); ++i) rules.push_back({scales[i], zeros[i], RoundingMode::kRound, 0, 0});
  return {scaled(x.array(), rules, call.location)};
}

}  // namespace wirefold::onnx
