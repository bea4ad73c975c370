// SPDX-License-Identifier: Apache-2.0
#include "wirefold/dsl/broadcast.h"
#include "wirefold/dsl/numeric_array.h"
#include "wirefold/dsl/quotient.h"

namespace wirefold {
namespace {

template <class Combine>
NumericArray combined(const char* function, const NumericOperand& a, const NumericOperand& b, const Location& location,
                      Combine combine) {
  const std::span<const Dyadic> x = a.numbers(function, location);
  const std::span<const Dyadic> y = b.numbers(function, location);
  const Broadcast plan = broadcast(function, a.shape(), b.shape(), location);
  std::vector<Dyadic> results;
  results.reserve(plan.left.size());
  for (std::size_t i = 0; i < plan.left.size(); ++i) results.push_back(combine(x[plan.left[i]], y[plan.right[i]]));
  return {plan.shape, std::move(results), {}};
}

NumericArray add(const NumericOperand& a, const NumericOperand& b, const Location& location) {
  return combined("operator+", a, b, location, [](const Dyadic& x, const Dyadic& y) { return x + y; });
}

NumericArray subtract(const NumericOperand& a, const NumericOperand& b, const Location& location) {
  return combined("operator-", a, b, location, [](const Dyadic& x, const Dyadic& y) { return x - y; });
}

NumericArray multiply(const NumericOperand& a, const NumericOperand& b, const Location& location) {
  return combined("operator*", a, b, location, [](const Dyadic& x, const Dyadic& y) { return x * y; });
}

NumericArray divide(const NumericOperand& a, const NumericOperand& b, const Location& location) {
  const std::span<const Dyadic> x = a.numbers("operator/", location);
  const std::vector<DivisorParts> parts = divisor_parts(b.numbers("operator/", location), b.shape(), location);
  const Broadcast plan = broadcast("operator/", a.shape(), b.shape(), location);
  std::vector<Dyadic> numerators;
  std::vector<Integer> divisors;
  for (std::size_t i = 0; i < plan.left.size(); ++i) {
    const DivisorParts& part = parts[plan.right[i]];
    const Dyadic numerator = scaled(x[plan.left[i]], -part.exponent);
    numerators.push_back(part.negate ? -numerator : numerator);
    divisors.push_back(part.odd);
  }
  return {plan.shape, std::move(numerators), carried_divisors(std::move(divisors))};
}

NumericArray shifted(const char* function, const NumericArray& x, const ShiftOperand& places, int direction) {
  refuse_quotients(function, x.shape(), x.divisors(), places.location);
  const int shift = direction * places.checked(function);
  std::vector<Dyadic> results;
  results.reserve(x.size());
  for (const Dyadic& number : x.numerators()) results.push_back(scaled(number, shift));
  return {x.shape(), std::move(results), {}};
}

NumericArray& assign(const char* function, NumericArray& a, NumericArray result, const Location& location) {
  check_in_place(function, a.shape(), result.shape(), location);
  return a = std::move(result);
}

}  // namespace

NumericArray operator+(const NumericArray& a, const NumericOperand& b) { return add(a, b, b.location); }
NumericArray operator+(const NumberOperand& a, const NumericArray& b) { return add(NumericOperand(a), b, a.location); }
NumericArray operator-(const NumericArray& a, const NumericOperand& b) { return subtract(a, b, b.location); }
NumericArray operator-(const NumberOperand& a, const NumericArray& b) {
  return subtract(NumericOperand(a), b, a.location);
}
NumericArray operator*(const NumericArray& a, const NumericOperand& b) { return multiply(a, b, b.location); }
NumericArray operator*(const NumberOperand& a, const NumericArray& b) {
  return multiply(NumericOperand(a), b, a.location);
}
NumericArray operator/(const NumericArray& a, const NumericOperand& b) { return divide(a, b, b.location); }
NumericArray operator/(const NumberOperand& a, const NumericArray& b) {
  return divide(NumericOperand(a), b, a.location);
}

NumericArray operator-(const NumericOperand& x) {
  std::vector<Dyadic> results;
  for (const Dyadic& number : x.numbers("operator-", x.location)) results.push_back(-number);
  return {x.shape(), std::move(results), {}};
}

NumericArray operator<<(const NumericArray& x, const ShiftOperand& places) {
  return shifted("operator<<", x, places, 1);
}
NumericArray operator>>(const NumericArray& x, const ShiftOperand& places) {
  return shifted("operator>>", x, places, -1);
}

NumericArray& operator+=(NumericArray& a, const NumericOperand& b) {
  return assign("operator+=", a, a + b, b.location);
}
NumericArray& operator-=(NumericArray& a, const NumericOperand& b) {
  return assign("operator-=", a, a - b, b.location);
}
NumericArray& operator*=(NumericArray& a, const NumericOperand& b) {
  return assign("operator*=", a, a * b, b.location);
}
NumericArray& operator/=(NumericArray& a, const NumericOperand& b) {
  return assign("operator/=", a, a / b, b.location);
}

}  // namespace wirefold
