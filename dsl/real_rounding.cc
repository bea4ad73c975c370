// SPDX-License-Identifier: Apache-2.0
// The values of a RealFunction, enclosed as narrowly as a rounding needs.
#include <algorithm>
#include <cmath>
#include <optional>

#include "wirefold/dsl/real_function.h"
#include "wirefold/dsl/real_interval.h"
#include "wirefold/ir/error.h"
#include "wirefold/ir/semantics.h"

namespace wirefold {
namespace {

constexpr mp_prec_t kFirstPrecision = 96;
constexpr mp_prec_t kLastPrecision = 6144;

void set_infinite(RealInterval& x, int sign) {
  mpfr_set_inf(x.left(), sign);
  mpfr_set_inf(x.right(), sign);
}

void invert(RealInterval& x) {
  if (mpfi_is_zero(x.get()) > 0) return set_infinite(x, 1);
  mpfi_inv(x.get(), x.get());
}

// 1 / (1 + exp(-x)).
void apply_sigmoid(RealInterval& x) {
  mpfi_neg(x.get(), x.get());
  mpfi_exp(x.get(), x.get());
  mpfi_add_ui(x.get(), x.get(), 1);
  mpfi_inv(x.get(), x.get());
}

// erf rises, so its ends are those of its argument.
void apply_erf(RealInterval& x) {
  mpfr_erf(x.left(), x.left(), MPFR_RNDD);
  mpfr_erf(x.right(), x.right(), MPFR_RNDU);
}

// x (1 + erf(x / sqrt(2))) / 2.
void apply_gelu(RealInterval& x) {
  RealInterval factor(mpfi_get_prec(x.get()));
  mpfi_set_ui(factor.get(), 2);
  mpfi_sqrt(factor.get(), factor.get());
  mpfi_div(factor.get(), x.get(), factor.get());
  apply_erf(factor);
  mpfi_add_ui(factor.get(), factor.get(), 1);
  mpfi_div_2ui(factor.get(), factor.get(), 1);
  mpfi_mul(x.get(), x.get(), factor.get());
}

void apply_function(UnaryFunction function, RealInterval& value) {
  const mpfi_ptr x = value.get();
  switch (function) {
    case UnaryFunction::kSin:
      mpfi_sin(x, x);
      return;
    case UnaryFunction::kCos:
      mpfi_cos(x, x);
      return;
    case UnaryFunction::kTan:
      mpfi_tan(x, x);
      return;
    case UnaryFunction::kArcsin:
      mpfi_asin(x, x);
      return;
    case UnaryFunction::kArccos:
      mpfi_acos(x, x);
      return;
    case UnaryFunction::kArctan:
      mpfi_atan(x, x);
      return;
    case UnaryFunction::kSinh:
      mpfi_sinh(x, x);
      return;
    case UnaryFunction::kCosh:
      mpfi_cosh(x, x);
      return;
    case UnaryFunction::kTanh:
      mpfi_tanh(x, x);
      return;
    case UnaryFunction::kArcsinh:
      mpfi_asinh(x, x);
      return;
    case UnaryFunction::kArccosh:
      mpfi_acosh(x, x);
      return;
    case UnaryFunction::kArctanh:
      mpfi_atanh(x, x);
      return;
    case UnaryFunction::kExp:
      mpfi_exp(x, x);
      return;
    case UnaryFunction::kExp2:
      mpfi_exp2(x, x);
      return;
    case UnaryFunction::kExpm1:
      mpfi_expm1(x, x);
      return;
    case UnaryFunction::kLog:
      mpfi_log(x, x);
      return;
    case UnaryFunction::kLog2:
      mpfi_log2(x, x);
      return;
    case UnaryFunction::kLog10:
      mpfi_log10(x, x);
      return;
    case UnaryFunction::kLog1p:
      mpfi_log1p(x, x);
      return;
    case UnaryFunction::kSqrt:
      mpfi_sqrt(x, x);
      return;
    case UnaryFunction::kCbrt:
      mpfi_cbrt(x, x);
      return;
    case UnaryFunction::kReciprocal:
      return invert(value);
    case UnaryFunction::kErf:
      return apply_erf(value);
    case UnaryFunction::kSigmoid:
      return apply_sigmoid(value);
    case UnaryFunction::kSilu: {
      RealInterval factor(mpfi_get_prec(x));
      mpfi_set(factor.get(), x);
      apply_sigmoid(factor);
      mpfi_mul(x, x, factor.get());
      return;
    }
    case UnaryFunction::kGelu:
      return apply_gelu(value);
    case UnaryFunction::kSoftplus:
      mpfi_exp(x, x);
      mpfi_log1p(x, x);
      return;
  }
  throw InternalError("a function that is not in the list");
}

// By repeated squares; a square of an interval around zero is not negative.
void raise_to_natural(RealInterval& x, Integer exponent) {
  RealInterval square(mpfi_get_prec(x.get()));
  mpfi_set(square.get(), x.get());
  mpfi_set_ui(x.get(), 1);
  while (!exponent.is_zero()) {
    if (exponent.is_odd()) mpfi_mul(x.get(), x.get(), square.get());
    mpfi_sqr(square.get(), square.get());
    exponent = exponent >> 1;
  }
}

void apply_power(RealInterval& x, const Dyadic& exponent) {
  if (exponent.is_integer()) {
    raise_to_natural(x, absolute(exponent.on_grid(0)));
    if (exponent.is_negative()) invert(x);
    return;
  }
  if (mpfi_is_zero(x.get()) > 0) {
    if (exponent.is_negative()) set_infinite(x, 1);
    return;
  }
  RealInterval factor(mpfi_get_prec(x.get()));
  factor.set(exponent);
  mpfi_log(x.get(), x.get());
  mpfi_mul(x.get(), x.get(), factor.get());
  mpfi_exp(x.get(), x.get());
}

// Not a number until the precision gives the argument one nearest double, but at the last precision.
void apply_callable(const RealFunction::Callable& callable, RealInterval& x, bool is_last) {
  const double low = mpfr_get_d(x.left(), MPFR_RNDN);
  const double high = mpfr_get_d(x.right(), MPFR_RNDN);
  if (low == high || is_last) {
    mpfi_set_d(x.get(), callable(low));
  } else {
    mpfi_set_d(x.get(), std::nan(""));
  }
}

}  // namespace

class RealEvaluation {
 public:
  RealEvaluation(const RealFunction& function, const Dyadic& x, const Quantizer& quantizer)
      : function_(function), x_(x), quantizer_(quantizer) {
    // What is nearer to zero than this rounds as every such number of its sign does. What is farther saturates; a
    // quantizer that wraps is given numbers of limited size.
    least_ = -quantizer.format.fraction_bits - 2;
    most_ = quantizer.overflow == Overflow::kWrap ? kMaxExponent : std::max(quantizer.format.integer_bits, least_) + 2;
  }

  // What the user's own function gives where it stands alone: a number that is exact.
  static std::optional<Dyadic> plain_number(const RealFunction& function, const Dyadic& x) {
    const auto& steps = function.steps_;
    if (steps.size() != 1 || steps[0].kind != RealFunction::StepKind::kCallable) return std::nullopt;
    constexpr double kMostPlain = 0x1p64;
    const std::optional<double> argument = x.to_double();
    const double value = argument ? (*steps[0].callable)(*argument) : kMostPlain;
    return std::abs(value) < kMostPlain ? Dyadic::from_double(value) : std::nullopt;
  }

  RealResult run() const {
    for (mp_prec_t precision = first_precision();; precision *= 2) {
      const bool is_last = precision > kLastPrecision;
      RealInterval value(precision);
      value.set(x_);
      for (const RealFunction::Step& step : function_.steps_) apply(step, value, is_last);
      if (value.is_nan()) {
        if (is_last) return {{}, RealProblem::kUndefined};
        continue;
      }
      if (const auto result = decided(value, is_last)) return *result;
    }
  }

 private:
  // The argument, and the steps that are plain arithmetic, are exact for most functions.
  mp_prec_t first_precision() const {
    const auto needed = static_cast<mp_prec_t>(x_.mantissa().bit_length()) + quantizer_.format.width() + 32;
    return std::max(kFirstPrecision, needed);
  }

  static void apply(const RealFunction::Step& step, RealInterval& value, bool is_last) {
    if (value.is_nan()) return;
    RealInterval number(mpfi_get_prec(value.get()));
    number.set(step.number);
    switch (step.kind) {
      case RealFunction::StepKind::kFunction:
        return apply_function(step.function, value);
      case RealFunction::StepKind::kCallable:
        return apply_callable(*step.callable, value, is_last);
      case RealFunction::StepKind::kPlus:
        mpfi_add(value.get(), value.get(), number.get());
        return;
      case RealFunction::StepKind::kTimes:
        mpfi_mul(value.get(), value.get(), number.get());
        return;
      case RealFunction::StepKind::kDividedBy:
        mpfi_div(value.get(), value.get(), number.get());
        return;
      case RealFunction::StepKind::kPower:
        return apply_power(value, step.number);
    }
    throw InternalError("a step that is not in the list");
  }

  std::optional<RealResult> decided(const RealInterval& value, bool is_last) const {
    const bool is_large = mpfr_inf_p(value.left()) != 0 || mpfr_inf_p(value.right()) != 0 ||
                          mpfr_get_exp(value.left()) > kMaxExponent || mpfr_get_exp(value.right()) > kMaxExponent;
    if (quantizer_.overflow == Overflow::kWrap && is_large) {
      if (is_last || value.is_point()) return RealResult{{}, RealProblem::kTooLarge};
      return std::nullopt;
    }
    const Dyadic low = exact_end(value.left(), least_, most_);
    const Dyadic high = exact_end(value.right(), least_, most_);
    if (rounded(low) == rounded(high)) return RealResult{quantize(low, quantizer_), RealProblem::kNone};
    if (!is_last) return std::nullopt;
    // The numbers where the rounding changes lie on a grid of half steps.
    const int half_steps = -quantizer_.format.fraction_bits - 1;
    const Dyadic boundary(high.floor_to_grid(half_steps), half_steps);
    if (boundary < low) return RealResult{{}, RealProblem::kUndefined};
    return RealResult{quantize(boundary, quantizer_), RealProblem::kNone};
  }

  // On the grid, but not yet fitted to the range.
  Dyadic rounded(const Dyadic& value) const {
    Quantizer wide{.format = quantizer_.format, .rounding = quantizer_.rounding};
    wide.format.is_signed = true;
    wide.format.integer_bits =
        std::max(static_cast<int>(value.mantissa().bit_length()) + value.exponent(), -wide.format.fraction_bits) + 2;
    return quantize(value, wide);
  }

  const RealFunction& function_;
  const Dyadic& x_;
  const Quantizer& quantizer_;
  int least_;
  int most_;
};

RealResult RealFunction::quantized(const Dyadic& x, const Quantizer& quantizer) const {
  check_internal(quantizer.divisor == Integer(1), "the divisor of a function is a step of it");
  if (quantizer.format.is_zero()) return {};
  if (const auto number = RealEvaluation::plain_number(*this, x)) return {quantize(*number, quantizer)};
  return RealEvaluation(*this, x, quantizer).run();
}

}  // namespace wirefold
