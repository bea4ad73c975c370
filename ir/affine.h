// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "wirefold/ir/interval.h"

namespace wirefold {

/// bias + sum of coefficient * symbol, where a symbol stands for an unknown value with an interval. It tracks which
/// values move together: x - x is 0, and 3x - 2x is as narrow as x.
///
/// Source: affine arithmetic (Comba and Stolfi 1993), with exact coefficients and whole intervals as symbols.
struct AffineForm {
  struct Term {
    std::uint32_t symbol;
    Dyadic coefficient;  // never zero
  };
  std::vector<Term> terms;  // by rising symbol
  Dyadic bias;
};

/// What the symbols stand for, and the arithmetic on forms over them.
class AffineSymbols {
 public:
  /// A form keeps at most this many symbols, and numbers of at most this many bits and this far from the binary point;
  /// a larger one becomes its interval under a fresh symbol, which is sound.
  static constexpr std::size_t kMaxTerms = 64;
  static constexpr unsigned kMaxCoefficientBits = 4 * kMaxScalarBits;
  static constexpr int kMaxCoefficientExponent = 4 * kMaxExponent;

  /// A fresh symbol for a value of which nothing but the interval is known; a plain bias if that is one point.
  AffineForm fresh(const Interval& interval);
  /// The exact interval of a form.
  Interval interval(const AffineForm& form) const;
  /// `form`, or a fresh symbol with `interval` if it is too large.
  AffineForm bounded(AffineForm form, const Interval& interval);
  /// Notes that the value of `form` is known to lie in `interval`: a form that is one symbol takes it over, and one
  /// point makes the form a plain bias.
  void narrow(AffineForm& form, const Interval& interval);

 private:
  std::vector<Interval> intervals_;
};

/// One summand of a combination: form * factor.
struct ScaledForm {
  const AffineForm* form;
  Dyadic factor;
};

/// The exact sum of the summands, with as many terms as that takes.
AffineForm combination(std::span<const ScaledForm> summands);

}  // namespace wirefold
