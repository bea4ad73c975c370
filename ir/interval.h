// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "wirefold/ir/error.h"
#include "wirefold/ir/format.h"

namespace wirefold {

/// The exact range of a value: the numbers n * 2^exponent for integers low <= n <= high.
///
/// Normal form: `exponent` is the coarsest grid that holds both ends if the interval is one point, and otherwise the
/// grid that the value is known to lie on. Zero is {0, 0, 0}.
struct Interval {
  Integer low;
  Integer high;
  int exponent = 0;

  static Interval point(const Dyadic& value);
  /// The whole range of a format; zero for a format of no bits.
  static Interval of(const Format& format);

  bool is_point() const { return low == high; }
  bool is_zero() const { return low.is_zero() && high.is_zero(); }
  Dyadic low_value() const { return {low, exponent}; }
  Dyadic high_value() const { return {high, exponent}; }
  bool contains(const Dyadic& value) const;
  bool contains(const Interval& other) const;
  /// The smallest format that holds every value of the interval; no bits for zero.
  Format format() const;

  friend bool operator==(const Interval&, const Interval&) = default;
};

/// The range of -x (if `negate`) times 2^shift.
Interval transformed(const Interval& x, int shift, bool negate);
/// The range of x + y for unrelated x and y.
Interval sum(const Interval& x, const Interval& y);
Interval product(const Interval& x, const Interval& y);
/// The smallest interval around both.
Interval hull(const Interval& x, const Interval& y);
/// Two ranges that are known of one value have no number in common: what was known is false. A reader of programs from
/// outside turns it into its own error.
class ContradictionError : public InternalError {
 public:
  ContradictionError() : InternalError("two ranges of one value have no number in common") {}
};
/// The values that are in both. Both are known to hold the same value, so the result is never empty
/// (ContradictionError).
Interval intersection(const Interval& x, const Interval& y);
/// "[-8, 127/16] step 1/16".
std::string to_string(const Interval& interval);

}  // namespace wirefold
