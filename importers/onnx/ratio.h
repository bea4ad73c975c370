// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <string>

#include "wirefold/ir/dyadic.h"

namespace wirefold::onnx {

/// An exact rational number numerator / divisor. Normal form: the divisor is odd and positive and has no factor in
/// common with the numerator; so equal numbers have equal fields.
class Ratio {
 public:
  Ratio() = default;
  Ratio(Dyadic number) : numerator_(std::move(number)) {}  // NOLINT(google-explicit-constructor)
  template <std::integral I>
  requires(!std::same_as<I, bool>) Ratio(I number) : numerator_(number) {}  // NOLINT(google-explicit-constructor)

  const Dyadic& numerator() const { return numerator_; }
  const Integer& divisor() const { return divisor_; }

  bool is_zero() const { return numerator_.is_zero(); }
  bool is_negative() const { return numerator_.is_negative(); }
  bool is_dyadic() const { return divisor_ == Integer(1); }
  /// The largest integer <= the number.
  Integer floor() const;
  /// "3", "1/4", "5 / 7".
  std::string to_string() const;

  friend Ratio operator+(const Ratio& a, const Ratio& b);
  friend Ratio operator-(const Ratio& a) { return from_parts(-a.numerator_, a.divisor_); }
  friend Ratio operator-(const Ratio& a, const Ratio& b) { return a + -b; }
  friend Ratio operator*(const Ratio& a, const Ratio& b);
  /// `b` is not zero.
  friend Ratio operator/(const Ratio& a, const Ratio& b);
  friend bool operator==(const Ratio& a, const Ratio& b) = default;
  friend std::strong_ordering operator<=>(const Ratio& a, const Ratio& b);

 private:
  static Ratio from_parts(Dyadic numerator, Integer divisor);
  static Ratio reduced(const Dyadic& numerator, const Integer& divisor);

  Dyadic numerator_;
  Integer divisor_ = 1;
};

}  // namespace wirefold::onnx
