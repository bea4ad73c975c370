// SPDX-License-Identifier: Apache-2.0
#include "wirefold/dsl/reduce.h"

#include <algorithm>

#include "wirefold/dsl/gather.h"
#include "wirefold/dsl/quotient.h"
#include "wirefold/dsl/trace.h"

namespace wirefold {
namespace {

// What is reduced to each element: `source` lists the places of `group_size` operands for each element of `shape`.
struct Reduction {
  Shape shape;
  std::size_t group_size = 1;
  std::vector<std::size_t> source;
};

Reduction reduction_plan(const char* function, const Shape& shape, const Axes& axes, bool keepdims,
                         const Location& location) {
  const std::vector<std::size_t> reduced = axes.resolved(function, shape, location);
  Reduction plan;
  std::vector<std::size_t> order;
  std::vector<std::size_t> last;
  for (std::size_t axis = 0; axis < shape.rank(); ++axis) {
    const bool is_reduced = std::find(reduced.begin(), reduced.end(), axis) != reduced.end();
    (is_reduced ? last : order).push_back(axis);
    if (is_reduced) plan.group_size *= static_cast<std::size_t>(shape[axis]);
    if (!is_reduced) plan.shape.push_back(shape[axis]);
    if (is_reduced && keepdims) plan.shape.push_back(1);
  }
  order.insert(order.end(), last.begin(), last.end());
  plan.source = transpose_plan(shape, order).source;
  return plan;
}

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

}  // namespace

FixedVariableArray sum(const FixedVariableArray& x, const Axes& axes, bool keepdims, const Location& location) {
  return reduced("sum", x, axes, keepdims, location,
                 [&](Builder& builder, std::span<const Use> group) { return builder.sum(group, location); });
}
NumericArray sum(const NumericArray& x, const Axes& axes, bool keepdims, const Location& location) {
  return reduced("sum", x, axes, keepdims, location, [](const Dyadic& a, const Dyadic& b) { return a + b; });
}

FixedVariableArray amax(const FixedVariableArray& x, const Axes& axes, bool keepdims, const Location& location) {
  return reduced("amax", x, axes, keepdims, location,
                 [&](Builder& builder, std::span<const Use> group) { return builder.maximum(group, location); });
}
NumericArray amax(const NumericArray& x, const Axes& axes, bool keepdims, const Location& location) {
  return reduced("amax", x, axes, keepdims, location, [](const Dyadic& a, const Dyadic& b) { return a < b ? b : a; });
}

FixedVariableArray amin(const FixedVariableArray& x, const Axes& axes, bool keepdims, const Location& location) {
  return reduced("amin", x, axes, keepdims, location,
                 [&](Builder& builder, std::span<const Use> group) { return builder.minimum(group, location); });
}
NumericArray amin(const NumericArray& x, const Axes& axes, bool keepdims, const Location& location) {
  return reduced("amin", x, axes, keepdims, location, [](const Dyadic& a, const Dyadic& b) { return b < a ? b : a; });
}

}  // namespace wirefold
