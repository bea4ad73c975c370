// SPDX-License-Identifier: Apache-2.0
#include "wirefold/importers/keras/activation.h"

#include <cmath>
#include <map>
#include <optional>

#include "wirefold/dsl/elementwise.h"
#include "wirefold/dsl/quantize.h"
#include "wirefold/dsl/real_function.h"
#include "wirefold/ir/error.h"

namespace wirefold::keras {
namespace {

using DoubleFunction = double (*)(double);

// A function of the math library of the platform, where it has one that is accurate to a few units.
DoubleFunction library_function(UnaryFunction function) {
  switch (function) {
    case UnaryFunction::kTanh:
      return [](double x) { return std::tanh(x); };
    case UnaryFunction::kExp:
      return [](double x) { return std::exp(x); };
    case UnaryFunction::kExpm1:
      return [](double x) { return std::expm1(x); };
    case UnaryFunction::kLog:
      return [](double x) { return std::log(x); };
    case UnaryFunction::kLog1p:
      return [](double x) { return std::log1p(x); };
    case UnaryFunction::kSigmoid:
      return [](double x) { return 1 / (1 + std::exp(-x)); };
    default:
      return nullptr;
  }
}

// The float32 that every number within 2^-45 of a result of the library rounds to; nothing if there are two.
std::optional<float> surely_nearest(UnaryFunction function, float x) {
  const DoubleFunction library = library_function(function);
  if (library == nullptr) return std::nullopt;
  constexpr double kMargin = 0x1p-45;
  const double value = library(static_cast<double>(x));
  if (!std::isnormal(static_cast<float>(value))) return std::nullopt;
  const auto low = static_cast<float>(value * (1 - kMargin));
  const auto high = static_cast<float>(value * (1 + kMargin));
  return low == high ? std::optional(low) : std::nullopt;
}

// The exact value rounded once: first coarsely, to know its size, then to the 24 bits of a float32 of that size.
float nearest(UnaryFunction function, float x) {
  constexpr int kCoarseBits = 200;  // beyond the least float32
  constexpr int kMostBits = 300;
  constexpr int kDigits = 24;
  if (!std::isfinite(x)) throw ValueError(to_string(function), "of a number that is not finite");
  if (const auto known = surely_nearest(function, x)) return *known;
  const RealFunction f = RealFunction().then(function);
  const Dyadic argument = *Dyadic::from_double(static_cast<double>(x));
  const auto value_of = [&](int fraction_bits) {
    const RealResult result = f.quantized(
        argument,
        {.format = {true, kMostBits, fraction_bits}, .rounding = Rounding::kRndConv, .overflow = Overflow::kSat});
    if (result.problem != RealProblem::kNone) {
      throw ValueError(to_string(function), "is not defined at " + argument.to_string());
    }
    return result.value;
  };
  const Dyadic coarse = value_of(kCoarseBits);
  if (coarse.is_zero()) return 0;
  const int exponent = static_cast<int>(coarse.mantissa().bit_length()) + coarse.exponent();
  const Dyadic rounded = value_of(kDigits - exponent);
  return static_cast<float>(rounded.to_double().value_or(INFINITY));
}

float sigmoid(float x) { return nearest(UnaryFunction::kSigmoid, x); }
float softplus(float x) { return nearest(UnaryFunction::kSoftplus, x); }

const std::map<std::string, float (*)(float), std::less<>>& table_functions() {
  // Compound functions take the steps that Keras takes, each rounded to float32.
  static const std::map<std::string, float (*)(float), std::less<>> kFunctions = {
      {"sigmoid", sigmoid},
      {"tanh", float_tanh},
      {"exponential", float_exp},
      {"exp", float_exp},
      {"log", float_log},
      {"log1p", float_log1p},
      {"softplus", softplus},
      {"silu", [](float x) { return nearest(UnaryFunction::kSilu, x); }},
      {"swish", [](float x) { return nearest(UnaryFunction::kSilu, x); }},
      {"gelu", [](float x) { return nearest(UnaryFunction::kGelu, x); }},
      {"softsign", [](float x) { return x / (std::fabs(x) + 1); }},
      {"elu", [](float x) { return x > 0 ? x : nearest(UnaryFunction::kExpm1, x); }},
      {"selu",
       [](float x) {
         constexpr float kAlpha = 1.6732632423543772848170429916717F;
         constexpr float kScale = 1.0507009873554804934193349852946F;
         return kScale * (x > 0 ? x : kAlpha * nearest(UnaryFunction::kExpm1, x));
       }},
      {"log_sigmoid", [](float x) { return -softplus(-x); }},
      {"mish", [](float x) { return x * float_tanh(softplus(x)); }},
      {"tanh_shrink", [](float x) { return x - float_tanh(x); }},
      {"hard_sigmoid", [](float x) { return std::fmin(std::fmax(x + 3, 0.0F), 6.0F) / 6; }},
      {"hard_silu", [](float x) { return x * (std::fmin(std::fmax(x + 3, 0.0F), 6.0F) / 6); }},
      {"hard_swish", [](float x) { return x * (std::fmin(std::fmax(x + 3, 0.0F), 6.0F) / 6); }},
      {"sin", [](float x) { return nearest(UnaryFunction::kSin, x); }},
      {"cos", [](float x) { return nearest(UnaryFunction::kCos, x); }},
      {"tan", [](float x) { return nearest(UnaryFunction::kTan, x); }},
      {"arctan", [](float x) { return nearest(UnaryFunction::kArctan, x); }},
      {"arcsin", [](float x) { return nearest(UnaryFunction::kArcsin, x); }},
      {"arccos", [](float x) { return nearest(UnaryFunction::kArccos, x); }},
      {"sinh", [](float x) { return nearest(UnaryFunction::kSinh, x); }},
      {"cosh", [](float x) { return nearest(UnaryFunction::kCosh, x); }},
      {"arcsinh", [](float x) { return nearest(UnaryFunction::kArcsinh, x); }},
      {"arccosh", [](float x) { return nearest(UnaryFunction::kArccosh, x); }},
      {"arctanh", [](float x) { return nearest(UnaryFunction::kArctanh, x); }},
      {"expm1", [](float x) { return nearest(UnaryFunction::kExpm1, x); }},
      {"log2", [](float x) { return nearest(UnaryFunction::kLog2, x); }},
      {"log10", [](float x) { return nearest(UnaryFunction::kLog10, x); }},
      {"erf", [](float x) { return nearest(UnaryFunction::kErf, x); }},
      {"sqrt", [](float x) { return std::sqrt(x); }},
      {"rsqrt", [](float x) { return 1 / std::sqrt(x); }},
      {"reciprocal", [](float x) { return 1 / x; }},
  };
  return kFunctions;
}

}  // namespace

float float_exp(float x) { return nearest(UnaryFunction::kExp, x); }
float float_log(float x) { return nearest(UnaryFunction::kLog, x); }
float float_log1p(float x) { return nearest(UnaryFunction::kLog1p, x); }
float float_tanh(float x) { return nearest(UnaryFunction::kTanh, x); }

FloatFunction float_function(const std::string& name) {
  if (name == "linear") return [](float x) { return x; };
  if (name == "relu") return [](float x) { return std::fmax(x, 0.0F); };
  if (name == "relu6") return [](float x) { return std::fmin(std::fmax(x, 0.0F), 6.0F); };
  if (name == "hard_tanh") return [](float x) { return std::fmin(std::fmax(x, -1.0F), 1.0F); };
  const auto function = table_functions().find(name);
  if (function != table_functions().end()) return function->second;
  if (name == "softmax" || name == "log_softmax") {
    throw UnsupportedError("activation", "'" + name + "' is no function of one number; use the layer QSoftmax");
  }
  throw UnsupportedError(
      "activation", "the function '" + name + "' is not known; only functions of Keras are, not those of one's own");
}

Signal apply_activation(const Signal& x, const std::string& name, const Location& location) {
  if (name == "linear") return x;
  if (!x.function && name == "relu") return {relu(x.plain(), {}, TRN, WRAP, location)};
  if (!x.function && name == "relu6") return {clip(x.plain(), 0, 6, location)};
  if (!x.function && name == "hard_tanh") return {clip(x.plain(), -1, 1, location)};
  if (!x.function) x.plain();
  return x.then(float_function(name));
}

}  // namespace wirefold::keras
