// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/cmvm/linear_form.h"

#include <algorithm>

namespace wirefold::cmvm {
namespace {

Integer scaled(const Integer& value, unsigned shift, bool negate) {
  const Integer result = value << shift;
  return negate ? -result : result;
}

}  // namespace

void add_forms(const FormTerm& a, const FormTerm& b, std::vector<Coefficient>& result) {
  result.clear();
  auto x = a.form.begin();
  auto y = b.form.begin();
  while (x != a.form.end() || y != b.form.end()) {
    if (y == b.form.end() || (x != a.form.end() && x->input < y->input)) {
      result.push_back({x->input, scaled(x->value, a.shift, a.negate)});
      ++x;
    } else if (x == a.form.end() || y->input < x->input) {
      result.push_back({y->input, scaled(y->value, b.shift, b.negate)});
      ++y;
    } else {
      Integer sum = scaled(x->value, a.shift, a.negate) + scaled(y->value, b.shift, b.negate);
      if (!sum.is_zero()) result.push_back({x->input, std::move(sum)});
      ++x;
      ++y;
    }
  }
}

InputRanges::InputRanges(const Problem& problem) : inputs_(problem.inputs) {
  if (inputs_.empty()) inputs_.assign(problem.matrix.rows, Interval::of(kDefaultInput));
  for (std::size_t i = 0; i < inputs_.size(); ++i) {
    exponent_ = i == 0 ? inputs_[i].exponent : std::min(exponent_, inputs_[i].exponent);
  }
  for (const Interval& input : inputs_) {
    aligned_.push_back({input.low_value().on_grid(exponent_), input.high_value().on_grid(exponent_), exponent_});
  }
}

Format InputRanges::format(std::span<const Coefficient> form) const {
  Interval range{0, 0, exponent_};
  bool is_empty = true;
  int grid = 0;
  for (const Coefficient& c : form) {
    if (inputs_[c.input].is_zero()) continue;
    const Interval& x = aligned_[c.input];
    range.low += c.value * (c.value.is_negative() ? x.high : x.low);
    range.high += c.value * (c.value.is_negative() ? x.low : x.high);
    const int least = inputs_[c.input].exponent + static_cast<int>(c.value.trailing_zeros());
    grid = is_empty ? least : std::min(grid, least);
    is_empty = false;
  }
  if (is_empty) return {};
  if (range.is_point()) return Interval::point(range.low_value()).format();
  Format format = range.format();
  format.fraction_bits = -grid;
  return format;
}

int adder_bits(const Format& a, int a_shift, const Format& b, int b_shift) {
  if (a.is_zero() || b.is_zero()) return 0;
  const int top = std::max(a.integer_bits + a_shift, b.integer_bits + b_shift);
  const int least = std::max(a_shift - a.fraction_bits, b_shift - b.fraction_bits);
  return top - least + (a.is_signed || b.is_signed ? 1 : 0);
}

int adder_luts(const Operand& a, const Operand& b, const Format& sum) {
  if (a.format.is_zero() || b.format.is_zero()) return 0;
  const auto least = [](const Operand& x) { return x.shift - x.format.fraction_bits; };
  const auto top = [](const Format& x, int shift) { return x.integer_bits + shift + (x.is_signed ? 1 : 0); };
  const int a_top = top(a.format, a.shift);
  const int b_top = top(b.format, b.shift);
  const bool has_sign = a.format.is_signed || b.format.is_signed || a.negate || b.negate;
  if (!has_sign && (a_top <= least(b) || b_top <= least(a))) return 0;
  const bool finer_is_negated = least(a) < least(b) ? a.negate : b.negate;
  const int low = finer_is_negated ? std::min(least(a), least(b)) : std::max(least(a), least(b));
  return std::max(std::min(std::max(a_top, b_top), top(sum, 0)) - low, 1);
}

int overlap_bits(const Format& a, int a_shift, const Format& b, int b_shift) {
  const auto top = [](const Format& x, int shift) { return x.integer_bits + shift + (x.is_signed ? 1 : 0); };
  const int least = std::max(a_shift - a.fraction_bits, b_shift - b.fraction_bits);
  return std::min(top(a, a_shift), top(b, b_shift)) - least;
}

}  // namespace wirefold::cmvm
