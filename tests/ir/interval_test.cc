// SPDX-License-Identifier: Apache-2.0
#include "wirefold/ir/interval.h"

#include <algorithm>
#include <vector>

#include "tests/catch.h"
#include "tests/ir/value_sets.h"
#include "wirefold/ir/error.h"
#include "wirefold/ir/ranges.h"

namespace wirefold {
namespace {

// All intervals with a few steps around zero on grids 1/2, 1 and 2, points in normal form.
std::vector<Interval> small_intervals() {
  std::vector<Interval> result = {Interval{}};
  for (int exponent = -1; exponent <= 1; ++exponent) {
    for (int low = -4; low <= 4; ++low) {
      for (int steps : {0, 1, 2, 5}) {
        const Interval interval{low, low + steps, exponent};
        if (steps != 0) result.push_back(interval);
        if (steps == 0 && low % 2 != 0) result.push_back(interval);
      }
    }
  }
  return result;
}

template <class Combine>
ValueSet images(const Interval& x, const Interval& y, Combine combine) {
  ValueSet result;
  for (const Dyadic& a : values_of(x)) {
    for (const Dyadic& b : values_of(y)) result.push_back(combine(a, b));
  }
  return result;
}

TEST_CASE("the sum of two intervals is exactly the interval of the sums") {
  const auto intervals = small_intervals();
  for (const Interval& x : intervals) {
    for (const Interval& y : intervals) {
      const ValueSet sums = images(x, y, [](const Dyadic& a, const Dyadic& b) { return a + b; });
      if (sum(x, y) != hull_of(sums)) FAIL(to_string(x) << " + " << to_string(y) << " is " << to_string(sum(x, y)));
    }
  }
}

TEST_CASE("products and maxima of intervals hold every value, with exact ends") {
  const auto intervals = small_intervals();
  for (const Interval& x : intervals) {
    for (const Interval& y : intervals) {
      const ValueSet products = images(x, y, [](const Dyadic& a, const Dyadic& b) { return a * b; });
      if (!holds_with_exact_ends(product(x, y), products)) FAIL(to_string(x) << " * " << to_string(y));
      const ValueSet maxima = images(x, y, [](const Dyadic& a, const Dyadic& b) { return std::max(a, b); });
      if (!holds_with_exact_ends(maximum_range(x, y), maxima)) FAIL("max " << to_string(x) << " " << to_string(y));
      if (x.high_value() <= y.low_value() && maximum_range(x, y) != y)
        FAIL("max " << to_string(x) << " " << to_string(y));
    }
  }
}

TEST_CASE("the hull of two intervals is the smallest around both") {
  const auto intervals = small_intervals();
  for (const Interval& x : intervals) {
    for (const Interval& y : intervals) {
      ValueSet both = values_of(x);
      for (const Dyadic& value : values_of(y)) both.push_back(value);
      if (hull(x, y) != hull_of(both)) FAIL(to_string(x) << " and " << to_string(y) << ": " << to_string(hull(x, y)));
      if (!hull(x, y).contains(x) || !hull(x, y).contains(y)) FAIL(to_string(x) << " and " << to_string(y));
    }
  }
}

TEST_CASE("an intersection is exactly the values in both") {
  const auto intervals = small_intervals();
  for (const Interval& x : intervals) {
    for (const Interval& y : intervals) {
      ValueSet common;
      for (const Dyadic& value : values_of(x)) {
        if (y.contains(value)) common.push_back(value);
      }
      INFO(to_string(x) << " and " << to_string(y));
      if (common.empty()) {
        CHECK_THROWS_AS(intersection(x, y), InternalError);
      } else if (intersection(x, y) != hull_of(common)) {
        FAIL(to_string(intersection(x, y)));
      }
    }
  }
}

TEST_CASE("one interval contains another if it holds each of its values") {
  const auto intervals = small_intervals();
  for (const Interval& x : intervals) {
    for (const Interval& y : intervals) {
      const ValueSet values = values_of(y);
      const bool expected =
          std::all_of(values.begin(), values.end(), [&](const Dyadic& value) { return x.contains(value); });
      if (x.contains(y) != expected) FAIL(to_string(x) << " contains " << to_string(y));
    }
  }
}

TEST_CASE("transformed, squared, positive and compared intervals are exact") {
  for (const Interval& x : small_intervals()) {
    INFO(to_string(x));
    ValueSet moved;
    ValueSet squares;
    ValueSet positive;
    for (const Dyadic& value : values_of(x)) {
      moved.push_back(scaled(-value, 3));
      squares.push_back(value * value);
      positive.push_back(std::max(value, Dyadic(0)));
    }
    CHECK(transformed(x, 3, true) == hull_of(moved));
    CHECK(transformed(transformed(x, 3, true), -3, true) == x);
    CHECK(holds_with_exact_ends(square_range(x), squares));
    CHECK(holds_with_exact_ends(positive_part_range(x), positive));
    for (int constant = -9; constant <= 9; ++constant) {
      ValueSet bits;
      for (const Dyadic& value : values_of(x)) bits.push_back(value < Dyadic(constant, -1) ? Dyadic(1) : Dyadic(0));
      CHECK(less_than_range(x, Dyadic(constant, -1)) == hull_of(bits));
    }
  }
}

TEST_CASE("the format of an interval is the smallest that holds it") {
  for (const Interval& x : small_intervals()) {
    const Format format = x.format();
    INFO(to_string(x) << " has format " << to_string(format));
    CHECK(Interval::of(format).contains(x));
    for (int is_signed = 0; is_signed < 2; ++is_signed) {
      for (int integer_bits = -4; integer_bits <= 6; ++integer_bits) {
        for (int fraction_bits = -4; fraction_bits <= 4; ++fraction_bits) {
          const Format other{is_signed == 1, integer_bits, fraction_bits};
          if (Interval::of(other).contains(x) && std::max(other.width(), 0) < format.width()) FAIL(to_string(other));
        }
      }
    }
  }
}

TEST_CASE("intervals print their ends and step") {
  CHECK(to_string(Interval{-128, 127, -4}) == "[-8, 127/16] step 1/16");
  CHECK(to_string(Interval{}) == "[0]");
  CHECK(to_string(Interval::point(Dyadic(3, -1))) == "[3/2]");
  CHECK(to_string(Interval{-1, 0, 50}) == "[-1*2^50, 0] step 1*2^50");
}

}  // namespace
}  // namespace wirefold
