// SPDX-License-Identifier: Apache-2.0
#include "wirefold/dsl/array_shape.h"
#include "wirefold/dsl/linear_collector.h"
#include "wirefold/dsl/map_elements.h"
#include "wirefold/dsl/reduce.h"
#include "wirefold/dsl/reduction_plan.h"
#include "wirefold/ir/error.h"

namespace wirefold {
namespace {

constexpr const char* kFunction = "average";

// One weight an operand of the reduction, in the order of its `source`.
std::vector<Dyadic> planned_weights(const Shape& shape, const Axes& axes, const NumericArray& weights,
                                    const Reduction& plan, const Location& location) {
  refuse_quotients(kFunction, weights.shape(), weights.divisors(), location);
  if (weights.shape() == shape) return gathered(weights.numerators(), plan.source);
  const std::vector<std::size_t> reduced = axes.resolved(kFunction, shape, location);
  if (weights.rank() != 1 || reduced.size() != 1 || weights.shape()[0] != shape[reduced[0]]) {
    throw ShapeError(kFunction,
                     "weights of shape " + to_string(weights.shape()) + " for an array of shape " + to_string(shape) +
                         ", they must have its shape, or one axis and the length of the one axis that is reduced",
                     location);
  }
  std::vector<Dyadic> result;
  for (std::size_t i = 0; i < plan.source.size(); ++i) result.push_back(weights.numerators()[i % plan.group_size]);
  return result;
}

FixedVariableArray weighted_sums(const FixedVariableArray& x, const Reduction& plan, const std::vector<Dyadic>& weights,
                                 const Location& location) {
  const std::span<const Use> uses = operands_of(x, kFunction, location);
  LinearCollector products(kFunction, x.trace().builder(), plan.source.size() / plan.group_size, location);
  std::vector<Use> group(plan.group_size);
  for (std::size_t first = 0; first < plan.source.size(); first += plan.group_size) {
    for (std::size_t i = 0; i < plan.group_size; ++i) group[i] = uses[plan.source[first + i]];
    const auto weight = weights.begin() + static_cast<std::ptrdiff_t>(first);
    products.add(group, {weight, weight + static_cast<std::ptrdiff_t>(plan.group_size)}, first / plan.group_size);
  }
  return {plan.shape, {x.elements().trace, products.finish(), {}}};
}

std::vector<Dyadic> group_sums(const std::vector<Dyadic>& numbers, std::size_t group_size) {
  std::vector<Dyadic> sums(numbers.size() / group_size);
  for (std::size_t i = 0; i < numbers.size(); ++i) sums[i / group_size] = sums[i / group_size] + numbers[i];
  return sums;
}

NumericArray weighted_sums(const NumericArray& x, const Reduction& plan, const std::vector<Dyadic>& weights,
                           const Location& location) {
  refuse_quotients(kFunction, x.shape(), x.divisors(), location);
  std::vector<Dyadic> products;
  for (std::size_t i = 0; i < weights.size(); ++i) products.push_back(x.numerators()[plan.source[i]] * weights[i]);
  return {plan.shape, group_sums(products, plan.group_size), {}};
}

template <class Array>
Array average_of(const Array& x, const Axes& axes, const NumericArray& weights, bool keepdims,
                 const Location& location) {
  const Reduction plan = reduction_plan(kFunction, x.shape(), axes, keepdims, location);
  const std::vector<Dyadic> planned = planned_weights(x.shape(), axes, weights, plan, location);
  const NumericArray totals(plan.shape, group_sums(planned, plan.group_size), {});
  for (std::size_t place = 0; place < totals.size(); ++place) {
    if (!totals.numerators()[place].is_zero()) continue;
    throw ValueError(
        kFunction,
        "the weights of " + (totals.rank() == 0 ? "the result" : element_text(totals.shape(), place)) + " sum to zero",
        location);
  }
  return weighted_sums(x, plan, planned, location) / NumericOperand(totals, location);
}

NumericArray ones(const Shape& shape) { return {shape, std::vector<Dyadic>(shape.size(), Dyadic(1)), {}}; }

}  // namespace

FixedVariableArray average(const FixedVariableArray& x, const Axes& axes, const NumericArray& weights, bool keepdims,
                           const Location& location) {
  return average_of(x, axes, weights, keepdims, location);
}
NumericArray average(const NumericArray& x, const Axes& axes, const NumericArray& weights, bool keepdims,
                     const Location& location) {
  return average_of(x, axes, weights, keepdims, location);
}

FixedVariableArray average(const FixedVariableArray& x, const Axes& axes, const Location& location) {
  return average_of(x, axes, ones(x.shape()), false, location);
}
NumericArray average(const NumericArray& x, const Axes& axes, const Location& location) {
  return average_of(x, axes, ones(x.shape()), false, location);
}

}  // namespace wirefold
