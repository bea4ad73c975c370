// SPDX-License-Identifier: Apache-2.0
#include "wirefold/dsl/elementwise.h"

#include "wirefold/dsl/broadcast.h"
#include "wirefold/dsl/quotient.h"
#include "wirefold/dsl/trace.h"

namespace wirefold {
namespace {

enum class Extremum { kMaximum, kMinimum };

const char* name_of(Extremum extremum) { return extremum == Extremum::kMaximum ? "maximum" : "minimum"; }

FixedVariableArray extremum_of(Extremum extremum, const FixedVariableArray& a, const FixedVariableArray& b,
                               const Location& location) {
  const char* function = name_of(extremum);
  Builder& builder = Trace::join({&a, &b}).builder();
  const std::span<const Use> x = operands_of(a, function, location);
  const std::span<const Use> y = operands_of(b, function, location);
  const Broadcast plan = broadcast(function, a.shape(), b.shape(), location);
  TracedElements results{a.elements().trace, {}, {}};
  for (std::size_t i = 0; i < plan.left.size(); ++i) {
    const Use pair[] = {x[plan.left[i]], y[plan.right[i]]};
    results.uses.push_back(
        {extremum == Extremum::kMaximum ? builder.maximum(pair, location) : builder.minimum(pair, location)});
  }
  return {plan.shape, std::move(results)};
}

NumericArray extremum_of(Extremum extremum, const NumericArray& a, const NumericArray& b, const Location& location) {
  const char* function = name_of(extremum);
  refuse_quotients(function, a.shape(), a.divisors(), location);
  refuse_quotients(function, b.shape(), b.divisors(), location);
  const Broadcast plan = broadcast(function, a.shape(), b.shape(), location);
  std::vector<Dyadic> results;
  for (std::size_t i = 0; i < plan.left.size(); ++i) {
    const Dyadic& x = a.numerators()[plan.left[i]];
    const Dyadic& y = b.numerators()[plan.right[i]];
    results.push_back((x < y) == (extremum == Extremum::kMaximum) ? y : x);
  }
  return {plan.shape, std::move(results), {}};
}

}  // namespace

FixedVariableArray maximum(const FixedVariableArray& a, const FixedVariableArray& b, const Location& location) {
  return extremum_of(Extremum::kMaximum, a, b, location);
}
FixedVariableArray maximum(const FixedVariableArray& a, const NumericArray& b, const Location& location) {
  return extremum_of(Extremum::kMaximum, a, constant(b, location), location);
}
FixedVariableArray maximum(const NumericArray& a, const FixedVariableArray& b, const Location& location) {
  return extremum_of(Extremum::kMaximum, constant(a, location), b, location);
}
NumericArray maximum(const NumericArray& a, const NumericArray& b, const Location& location) {
  return extremum_of(Extremum::kMaximum, a, b, location);
}

FixedVariableArray minimum(const FixedVariableArray& a, const FixedVariableArray& b, const Location& location) {
  return extremum_of(Extremum::kMinimum, a, b, location);
}
FixedVariableArray minimum(const FixedVariableArray& a, const NumericArray& b, const Location& location) {
  return extremum_of(Extremum::kMinimum, a, constant(b, location), location);
}
FixedVariableArray minimum(const NumericArray& a, const FixedVariableArray& b, const Location& location) {
  return extremum_of(Extremum::kMinimum, constant(a, location), b, location);
}
NumericArray minimum(const NumericArray& a, const NumericArray& b, const Location& location) {
  return extremum_of(Extremum::kMinimum, a, b, location);
}

FixedVariableArray abs(const FixedVariableArray& x, const Location& location) {
  Builder& builder = x.trace().builder();
  TracedElements results{x.elements().trace, {}, {}};
  for (const Use& use : operands_of(x, "abs", location)) {
    const Use signs[] = {use, compose(use, 0, true)};
    results.uses.push_back({builder.maximum(signs, location)});
  }
  return {x.shape(), std::move(results)};
}
NumericArray abs(const NumericArray& x, const Location& location) {
  refuse_quotients("abs", x.shape(), x.divisors(), location);
  std::vector<Dyadic> results;
  for (const Dyadic& number : x.numerators()) results.push_back(number.is_negative() ? -number : number);
  return {x.shape(), std::move(results), {}};
}

}  // namespace wirefold
