// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <vector>

#include "wirefold/ir/interval.h"

namespace wirefold {

// Intervals as the sets of numbers they stand for: what interval functions are held against.
using ValueSet = std::vector<Dyadic>;

inline ValueSet values_of(const Interval& interval) {
  ValueSet values;
  for (Integer n = interval.low; n <= interval.high; n += 1) values.emplace_back(n, interval.exponent);
  return values;
}

/// The smallest interval around a set that is not empty, on the coarsest grid that holds it.
inline Interval hull_of(const ValueSet& values) {
  const auto [low, high] = std::minmax_element(values.begin(), values.end(), std::less<>());
  if (*low == *high) return Interval{low->mantissa(), low->mantissa(), low->exponent()};
  bool is_first = true;
  int grid = 0;
  for (const Dyadic& value : values) {
    if (value.is_zero()) continue;
    grid = is_first ? value.exponent() : std::min(grid, value.exponent());
    is_first = false;
  }
  return {low->on_grid(grid), high->on_grid(grid), grid};
}

/// Holds every value and begins and ends with one; the grid may be finer than needed. In normal form.
inline bool holds_with_exact_ends(const Interval& interval, const ValueSet& values) {
  const Interval exact = hull_of(values);
  const bool is_normal = !interval.is_point() || interval == Interval::point(interval.low_value());
  return is_normal && interval.contains(exact) && interval.low_value() == exact.low_value() &&
         interval.high_value() == exact.high_value();
}

}  // namespace wirefold
