// SPDX-License-Identifier: Apache-2.0
#include "wirefold/importers/onnx/codes.h"

#include <algorithm>
#include <numeric>

#include "wirefold/dsl/compare.h"
#include "wirefold/dsl/elementwise.h"
#include "wirefold/dsl/quantize.h"
#include "wirefold/dsl/structure.h"
#include "wirefold/dsl/unary.h"
#include "wirefold/ir/error.h"

namespace wirefold::onnx {
namespace {

NumericArray integers(const Shape& shape, const std::vector<Integer>& values, const Location& location) {
  std::vector<Dyadic> numbers;
  for (const Integer& value : values) numbers.emplace_back(value, 0);
  return NumericArray::from_numbers(shape, std::move(numbers), location);
}

NumericArray array_of(const Shape& shape, std::vector<Dyadic> numbers, const Location& location) {
  return NumericArray::from_numbers(shape, std::move(numbers), location);
}

/// The range of the codes of each element.
struct Bounds {
  std::vector<Integer> low;
  std::vector<Integer> high;

  Bounds negated() const {
    Bounds result;
    for (const Integer& value : high) result.low.push_back(-value);
    for (const Integer& value : low) result.high.push_back(-value);
    return result;
  }
};

Format format_of(const Integer& low, const Integer& high) {
  const unsigned above = high.is_negative() ? 0 : high.bit_length();
  const unsigned below = low.is_negative() ? (-low - 1).bit_length() : 0;
  return {low.is_negative(), static_cast<int>(std::max(above, below)), 0};
}

// `quantize_to(formats, overflow)` saturates to formats that hold the bounds; what they hold beyond is cut off.
template <class QuantizeTo>
FixedVariableArray saturated(const Shape& shape, const Bounds& bounds, const Location& location,
                             QuantizeTo quantize_to) {
  std::vector<Format> formats;
  bool is_symmetric = true;
  bool is_whole = true;
  for (std::size_t i = 0; i < bounds.low.size(); ++i) {
    const Integer& low = bounds.low[i];
    const Integer& high = bounds.high[i];
    const Format format = format_of(low, high);
    formats.push_back(format);
    const Integer limit = Integer::power_of_two(static_cast<unsigned>(format.integer_bits));
    is_whole = is_whole && high == limit - 1 && low == (format.is_signed ? -limit : Integer(0));
    is_symmetric = is_symmetric && high == limit - 1 && low == -high;
  }
  const FixedVariableArray codes =
      quantize_to(FormatArray(shape, std::move(formats), location), is_symmetric ? SAT_SYM : SAT);
  if (is_whole || is_symmetric) return codes;
  return clip(codes, integers(shape, bounds.low, location), integers(shape, bounds.high, location), location);
}

// dividend / divisor, which has an entry an element or none, rounded.
FixedVariableArray rounded_codes(const FixedVariableArray& dividend, const std::vector<Integer>& divisors,
                                 RoundingMode mode, const Bounds& bounds, const Location& location) {
  const auto by = [&](const FixedVariableArray& x, Rounding rounding, const Bounds& limits) {
    return saturated(x.shape(), limits, location, [&](const FormatArray& formats, Overflow overflow) {
      if (divisors.empty()) return quantize(x, formats, rounding, overflow, location);
      const NumericArray numbers = integers(x.shape(), divisors, location);
      return quantize(x / NumericOperand(numbers, location), formats, rounding, overflow, location);
    });
  };
  const auto upwards = [&] { return -by(-dividend, TRN, bounds.negated()); };
  switch (mode) {
    case RoundingMode::kRound:
      return by(dividend, RND_CONV, bounds);
    case RoundingMode::kCeil:
      return upwards();
    case RoundingMode::kFloor:
      return by(dividend, TRN, bounds);
    case RoundingMode::kUp:
      return where(less(dividend, NumericArray(0), location), by(dividend, TRN, bounds), upwards(), location);
    case RoundingMode::kDown:
      return by(dividend, TRN_ZERO, bounds);
    case RoundingMode::kHalfUp:
      return by(dividend, RND_INF, bounds);
    case RoundingMode::kHalfDown:
      return by(dividend, RND_ZERO, bounds);
  }
  throw InternalError("a rounding mode that is not in the list");
}

/// What is to be rounded: an element of hardware times `scale` plus `offset`.
struct Quotients {
  std::vector<Ratio> scale;
  std::vector<Ratio> offset;
  Bounds bounds;
};

Quotients quotients_of(const Signal& x, const std::vector<CodeRule>& rules) {
  Quotients result;
  for (std::size_t place = 0; place < rules.size(); ++place) {
    const CodeRule& rule = rules[place];
    const Affine affine = x.affine(place);
    const auto code = [&](const Ratio& number) {
      return std::clamp(rounded(number / rule.scale + rule.zero, rule.mode), rule.low, rule.high);
    };
    result.scale.push_back(affine.scale / rule.scale);
    result.offset.push_back(affine.offset / rule.scale + rule.zero);
    // Rounding keeps the order of numbers, so that bounds may be taken behind it.
    result.bounds.low.push_back(affine.low ? code(*affine.low) : rule.low);
    result.bounds.high.push_back(affine.high ? code(*affine.high) : rule.high);
  }
  return result;
}

bool is_power_of_two(const Ratio& ratio) { return ratio.is_dyadic() && ratio.numerator().mantissa() == Integer(1); }

bool need_no_product(const Quotients& quotients) {
  return std::all_of(quotients.scale.begin(), quotients.scale.end(), is_power_of_two) &&
         std::all_of(quotients.offset.begin(), quotients.offset.end(), [](const Ratio& r) { return r.is_dyadic(); });
}

// x * scale + offset without the divisors, which are those of both.
FixedVariableArray dividends(const FixedVariableArray& x, const Quotients& quotients, std::vector<Integer>& divisors,
                             const Location& location) {
  std::vector<Dyadic> factors;
  std::vector<Dyadic> terms;
  bool has_terms = false;
  for (std::size_t place = 0; place < x.size(); ++place) {
    const Ratio& scale = quotients.scale[place];
    const Ratio& offset = quotients.offset[place];
    factors.push_back(scale.numerator() * Dyadic(offset.divisor(), 0));
    terms.push_back(offset.numerator() * Dyadic(scale.divisor(), 0));
    divisors.push_back(scale.divisor() * offset.divisor());
    has_terms = has_terms || !offset.is_zero();
  }
  const bool is_undivided =
      std::all_of(divisors.begin(), divisors.end(), [](const Integer& divisor) { return divisor == Integer(1); });
  if (is_undivided) divisors.clear();
  const NumericArray scales = array_of(x.shape(), std::move(factors), location);
  const NumericArray offsets = array_of(x.shape(), std::move(terms), location);
  const FixedVariableArray product = x * NumericOperand(scales, location);
  return has_terms ? product + NumericOperand(offsets, location) : product;
}

/// The lines of all elements; those of like elements are searched for once.
class Lines {
 public:
  bool find(const FixedVariableArray& x, const Quotients& quotients, const std::vector<CodeRule>& rules,
            const Location& location) {
    const NumericArray low = x.low(location);
    const NumericArray high = x.high(location);
    const NumericArray step = x.step(location);
    for (std::size_t place = 0; place < x.size(); ++place) {
      const Dyadic& least = low.numbers()[place];
      const Dyadic& most = high.numbers()[place];
      const int grid = step.numbers()[place].exponent();
      const Staircase staircase{quotients.scale[place] * Ratio(Dyadic(1, grid)),
                                quotients.offset[place],
                                rules[place].mode,
                                quotients.bounds.low[place],
                                quotients.bounds.high[place],
                                least.on_grid(grid),
                                most.on_grid(grid)};
      const std::optional<Line> line = line_of(staircase);
      if (!line) return false;
      multipliers.emplace_back(line->multiplier, -static_cast<int>(line->shift) - grid);
      offsets.emplace_back(line->offset, -static_cast<int>(line->shift));
    }
    return true;
  }

  std::vector<Dyadic> multipliers;
  std::vector<Dyadic> offsets;

 private:
  std::optional<Line> line_of(const Staircase& staircase) {
    const auto known =
        std::find_if(known_.rbegin(), known_.rend(), [&](const auto& k) { return k.first == staircase; });
    if (known != known_.rend()) return known->second;
    return known_.emplace_back(staircase, find_line(staircase)).second;
  }

  std::vector<std::pair<Staircase, std::optional<Line>>> known_;
};

// All elements of a group stand for the same and have the same rule, so that one function gives all codes.
FixedVariableArray table_codes(const Signal& x, const FixedVariableArray& elements, const Affine& affine,
                               const CodeRule& rule, const Location& location) {
  const RealFunction argument =
      RealFunction().times(affine.scale.numerator()).divided_by(Dyadic(affine.scale.divisor(), 0));
  const RealFunction shifted = affine.offset.is_zero() ? argument
                                                       : argument.times(Dyadic(affine.offset.divisor(), 0))
                                                             .plus(affine.offset.numerator())
                                                             .divided_by(Dyadic(affine.offset.divisor(), 0));
  RealFunction f = x.function()(affine.is_identity() ? RealFunction() : shifted);
  if (rule.scale != Ratio(1)) {
    f = f.times(Dyadic(rule.scale.divisor(), 0)).divided_by(rule.scale.numerator());
  }
  if (!rule.zero.is_zero()) f = f.plus(rule.zero.numerator());
  const Bounds bounds{std::vector<Integer>(elements.size(), rule.low),
                      std::vector<Integer>(elements.size(), rule.high)};
  const auto by = [&](const RealFunction& function, Rounding rounding, const Bounds& limits) {
    return saturated(elements.shape(), limits, location, [&](const FormatArray& formats, Overflow overflow) {
      return quantize(UnaryResult<FixedVariableArray>(elements, function, location), formats, rounding, overflow,
                      location);
    });
  };
  switch (rule.mode) {
    case RoundingMode::kRound:
      return by(f, RND_CONV, bounds);
    case RoundingMode::kFloor:
      return by(f, TRN, bounds);
    case RoundingMode::kCeil:
      return -by(f.times(Dyadic(-1)), TRN, bounds.negated());
    case RoundingMode::kDown:
      return by(f, TRN_ZERO, bounds);
    case RoundingMode::kHalfUp:
      return by(f, RND_INF, bounds);
    case RoundingMode::kHalfDown:
      return by(f, RND_ZERO, bounds);
    case RoundingMode::kUp:
      throw UnsupportedError("quantizer", "rounding away from zero (UP) behind a function; use CEIL or FLOOR");
  }
  throw InternalError("a rounding mode that is not in the list");
}

FixedVariableArray codes_of_function(const Signal& x, const std::vector<CodeRule>& rules, const Location& location) {
  const FixedVariableArray elements = x.elements(location);
  std::vector<std::vector<std::size_t>> groups;
  for (std::size_t place = 0; place < rules.size(); ++place) {
    const auto group = std::find_if(groups.begin(), groups.end(), [&](const std::vector<std::size_t>& members) {
      return rules[members[0]] == rules[place] && x.affine(members[0]) == x.affine(place);
    });
    if (group == groups.end()) {
      groups.push_back({place});
    } else {
      group->push_back(place);
    }
  }
  std::vector<FixedVariableArray> results;
  std::vector<std::size_t> sources(rules.size());
  std::size_t next = 0;
  for (const std::vector<std::size_t>& members : groups) {
    const FixedVariableArray part = elements.gather({Shape{members.size()}, members});
    results.push_back(table_codes(x, part, x.affine(members[0]), rules[members[0]], location));
    for (const std::size_t member : members) sources[member] = next++;
  }
  return concatenate(results, 0, location).gather({x.shape(), std::move(sources)});
}

}  // namespace

FixedVariableArray codes_of(const Signal& x, const std::vector<CodeRule>& rules, const Location& location) {
  if (x.function()) return codes_of_function(x, rules, location);
  const FixedVariableArray elements = x.elements(location);
  const Quotients quotients = quotients_of(x, rules);
  Lines lines;
  if (!need_no_product(quotients) && lines.find(elements, quotients, rules, location)) {
    const NumericArray multipliers = array_of(x.shape(), std::move(lines.multipliers), location);
    const NumericArray offsets = array_of(x.shape(), std::move(lines.offsets), location);
    const FixedVariableArray line =
        elements * NumericOperand(multipliers, location) + NumericOperand(offsets, location);
    return rounded_codes(line, {}, RoundingMode::kFloor, quotients.bounds, location);
  }
  std::vector<Integer> divisors;
  const FixedVariableArray dividend = dividends(elements, quotients, divisors, location);
  return rounded_codes(dividend, divisors, rules[0].mode, quotients.bounds, location);
}

}  // namespace wirefold::onnx
