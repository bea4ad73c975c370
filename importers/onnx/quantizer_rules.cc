// SPDX-License-Identifier: Apache-2.0
#include "wirefold/importers/onnx/quantizer_rules.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>

#include "wirefold/dsl/broadcast.h"
#include "wirefold/ir/error.h"

namespace wirefold::onnx {

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

namespace {

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

}  // namespace

Signal::Array coded(const Signal& x, const std::vector<CodeRule>& rules, const Location& location) {
  if (!x.is_constant()) return codes_of(x, rules, location);
  return NumericArray::from_numbers(x.shape(), float_codes(x.numbers(), rules), location);
}

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

}  // namespace wirefold::onnx
