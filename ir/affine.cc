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

void AffineSymbols::narrow(AffineForm& form, const Interval& interval) {
  if (interval.is_point()) {
    form = {{}, interval.low_value()};
  } else if (form.terms.size() == 1 && form.bias.is_zero() && form.terms[0].coefficient == Dyadic(1)) {
    intervals_[form.terms[0].symbol] = intersection(intervals_[form.terms[0].symbol], interval);
  }
}

namespace {

// Appends coefficient * symbol, whose symbol is not below the last one's.
void append(std::vector<AffineForm::Term>& terms, std::uint32_t symbol, Dyadic coefficient) {
  if (terms.empty() || terms.back().symbol != symbol) return terms.push_back({symbol, std::move(coefficient)});
  Dyadic& last = terms.back().coefficient;
  last = last + coefficient;
  if (last.is_zero()) terms.pop_back();
}

// Sums of two are most of all sums.
void merge(const ScaledForm& a, const ScaledForm& b, std::vector<AffineForm::Term>& terms) {
  terms.reserve(a.form->terms.size() + b.form->terms.size());
  auto x = a.form->terms.begin();
  auto y = b.form->terms.begin();
  while (x != a.form->terms.end() || y != b.form->terms.end()) {
    const bool takes_x = y == b.form->terms.end() || (x != a.form->terms.end() && x->symbol <= y->symbol);
    const auto& [symbol, coefficient] = takes_x ? *x++ : *y++;
    append(terms, symbol, coefficient * (takes_x ? a.factor : b.factor));
  }
}

}  // namespace

AffineForm combination(std::span<const ScaledForm> summands) {
  AffineForm result;
  std::vector<ScaledForm> present;
  for (const ScaledForm& summand : summands) {
    if (summand.factor.is_zero()) continue;
    result.bias = result.bias + summand.form->bias * summand.factor;
    if (!summand.form->terms.empty()) present.push_back(summand);
  }
  if (present.size() <= 2) {
    static const AffineForm kNothing;
    present.resize(2, {&kNothing, Dyadic(0)});
    merge(present[0], present[1], result.terms);
    return result;
  }
  std::vector<AffineForm::Term> terms;
  for (const auto& [form, factor] : present) {
    for (const auto& [symbol, coefficient] : form->terms) terms.push_back({symbol, coefficient * factor});
  }
  std::stable_sort(terms.begin(), terms.end(), [](const auto& a, const auto& b) { return a.symbol < b.symbol; });
  for (auto& [symbol, coefficient] : terms) append(result.terms, symbol, std::move(coefficient));
  return result;
}

}  // namespace wirefold
