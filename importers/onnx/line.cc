// SPDX-License-Identifier: Apache-2.0
#include "wirefold/importers/onnx/line.h"

#include <algorithm>
#include <vector>

#include "wirefold/ir/error.h"

namespace wirefold::onnx {
namespace {

constexpr int kMostCodes = 1 << 16;

/// The codes of a staircase in integers: index i has the quotient (scale * i + offset) / divisor, rounded.
class Codes {
 public:
  explicit Codes(const Staircase& staircase) : staircase_(staircase) {
    const Ratio& a = staircase.scale;
    const Ratio& b = staircase.offset;
    const Dyadic scale = a.numerator() * Dyadic(b.divisor(), 0);
    const Dyadic offset = b.numerator() * Dyadic(a.divisor(), 0);
    const int exponent = std::min({scale.exponent(), offset.exponent(), 0});
    scale_ = scale.on_grid(exponent);
    offset_ = offset.on_grid(exponent);
    divisor_ = a.divisor() * b.divisor() << static_cast<unsigned>(-exponent);
  }

  Integer operator()(const Integer& index) const {
    return std::clamp(rounded_quotient(scale_ * index + offset_, divisor_, staircase_.mode), staircase_.low,
                      staircase_.high);
  }
  const Staircase& staircase() const { return staircase_; }

 private:
  const Staircase& staircase_;
  Integer scale_;
  Integer offset_;
  Integer divisor_;
};

/// Code `code` and all above it begin at index `index`.
struct Step {
  Integer code;
  Integer index;
};

// The first index at or behind `from` whose code is at least `code`; `guess` is near it.
Integer first_index(const Codes& codes, const Integer& code, const Integer& from, const Integer& guess) {
  const Integer& most = codes.staircase().most;
  Integer below = from - 1;
  Integer reached = std::clamp(guess, from, most);
  for (Integer stride = 1; codes(reached) < code; stride = stride * 2) {
    below = reached;
    reached = std::min(reached + stride, most);
  }
  for (Integer stride = 1; reached - stride > below; stride = stride * 2) {
    if (codes(reached - stride) >= code) {
      reached = reached - stride;
    } else {
      below = reached - stride;
      break;
    }
  }
  while (reached - below > Integer(1)) {
    const Integer middle = (reached + below) >> 1;
    (codes(middle) >= code ? reached : below) = middle;
  }
  return reached;
}

std::vector<Step> steps_of(const Codes& codes, const Integer& first, const Integer& last) {
  const Staircase& staircase = codes.staircase();
  std::vector<Step> steps;
  Integer from = staircase.least;
  for (Integer code = first + 1; code <= last; code = code + 1) {
    const Integer guess = ((Ratio(Dyadic(code, 0)) - staircase.offset) / staircase.scale).floor();
    from = first_index(codes, code, from, guess);
    steps.push_back({code, from});
  }
  return steps;
}

/// Offsets of a line that put it on the right side of a step.
struct OffsetRange {
  Integer least;
  Integer most;
};

// Every step begins at its index, not one earlier; at the ends of the staircase the line may leave the codes only where
// the quantizer saturates.
OffsetRange offsets_of(const Staircase& staircase, const std::vector<Step>& steps, const Integer& multiplier,
                       unsigned shift) {
  const auto least_of = [&](const Step& step) { return (step.code << shift) - multiplier * step.index; };
  OffsetRange range{least_of(steps[0]), least_of(steps[0]) + multiplier - 1};
  for (const Step& step : steps) {
    const Integer least = least_of(step);
    range.least = std::max(range.least, least);
    range.most = std::min(range.most, least + multiplier - 1);
    if (range.least > range.most) return range;
  }
  const Integer first = steps.front().code - 1;
  const Integer last = steps.back().code;
  if (first > staircase.low) range.least = std::max(range.least, least_of({first, staircase.least}));
  if (last < staircase.high) range.most = std::min(range.most, least_of({last + 1, staircase.most}) - 1);
  return range;
}

// The number of a range with the most zeros at its end.
Integer roundest(const OffsetRange& range, unsigned most_zeros) {
  for (unsigned zeros = most_zeros; zeros > 0; --zeros) {
    const Integer rounded_up = -((-range.least) >> zeros) << zeros;
    if (rounded_up <= range.most) return rounded_up;
  }
  return range.least;
}

// How many digits the number has in its signed-digit form with the fewest.
unsigned digit_count(const Integer& number) {
  Integer differing = number ^ (number * 3);
  unsigned count = 0;
  while (!differing.is_zero()) {
    differing = differing >> differing.trailing_zeros();
    if (differing.is_odd()) ++count;
    differing = differing >> 1;
  }
  return count;
}

}  // namespace

Integer rounded_quotient(const Integer& dividend, const Integer& divisor, RoundingMode mode) {
  const Integer below = floor_divide(dividend, divisor);
  const Integer rest = dividend - below * divisor;
  if (rest.is_zero()) return below;
  const auto half = rest + rest <=> divisor;
  const bool is_negative = dividend.is_negative();
  const auto up_if = [&](bool tie_goes_up) { return half > 0 || (half == 0 && tie_goes_up) ? below + 1 : below; };
  switch (mode) {
    case RoundingMode::kRound:
      return up_if(below.is_odd());
    case RoundingMode::kCeil:
      return below + 1;
    case RoundingMode::kFloor:
      return below;
    case RoundingMode::kUp:
      return is_negative ? below : below + 1;
    case RoundingMode::kDown:
      return is_negative ? below + 1 : below;
    case RoundingMode::kHalfUp:
      return up_if(!is_negative);
    case RoundingMode::kHalfDown:
      return up_if(is_negative);
  }
  throw InternalError("a rounding mode that is not in the list");
}

Integer rounded(const Ratio& number, RoundingMode mode) {
  const Dyadic& numerator = number.numerator();
  const int exponent = std::min(numerator.exponent(), 0);
  return rounded_quotient(numerator.on_grid(exponent), number.divisor() << static_cast<unsigned>(-exponent), mode);
}

std::optional<Line> find_line(const Staircase& staircase) {
  const Codes codes(staircase);
  const Integer first = codes(staircase.least);
  const Integer last = codes(staircase.most);
  if (first == last) return Line{0, first, 0};
  if (last - first > Integer(kMostCodes)) return std::nullopt;
  const std::vector<Step> steps = steps_of(codes, first, last);
  const unsigned most_shift = (staircase.most - staircase.least).bit_length() + (last - first).bit_length() + 2;
  // A longer shift has more lines to choose from; two places more are worth a look.
  constexpr unsigned kPlacesMore = 2;
  std::optional<Line> best;
  for (unsigned shift = 0, end = most_shift; shift <= end; ++shift) {
    const Integer near = (staircase.scale * Ratio(Dyadic(1, static_cast<int>(shift)))).floor();
    for (int nudge = -1; nudge <= 2; ++nudge) {
      const Integer multiplier = near + nudge;
      if (multiplier < Integer(1)) continue;
      const OffsetRange offsets = offsets_of(staircase, steps, multiplier, shift);
      if (offsets.least > offsets.most) continue;
      if (!best) end = std::min(most_shift, shift + kPlacesMore);
      if (!best || digit_count(multiplier) < digit_count(best->multiplier)) {
        best = Line{multiplier, roundest(offsets, shift + 1), shift};
      }
    }
  }
  return best;
}

}  // namespace wirefold::onnx
