// SPDX-License-Identifier: Apache-2.0
#include "wirefold/importers/onnx/ratio.h"

#include <utility>

#include "wirefold/ir/error.h"

namespace wirefold::onnx {
namespace {

Integer greatest_common_divisor(Integer a, Integer b) {
  a = absolute(a);
  while (!b.is_zero()) {
    Integer rest = floor_modulo(a, b);
    a = std::exchange(b, std::move(rest));
  }
  return a;
}

}  // namespace

Ratio Ratio::from_parts(Dyadic numerator, Integer divisor) {
  Ratio result;
  result.numerator_ = std::move(numerator);
  result.divisor_ = std::move(divisor);
  return result;
}

Ratio Ratio::reduced(const Dyadic& numerator, const Integer& divisor) {
  if (divisor == Integer(1)) return from_parts(numerator, divisor);
  const Integer common = greatest_common_divisor(numerator.mantissa(), divisor);
  return from_parts({floor_divide(numerator.mantissa(), common), numerator.exponent()}, floor_divide(divisor, common));
}

Integer Ratio::floor() const {
  const int exponent = numerator_.exponent();
  if (exponent >= 0) return floor_divide(numerator_.mantissa() << static_cast<unsigned>(exponent), divisor_);
  return floor_divide(numerator_.mantissa(), divisor_ << static_cast<unsigned>(-exponent));
}

std::string Ratio::to_string() const {
  return is_dyadic() ? numerator_.to_string() : numerator_.to_string() + " / " + divisor_.to_string();
}

Ratio operator+(const Ratio& a, const Ratio& b) {
  return Ratio::reduced(a.numerator_ * Dyadic(b.divisor_, 0) + b.numerator_ * Dyadic(a.divisor_, 0),
                        a.divisor_ * b.divisor_);
}

Ratio operator*(const Ratio& a, const Ratio& b) {
  return Ratio::reduced(a.numerator_ * b.numerator_, a.divisor_ * b.divisor_);
}

Ratio operator/(const Ratio& a, const Ratio& b) {
  check_internal(!b.is_zero(), "a ratio over zero");
  // 1 / (m * 2^e / d) = d * 2^-e / m; a normal mantissa is odd.
  const Integer sign = b.is_negative() ? -1 : 1;
  const Ratio reciprocal =
      Ratio::reduced({b.divisor_ * sign, -b.numerator_.exponent()}, absolute(b.numerator_.mantissa()));
  return a * reciprocal;
}

std::strong_ordering operator<=>(const Ratio& a, const Ratio& b) {
  return a.numerator_ * Dyadic(b.divisor_, 0) <=> b.numerator_ * Dyadic(a.divisor_, 0);
}

}  // namespace wirefold::onnx
