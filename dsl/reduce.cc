// SPDX-License-Identifier: Apache-2.0
#include "wirefold/dsl/reduce.h"

#include "wirefold/dsl/map_elements.h"
#include "wirefold/dsl/reduction_plan.h"

namespace wirefold {
namespace {

// `combine(operands)` is the result of a group; a group of one is its element.
template <class Combine>
FixedVariableArray reduced(const char* function, const FixedVariableArray& x, const Axes& axes, bool keepdims,
                           const Location& location, Combine combine) {
  const std::span<const Use> uses = operands_of(x, function, location);
  const Reduction plan = reduction_plan(function, x.shape(), axes, keepdims, location);
  TracedElements results{x.elements().trace, {}, {}};
  std::vector<Use> group(plan.group_size);
  for (std::size_t first = 0; first < plan.source.size(); first += plan.group_size) {
    for (std::size_t i = 0; i < plan.group_size; ++i) group[i] = uses[plan.source[first + i]];
    results.uses.push_back(plan.group_size == 1 ? group[0] : Use{combine(x.trace().builder(), group)});
  }
  return {plan.shape, std::move(results)};
}

template <class Combine>
NumericArray reduced(const char* function, const NumericArray& x, const Axes& axes, bool keepdims,
                     const Location& location, Combine combine) {
  refuse_quotients(function, x.shape(), x.divisors(), location);
  const Reduction plan = reduction_plan(function, x.shape(), axes, keepdims, location);
  std::vector<Dyadic> results;
  for (std::size_t first = 0; first < plan.source.size(); first += plan.group_size) {
    Dyadic result = x.numerators()[plan.source[first]];
    for (std::size_t i = 1; i < plan.group_size; ++i) {
      result = combine(result, x.numerators()[plan.source[first + i]]);
    }
    results.push_back(std::move(result));
  }
  return {plan.shape, std::move(results), {}};
}

FixedVariableArray total(const char* function, const FixedVariableArray& x, const Axes& axes, bool keepdims,
                         const Location& location) {
  return reduced(function, x, axes, keepdims, location,
                 [&](Builder& builder, std::span<const Use> group) { return builder.sum(group, location); });
}
NumericArray total(const char* function, const NumericArray& x, const Axes& axes, bool keepdims,
                   const Location& location) {
  return reduced(function, x, axes, keepdims, location, [](const Dyadic& a, const Dyadic& b) { return a + b; });
}

FixedVariableArray largest(const char* function, const FixedVariableArray& x, const Axes& axes, bool keepdims,
                           const Location& location) {
  return reduced(function, x, axes, keepdims, location,
                 [&](Builder& builder, std::span<const Use> group) { return builder.maximum(group, location); });
}
NumericArray largest(const char* function, const NumericArray& x, const Axes& axes, bool keepdims,
                     const Location& location) {
  return reduced(function, x, axes, keepdims, location, [](const Dyadic& a, const Dyadic& b) { return a < b ? b : a; });
}

FixedVariableArray smallest(const char* function, const FixedVariableArray& x, const Axes& axes, bool keepdims,
                            const Location& location) {
  return reduced(function, x, axes, keepdims, location,
                 [&](Builder& builder, std::span<const Use> group) { return builder.minimum(group, location); });
}
NumericArray smallest(const char* function, const NumericArray& x, const Axes& axes, bool keepdims,
                      const Location& location) {
  return reduced(function, x, axes, keepdims, location, [](const Dyadic& a, const Dyadic& b) { return b < a ? b : a; });
}

template <class Array>
Array product_of_all(const Array& x, const Axes& axes, bool keepdims, const Location& location) {
  check_operand("prod", x, location);
  const Reduction plan = reduction_plan("prod", x.shape(), axes, keepdims, location);
  const Array product =
      combined_rows(operand_rows(x, plan), [&](const Array& a, const Array& b) { return multiplied(a, b, location); });
  return under_shape(product, plan.shape);
}

template <class Array>
Array mean_of(const Array& x, const Axes& axes, bool keepdims, const Location& location) {
  const Array sums = total("mean", x, axes, keepdims, location);
  return sums / NumericOperand(static_cast<std::int64_t>(x.size() / sums.size()), location);
}

}  // namespace

FixedVariableArray sum(const FixedVariableArray& x, const Axes& axes, bool keepdims, const Location& location) {
  return total("sum", x, axes, keepdims, location);
}
NumericArray sum(const NumericArray& x, const Axes& axes, bool keepdims, const Location& location) {
  return total("sum", x, axes, keepdims, location);
}

FixedVariableArray prod(const FixedVariableArray& x, const Axes& axes, bool keepdims, const Location& location) {
  return product_of_all(x, axes, keepdims, location);
}
NumericArray prod(const NumericArray& x, const Axes& axes, bool keepdims, const Location& location) {
  return product_of_all(x, axes, keepdims, location);
}

FixedVariableArray amax(const FixedVariableArray& x, const Axes& axes, bool keepdims, const Location& location) {
  return largest("amax", x, axes, keepdims, location);
}
NumericArray amax(const NumericArray& x, const Axes& axes, bool keepdims, const Location& location) {
  return largest("amax", x, axes, keepdims, location);
}
FixedVariableArray max(const FixedVariableArray& x, const Axes& axes, bool keepdims, const Location& location) {
  return largest("max", x, axes, keepdims, location);
}
NumericArray max(const NumericArray& x, const Axes& axes, bool keepdims, const Location& location) {
  return largest("max", x, axes, keepdims, location);
}

FixedVariableArray amin(const FixedVariableArray& x, const Axes& axes, bool keepdims, const Location& location) {
  return smallest("amin", x, axes, keepdims, location);
}
NumericArray amin(const NumericArray& x, const Axes& axes, bool keepdims, const Location& location) {
  return smallest("amin", x, axes, keepdims, location);
}
FixedVariableArray min(const FixedVariableArray& x, const Axes& axes, bool keepdims, const Location& location) {
  return smallest("min", x, axes, keepdims, location);
}
NumericArray min(const NumericArray& x, const Axes& axes, bool keepdims, const Location& location) {
  return smallest("min", x, axes, keepdims, location);
}

FixedVariableArray mean(const FixedVariableArray& x, const Axes& axes, bool keepdims, const Location& location) {
  return mean_of(x, axes, keepdims, location);
}
NumericArray mean(const NumericArray& x, const Axes& axes, bool keepdims, const Location& location) {
  return mean_of(x, axes, keepdims, location);
}

}  // namespace wirefold
