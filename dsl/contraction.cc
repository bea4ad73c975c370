// SPDX-License-Identifier: Apache-2.0
#include "wirefold/dsl/contraction.h"

#include <algorithm>
#include <optional>

#include "wirefold/dsl/linear_collector.h"
#include "wirefold/dsl/quotient.h"
#include "wirefold/dsl/trace.h"

namespace wirefold {
namespace {

// The operands in the order of a plan, with those summed that the plan sums before the product.
std::vector<Use> planned_uses(std::span<const Use> uses, const std::vector<std::size_t>& places, std::size_t terms,
                              Builder& builder, const Location& location) {
  std::vector<Use> result;
  std::vector<Use> group(terms);
  for (std::size_t first = 0; first < places.size(); first += terms) {
    for (std::size_t i = 0; i < terms; ++i) group[i] = uses[places[first + i]];
    result.push_back(terms == 1 ? group[0] : Use{builder.sum(group, location)});
  }
  return result;
}

std::vector<Dyadic> planned_numbers(std::span<const Dyadic> numbers, const std::vector<std::size_t>& places,
                                    std::size_t terms) {
  std::vector<Dyadic> result;
  for (std::size_t first = 0; first < places.size(); first += terms) {
    Dyadic total = numbers[places[first]];
    for (std::size_t i = 1; i < terms; ++i) total = total + numbers[places[first + i]];
    result.push_back(std::move(total));
  }
  return result;
}

template <class Item>
std::vector<Item> row_of(const std::vector<Item>& items, std::size_t row, std::size_t length) {
  const auto first = items.begin() + static_cast<std::ptrdiff_t>(row * length);
  return {first, first + static_cast<std::ptrdiff_t>(length)};
}

// `visit(left_row, right_row, place)` for every result.
template <class Visit>
void for_each_result(const ContractionPlan& plan, Visit visit) {
  std::size_t next = 0;
  for (std::size_t b = 0; b < plan.batch; ++b) {
    for (std::size_t r = 0; r < plan.rows; ++r) {
      for (std::size_t c = 0; c < plan.columns; ++c) {
        visit(b * plan.rows + r, b * plan.columns + c, plan.result_places[next++]);
      }
    }
  }
}

// Variables on the left, numbers on the right.
FixedVariableArray with_numbers(const char* function, const ContractionPlan& plan, const FixedVariableArray& a,
                                std::span<const Dyadic> numbers, const Location& location) {
  Builder& builder = a.trace().builder();
  const std::vector<Use> left =
      planned_uses(operands_of(a, function, location), plan.left_places, plan.left_terms, builder, location);
  const std::vector<Dyadic> right = planned_numbers(numbers, plan.right_places, plan.right_terms);
  LinearCollector products(function, builder, plan.result_places.size(), location);
  for_each_result(plan, [&](std::size_t left_row, std::size_t right_row, std::size_t place) {
    products.add(row_of(left, left_row, plan.depth), row_of(right, right_row, plan.depth), place);
  });
  return {plan.shape, {a.elements().trace, products.finish(), {}}};
}

// The numbers on the grid of their least bits.
std::vector<Integer> aligned(const std::vector<Dyadic>& numbers, int& exponent) {
  exponent = 0;
  bool is_first = true;
  for (const Dyadic& number : numbers) {
    if (number.is_zero()) continue;
    exponent = is_first ? number.exponent() : std::min(exponent, number.exponent());
    is_first = false;
  }
  std::vector<Integer> result;
  result.reserve(numbers.size());
  for (const Dyadic& number : numbers) result.push_back(number.on_grid(exponent));
  return result;
}

}  // namespace

FixedVariableArray contracted(const char* function, const ContractionPlan& plan, const FixedVariableArray& a,
                              const FixedVariableArray& b, const Location& location) {
  if (const std::optional<std::vector<Dyadic>> numbers = constants_of(b)) {
    refuse_quotients(function, b.shape(), b.elements().divisors, location);
    return with_numbers(function, plan, a, *numbers, location);
  }
  if (const std::optional<std::vector<Dyadic>> numbers = constants_of(a)) {
    refuse_quotients(function, a.shape(), a.elements().divisors, location);
    return with_numbers(function, plan.swapped(), b, *numbers, location);
  }
  Builder& builder = Trace::join({&a, &b}).builder();
  const std::vector<Use> left =
      planned_uses(operands_of(a, function, location), plan.left_places, plan.left_terms, builder, location);
  const std::vector<Use> right =
      planned_uses(operands_of(b, function, location), plan.right_places, plan.right_terms, builder, location);
  // Products with a constant in one of the arrays are linear; what is left takes a multiplier.
  std::vector<Use> results(plan.result_places.size());
  std::vector<Use> products(plan.depth);
  for_each_result(plan, [&](std::size_t left_row, std::size_t right_row, std::size_t place) {
    LinearCollector scaled(function, builder, plan.depth, location);
    for (std::size_t d = 0; d < plan.depth; ++d) {
      const Use& x = left[left_row * plan.depth + d];
      const Use& y = right[right_row * plan.depth + d];
      if (const std::optional<Dyadic> number = constant_of(builder.graph(), y)) {
        scaled.add({x}, {*number}, d);
      } else if (const std::optional<Dyadic> left_number = constant_of(builder.graph(), x)) {
        scaled.add({y}, {*left_number}, d);
      }
    }
    products = scaled.finish();
    for (std::size_t d = 0; d < plan.depth; ++d) {
      if (products[d].value != kNoValue) continue;
      products[d] = {builder.multiply(left[left_row * plan.depth + d], right[right_row * plan.depth + d], location)};
    }
    results[place] = plan.depth == 1 ? products[0] : Use{builder.sum(products, location)};
  });
  return {plan.shape, {a.elements().trace, std::move(results), {}}};
}

FixedVariableArray contracted(const char* function, const ContractionPlan& plan, const FixedVariableArray& a,
                              const NumericArray& b, const Location& location) {
  refuse_quotients(function, b.shape(), b.divisors(), location);
  return with_numbers(function, plan, a, b.numerators(), location);
}

FixedVariableArray contracted(const char* function, const ContractionPlan& plan, const NumericArray& a,
                              const FixedVariableArray& b, const Location& location) {
  return contracted(function, plan.swapped(), b, a, location);
}

NumericArray contracted(const char* function, const ContractionPlan& plan, const NumericArray& a, const NumericArray& b,
                        const Location& location) {
  refuse_quotients(function, a.shape(), a.divisors(), location);
  refuse_quotients(function, b.shape(), b.divisors(), location);
  int left_exponent = 0;
  int right_exponent = 0;
  const std::vector<Integer> left =
      aligned(planned_numbers(a.numerators(), plan.left_places, plan.left_terms), left_exponent);
  const std::vector<Integer> right =
      aligned(planned_numbers(b.numerators(), plan.right_places, plan.right_terms), right_exponent);
  std::vector<Dyadic> results(plan.result_places.size());
  for_each_result(plan, [&](std::size_t left_row, std::size_t right_row, std::size_t place) {
    Integer total;
    for (std::size_t d = 0; d < plan.depth; ++d) {
      total += left[left_row * plan.depth + d] * right[right_row * plan.depth + d];
    }
    results[place] = Dyadic(std::move(total), left_exponent + right_exponent);
  });
  return {plan.shape, std::move(results), {}};
}

}  // namespace wirefold
