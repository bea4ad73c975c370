// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "wirefold/ir/format.h"

namespace wirefold {

/// The built-in functions: their enumerator and their name, which is numpy's or, below the line, Keras'.
#define WIREFOLD_UNARY_FUNCTIONS(X) \
  X(kSin, sin)                      \
  X(kCos, cos)                      \
  X(kTan, tan)                      \
  X(kArcsin, arcsin)                \
  X(kArccos, arccos)                \
  X(kArctan, arctan)                \
  X(kSinh, sinh)                    \
  X(kCosh, cosh)                    \
  X(kTanh, tanh)                    \
  X(kArcsinh, arcsinh)              \
  X(kArccosh, arccosh)              \
  X(kArctanh, arctanh)              \
  X(kExp, exp)                      \
  X(kExp2, exp2)                    \
  X(kExpm1, expm1)                  \
  X(kLog, log)                      \
  X(kLog2, log2)                    \
  X(kLog10, log10)                  \
  X(kLog1p, log1p)                  \
  X(kSqrt, sqrt)                    \
  X(kCbrt, cbrt)                    \
  X(kReciprocal, reciprocal)        \
  /* ---- */                        \
  X(kErf, erf)                      \
  X(kSigmoid, sigmoid)              \
  X(kSilu, silu)                    \
  X(kGelu, gelu)                    \
  X(kSoftplus, softplus)

enum class UnaryFunction : std::uint8_t {
#define WIREFOLD_ENUMERATOR(enumerator, name) enumerator,
  WIREFOLD_UNARY_FUNCTIONS(WIREFOLD_ENUMERATOR)
#undef WIREFOLD_ENUMERATOR
};

const char* to_string(UnaryFunction function);

/// Why a function has no value that a quantizer takes.
enum class RealProblem : std::uint8_t {
  kNone,
  kUndefined,  ///< not a number
  kTooLarge,   ///< infinite, or beyond what a quantizer that wraps is given
};

struct RealResult {
  Dyadic value;
  RealProblem problem = RealProblem::kNone;
};

/// A real function of one number: steps one after the other. No steps are the identity.
///
/// Its value is never rounded before the quantizer rounds it: it is enclosed in intervals of rising precision until all
/// numbers of one of them round alike. A value that is still within 2^-4000 of where the rounding changes is taken to
/// lie there: it does if the function has one step, and a longer one such as exp(log(3)) comes as near only if it does.
class RealFunction {
 public:
  using Callable = std::function<double(double)>;

  RealFunction then(UnaryFunction function) const;
  /// The user's own function; it is given the nearest double of its argument, and its result is taken exactly.
  RealFunction then(Callable callable) const;
  RealFunction plus(const Dyadic& number) const;
  RealFunction times(const Dyadic& number) const;
  /// The divisor is not zero.
  RealFunction divided_by(const Dyadic& divisor) const;
  /// x^exponent; of a negative x only for integers.
  RealFunction power(const Dyadic& exponent) const;

  /// The value at x, rounded and fitted. An infinite value saturates where the quantizer does.
  RealResult quantized(const Dyadic& x, const Quantizer& quantizer) const;
  /// "log", or "the function" where there are several steps.
  std::string name() const;

 private:
  friend class RealEvaluation;

  enum class StepKind : std::uint8_t { kFunction, kCallable, kPlus, kTimes, kDividedBy, kPower };
  struct Step {
    StepKind kind;
    UnaryFunction function = UnaryFunction::kSin;
    Dyadic number;
    std::shared_ptr<const Callable> callable;
  };
  RealFunction with(Step step) const;

  std::vector<Step> steps_;
};

}  // namespace wirefold
