// SPDX-License-Identifier: Apache-2.0
#include "wirefold/ir/affine.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>
#include <utility>

namespace wirefold {
namespace {

bool is_small(const Dyadic& number) {
  return number.mantissa().bit_length() <= AffineSymbols::kMaxCoefficientBits &&
         number.exponent() <= AffineSymbols::kMaxCoefficientExponent &&
         number.exponent() >= -AffineSymbols::kMaxCoefficientExponent;
}

// Adds low and high of coefficient * symbol, both on the grid 2^exponent, to a range of 64 bits. False if that is not
// enough.
bool add_small(const Interval& symbol, const Dyadic& coefficient, int exponent, std::int64_t& low, std::int64_t& high) {
  if (!symbol.low.fits_int64() || !symbol.high.fits_int64() || !coefficient.mantissa().fits_int64()) return false;
  constexpr int kMostShift = 62;
  const int shift = symbol.exponent + coefficient.exponent() - exponent;
  if (shift > kMostShift) return false;
  std::int64_t factor = coefficient.mantissa().to_int64();
  if (__builtin_mul_overflow(factor, std::int64_t{1} << shift, &factor)) return false;
  std::int64_t first = 0;
  std::int64_t second = 0;
  if (__builtin_mul_overflow(symbol.low.to_int64(), factor, &first) ||
      __builtin_mul_overflow(symbol.high.to_int64(), factor, &second)) {
    return false;
  }
  return !__builtin_add_overflow(low, std::min(first, second), &low) &&
         !__builtin_add_overflow(high, std::max(first, second), &high);
}

// In numbers of 64 bits; nothing where they are too small for it, or a symbol is one point, whose grid is its own.
std::optional<Interval> small_interval(const AffineForm& form, const std::vector<Interval>& symbols) {
  if (form.terms.empty()) return std::nullopt;
  int exponent = form.bias.is_zero() ? std::numeric_limits<int>::max() : form.bias.exponent();
  for (const auto& [symbol, coefficient] : form.terms) {
    if (symbols[symbol].is_point()) return std::nullopt;
    exponent = std::min(exponent, symbols[symbol].exponent + coefficient.exponent());
  }
  std::int64_t low = 0;
  std::int64_t high = 0;
  if (!form.bias.is_zero() && !add_small({1, 1, 0}, form.bias, exponent, low, high)) return std::nullopt;
  for (const auto& [symbol, coefficient] : form.terms) {
    if (!add_small(symbols[symbol], coefficient, exponent, low, high)) return std::nullopt;
  }
  return Interval{low, high, exponent};
}

// number * factor, where most factors are a sign and a power of two.
Dyadic product_of(const Dyadic& number, const Dyadic& factor) {
  if (factor.mantissa() == Integer(1)) return scaled(number, factor.exponent());
  if (factor.mantissa() == Integer(-1)) return scaled(-number, factor.exponent());
  return number * factor;
}

}  // namespace

AffineForm AffineSymbols::fresh(const Interval& interval) {
  if (interval.is_point()) return {{}, interval.low_value()};
  intervals_.push_back(interval);
  return {{{static_cast<std::uint32_t>(intervals_.size() - 1), Dyadic(1)}}, Dyadic(0)};
}

Interval AffineSymbols::interval(const AffineForm& form) const {
  if (std::optional<Interval> small = small_interval(form, intervals_)) return *std::move(small);
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

std::size_t joint_size(const AffineForm& a, const AffineForm& b) {
  std::size_t size = a.terms.size() + b.terms.size();
  auto y = b.terms.begin();
  for (const AffineForm::Term& x : a.terms) {
    while (y != b.terms.end() && y->symbol < x.symbol) ++y;
    if (y != b.terms.end() && y->symbol == x.symbol) --size;
  }
  return size;
}

// Sums of two are most of all sums.
void merge(const ScaledForm& a, const ScaledForm& b, std::vector<AffineForm::Term>& terms) {
  terms.reserve(joint_size(*a.form, *b.form));
  auto x = a.form->terms.begin();
  auto y = b.form->terms.begin();
  while (x != a.form->terms.end() || y != b.form->terms.end()) {
    const bool takes_x = y == b.form->terms.end() || (x != a.form->terms.end() && x->symbol <= y->symbol);
    const auto& [symbol, coefficient] = takes_x ? *x++ : *y++;
    append(terms, symbol, product_of(coefficient, takes_x ? a.factor : b.factor));
  }
}

}  // namespace

AffineForm combination(std::span<const ScaledForm> summands) {
  AffineForm result;
  if (summands.size() == 2) {
    const ScaledForm& a = summands[0];
    const ScaledForm& b = summands[1];
    if (!a.factor.is_zero() && !b.factor.is_zero()) {
      result.bias = product_of(a.form->bias, a.factor) + product_of(b.form->bias, b.factor);
      merge(a, b, result.terms);
      return result;
    }
  }
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
