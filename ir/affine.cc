// SPDX-License-Identifier: Apache-2.0
#include "wirefold/ir/affine.h"

#include <algorithm>
#include <utility>

namespace wirefold {
namespace {

bool is_small(const Dyadic& number) {
  return number.mantissa().bit_length() <= AffineSymbols::kMaxCoefficientBits &&
         number.exponent() <= AffineSymbols::kMaxCoefficientExponent &&
         number.exponent() >= -AffineSymbols::kMaxCoefficientExponent;
}

}  // namespace

AffineForm AffineSymbols::fresh(const Interval& interval) {
  if (interval.is_point()) return {{}, interval.low_value()};
  intervals_.push_back(interval);
  return {{{static_cast<std::uint32_t>(intervals_.size() - 1), Dyadic(1)}}, Dyadic(0)};
}

Interval AffineSymbols::interval(const AffineForm& form) const {
  Interval result = Interval::point(form.bias);
  for (const auto& [symbol, coefficient] : form.terms) {
    result = sum(result, product(intervals_[symbol], Interval::point(coefficient)));
  }
  return result;
}

AffineForm AffineSymbols::bounded(AffineForm form, const Interval& interval) {
  const bool is_kept =
      form.terms.size() <= kMaxTerms && is_small(form.bias) &&
      std::all_of(form.terms.begin(), form.terms.end(), [](const auto& term) { return is_small(term.coefficient); });
  return is_kept ? std::move(form) : fresh(interval);
}

AffineForm combination(std::span<const ScaledForm> summands) {
  AffineForm result;
  std::vector<AffineForm::Term> terms;
  for (const auto& [form, factor] : summands) {
    if (factor.is_zero()) continue;
    result.bias = result.bias + form->bias * factor;
    for (const auto& [symbol, coefficient] : form->terms) terms.push_back({symbol, coefficient * factor});
  }
  std::stable_sort(terms.begin(), terms.end(), [](const auto& a, const auto& b) { return a.symbol < b.symbol; });
  for (auto& term : terms) {
    if (!result.terms.empty() && result.terms.back().symbol == term.symbol) {
      Dyadic& coefficient = result.terms.back().coefficient;
      coefficient = coefficient + term.coefficient;
      if (coefficient.is_zero()) result.terms.pop_back();
    } else {
      result.terms.push_back(std::move(term));
    }
  }
  return result;
}

}  // namespace wirefold
