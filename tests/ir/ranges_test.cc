// SPDX-License-Identifier: Apache-2.0
#include "wirefold/ir/ranges.h"

#include <algorithm>
#include <array>

#include "tests/catch.h"
#include "tests/ir/quantize_definition.h"
#include "tests/ir/value_sets.h"

namespace wirefold {
namespace {

constexpr int kLowest = -7;
constexpr int kLastLow = 7;
constexpr int kHighest = kLastLow + 16;

// What quantize makes of mantissa * 2^exponent for every mantissa of the test, in units of 2^-fraction_bits.
class Images {
 public:
  Images(const Quantizer& quantizer, int divisor, int exponent) : fraction_bits_(quantizer.format.fraction_bits) {
    for (int n = kLowest; n <= kHighest; ++n)
      codes_[index(n)] = quantize_by_definition(n, exponent, divisor, quantizer);
  }
  /// The smallest interval around the images of low to high.
  Interval hull(int low, int high) const {
    std::int64_t least = codes_[index(low)];
    std::int64_t most = least;
    std::int64_t bits = 0;
    for (int n = low; n <= high; ++n) {
      least = std::min(least, codes_[index(n)]);
      most = std::max(most, codes_[index(n)]);
      bits |= codes_[index(n)];
    }
    if (least == most) return Interval::point(Dyadic(Integer(least), -fraction_bits_));
    const int zeros = __builtin_ctzll(static_cast<std::uint64_t>(bits));
    return {least >> zeros, most >> zeros, zeros - fraction_bits_};
  }
  /// No mantissa from low to high changes.
  bool are_unchanged(int low, int high, int exponent) const {
    for (int n = low; n <= high; ++n) {
      if (Dyadic(n, exponent) != Dyadic(Integer(codes_[index(n)]), -fraction_bits_)) return false;
    }
    return true;
  }

 private:
  static std::size_t index(int n) { return static_cast<std::size_t>(n - kLowest); }
  int fraction_bits_;
  std::array<std::int64_t, kHighest - kLowest + 1> codes_{};
};

template <class Check>
void for_small_intervals(int exponent, Check check) {
  for (int low = kLowest; low <= kLastLow; ++low) {
    for (const int steps : {0, 1, 5, 16}) {
      const Interval interval =
          steps == 0 ? Interval::point(Dyadic(low, exponent)) : Interval{low, low + steps, exponent};
      check(interval, low, low + steps);
    }
  }
}

// Without a divisor the interval is the smallest there is. With one it may be on too fine a grid, and wrap around
// values that the steps between the quotients leave out.
TEST_CASE("the range of quantize is exact for every mode, format and small operand") {
  for (const Format& format : small_formats(3)) {
    for_every_mode(format, [&](const Quantizer& quantizer, int divisor) {
      for (int exponent = -2; exponent <= 3; ++exponent) {
        const Images images(quantizer, divisor, exponent);
        for_small_intervals(exponent, [&](const Interval& x, int low, int high) {
          const Interval range = quantized_range(x, quantizer);
          const Interval exact = images.hull(low, high);
          const bool may_skip_codes = divisor != 1 && (1 << std::max(exponent + format.fraction_bits, 0)) > divisor;
          const bool has_exact_ends =
              range.low_value() == exact.low_value() && range.high_value() == exact.high_value();
          if (!range.contains(exact) || !(has_exact_ends || may_skip_codes) || (divisor == 1 && range != exact)) {
            FAIL(to_string(x) << " " << describe(quantizer) << " is " << to_string(range) << ", not "
                              << to_string(exact));
          }
        });
      }
    });
  }
}

TEST_CASE("quantize is known to be the identity exactly where it is") {
  for (const Format& format : small_formats(3)) {
    for_every_mode(format, [&](const Quantizer& quantizer, int divisor) {
      for (int exponent = -3; exponent <= 3; ++exponent) {
        const Images images(quantizer, divisor, exponent);
        for_small_intervals(exponent, [&](const Interval& x, int low, int high) {
          const bool expected = images.are_unchanged(low, high, exponent);
          // -1 / 3 floors to -1: true, but of no use.
          const bool is_right =
              divisor == 1 ? is_identity(x, quantizer) == expected : !is_identity(x, quantizer) || expected;
          if (!is_right) FAIL(to_string(x) << " " << describe(quantizer));
        });
      }
    });
  }
}

TEST_CASE("the range of quantize is sound for wide operands") {
  const Interval wide{-Integer::power_of_two(500), Integer::power_of_two(500) - 1, -250};
  CHECK(quantized_range(wide, {.format = {true, 5, 2}}) == Interval::of({true, 5, 2}));
  CHECK(quantized_range(wide, {.format = {true, 250, 250}}) == wide);
  CHECK(quantized_range(wide, {.format = {true, 300, -3}}).format() == Format{true, 250, -3});
  CHECK(quantized_range(wide, {.format = {true, 300, -3}, .rounding = Rounding::kRnd}).format() ==
        Format{true, 251, -3});
  CHECK(quantized_range(wide, {.format = {false, 5, 2}, .overflow = Overflow::kSat}) == Interval::of({false, 5, 2}));
}

}  // namespace
}  // namespace wirefold
