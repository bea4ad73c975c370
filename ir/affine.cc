// SPDX-License-Identifier: Apache-2.0
#include "wirefold/ir/affine.h"

#include <algorithm>
#include <utility>

namespace wirefold {

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
  return form.terms.size() > kMaxTerms ? fresh(interval) : std::move(form);
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
