// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>

#include "wirefold/dsl/broadcast.h"
#include "wirefold/dsl/fixed_variable_array.h"
#include "wirefold/dsl/numeric_array.h"
#include "wirefold/dsl/quotient.h"
#include "wirefold/dsl/trace.h"

namespace wirefold {

/// One result an element: `of_use(builder, use)` is a Use or a ValueId.
template <class OfUse>
FixedVariableArray map_elements(const char* function, const FixedVariableArray& x, const Location& location,
                                OfUse of_use) {
  Builder& builder = x.trace().builder();
  TracedElements results{x.elements().trace, {}, {}};
  results.uses.reserve(x.size());
  for (const Use& use : operands_of(x, function, location)) results.uses.push_back({of_use(builder, use)});
  return {x.shape(), std::move(results)};
}
template <class OfNumber>
NumericArray map_elements(const char* function, const NumericArray& x, const Location& location, OfNumber of_number) {
  refuse_quotients(function, x.shape(), x.divisors(), location);
  std::vector<Dyadic> results;
  results.reserve(x.size());
  for (const Dyadic& number : x.numerators()) results.push_back(of_number(number));
  return {x.shape(), std::move(results), {}};
}

/// One result a pair of elements that stand in the same place after broadcasting.
template <class OfUses>
FixedVariableArray map_pairs(const char* function, const FixedVariableArray& a, const FixedVariableArray& b,
                             const Location& location, OfUses of_uses) {
  Builder& builder = Trace::join({&a, &b}).builder();
  const std::span<const Use> x = operands_of(a, function, location);
  const std::span<const Use> y = operands_of(b, function, location);
  const Broadcast plan = broadcast(function, a.shape(), b.shape(), location);
  TracedElements results{a.elements().trace, {}, {}};
  results.uses.reserve(plan.left.size());
  for (std::size_t i = 0; i < plan.left.size(); ++i) {
    results.uses.push_back({of_uses(builder, x[plan.left[i]], y[plan.right[i]])});
  }
  return {plan.shape, std::move(results)};
}
template <class OfNumbers>
NumericArray map_pairs(const char* function, const NumericArray& a, const NumericArray& b, const Location& location,
                       OfNumbers of_numbers) {
  refuse_quotients(function, a.shape(), a.divisors(), location);
  refuse_quotients(function, b.shape(), b.divisors(), location);
  const Broadcast plan = broadcast(function, a.shape(), b.shape(), location);
  std::vector<Dyadic> results;
  results.reserve(plan.left.size());
  for (std::size_t i = 0; i < plan.left.size(); ++i) {
    results.push_back(of_numbers(a.numerators()[plan.left[i]], b.numerators()[plan.right[i]]));
  }
  return {plan.shape, std::move(results), {}};
}

/// Refuses what no function but quantize takes: open inputs and quotients (UnsupportedError).
inline void check_operand(const char* function, const FixedVariableArray& x, const Location& location) {
  operands_of(x, function, location);
}
inline void check_operand(const char* function, const NumericArray& x, const Location& location) {
  refuse_quotients(function, x.shape(), x.divisors(), location);
}

// Sums and products under the line of the function that needs them.
inline FixedVariableArray added(const FixedVariableArray& a, const FixedVariableArray& b, const Location& location) {
  return a + SymbolicOperand(b, location);
}
inline NumericArray added(const NumericArray& a, const NumericArray& b, const Location& location) {
  return a + NumericOperand(b, location);
}
inline FixedVariableArray multiplied(const FixedVariableArray& a, const FixedVariableArray& b,
                                     const Location& location) {
  return a * SymbolicOperand(b, location);
}
inline NumericArray multiplied(const NumericArray& a, const NumericArray& b, const Location& location) {
  return a * NumericOperand(b, location);
}

}  // namespace wirefold
