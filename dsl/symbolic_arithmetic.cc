// SPDX-License-Identifier: Apache-2.0
#include "wirefold/dsl/broadcast.h"
#include "wirefold/dsl/fixed_variable_array.h"
#include "wirefold/dsl/linear_collector.h"
#include "wirefold/dsl/quotient.h"
#include "wirefold/dsl/trace.h"
#include "wirefold/dsl/traced_constants.h"
#include "wirefold/ir/error.h"

namespace wirefold {
namespace {

FixedVariableArray in_trace_of(const FixedVariableArray& array, Shape shape, std::vector<Use> uses,
                               std::vector<Integer> divisors = {}) {
  return {std::move(shape), {array.elements().trace, std::move(uses), std::move(divisors)}};
}

// x + y or x - y of two arrays of variables.
FixedVariableArray add(const char* function, const FixedVariableArray& a, const FixedVariableArray& b, bool negate_b,
                       const Location& location) {
  Builder& builder = Trace::join({&a, &b}).builder();
  const std::span<const Use> x = operands_of(a, function, location);
  const std::span<const Use> y = operands_of(b, function, location);
  const Broadcast plan = broadcast(function, a.shape(), b.shape(), location);
  std::vector<Use> uses;
  uses.reserve(plan.left.size());
  for (std::size_t i = 0; i < plan.left.size(); ++i) {
    const Use terms[] = {x[plan.left[i]], compose(y[plan.right[i]], 0, negate_b)};
    uses.push_back({builder.sum(terms, location)});
  }
  return in_trace_of(a, plan.shape, std::move(uses));
}

// +-x + number, or +-x - number; the number stands first where the user wrote it first.
struct NumberTerm {
  bool negate_variable = false;
  bool negate_number = false;
  bool number_first = false;
};

FixedVariableArray add_numbers(const char* function, const FixedVariableArray& a, const NumericOperand& b,
                               const NumberTerm& form, const Location& location) {
  Builder& builder = a.trace().builder();
  const std::span<const Use> x = operands_of(a, function, location);
  const std::span<const Dyadic> numbers = b.numbers(function, location);
  const Broadcast plan = form.number_first ? broadcast(function, b.shape(), a.shape(), location)
                                           : broadcast(function, a.shape(), b.shape(), location);
  const std::vector<std::size_t>& variable_places = form.number_first ? plan.right : plan.left;
  const std::vector<std::size_t>& number_places = form.number_first ? plan.left : plan.right;
  TracedConstants constants(builder, location);
  std::vector<Use> uses;
  uses.reserve(plan.left.size());
  for (std::size_t i = 0; i < plan.left.size(); ++i) {
    const Use variable = compose(x[variable_places[i]], 0, form.negate_variable);
    const Dyadic& number = numbers[number_places[i]];
    if (number.is_zero()) {  // adding it takes no hardware
      uses.push_back(variable);
      continue;
    }
    const Use constant = compose(constants.use(number), 0, form.negate_number);
    const Use terms[] = {form.number_first ? constant : variable, form.number_first ? variable : constant};
    uses.push_back({builder.sum(terms, location)});
  }
  return in_trace_of(a, plan.shape, std::move(uses));
}

FixedVariableArray multiply(const FixedVariableArray& a, const FixedVariableArray& b, const Location& location) {
  Builder& builder = Trace::join({&a, &b}).builder();
  const std::span<const Use> x = operands_of(a, "operator*", location);
  const std::span<const Use> y = operands_of(b, "operator*", location);
  const Broadcast plan = broadcast("operator*", a.shape(), b.shape(), location);
  LinearCollector products_with_constants("operator*", builder, plan.left.size(), location);
  std::vector<std::pair<std::size_t, Use>> products;
  for (std::size_t i = 0; i < plan.left.size(); ++i) {
    const Use& left = x[plan.left[i]];
    const Use& right = y[plan.right[i]];
    if (const std::optional<Dyadic> number = constant_of(builder.graph(), right)) {
      products_with_constants.add({left}, {*number}, i);
    } else if (const std::optional<Dyadic> left_number = constant_of(builder.graph(), left)) {
      products_with_constants.add({right}, {*left_number}, i);
    } else {
      products.emplace_back(i, Use{builder.multiply(left, right, location)});
    }
  }
  std::vector<Use> uses = products_with_constants.finish();
  for (const auto& [place, use] : products) uses[place] = use;
  return in_trace_of(a, plan.shape, std::move(uses));
}

FixedVariableArray multiply(const FixedVariableArray& a, const NumericOperand& b, const Location& location) {
  const std::span<const Use> x = operands_of(a, "operator*", location);
  const std::span<const Dyadic> numbers = b.numbers("operator*", location);
  const Broadcast plan = broadcast("operator*", a.shape(), b.shape(), location);
  LinearCollector products("operator*", a.trace().builder(), plan.left.size(), location);
  for (std::size_t i = 0; i < plan.left.size(); ++i) products.add({x[plan.left[i]]}, {numbers[plan.right[i]]}, i);
  return in_trace_of(a, plan.shape, products.finish());
}

FixedVariableArray divide(const FixedVariableArray& a, const NumericOperand& b, const Location& location) {
  const std::span<const Use> x = operands_of(a, "operator/", location);
  const std::vector<DivisorParts> parts = divisor_parts(b.numbers("operator/", location), b.shape(), location);
  const Broadcast plan = broadcast("operator/", a.shape(), b.shape(), location);
  std::vector<Use> uses;
  std::vector<Integer> divisors;
  for (std::size_t i = 0; i < plan.left.size(); ++i) {
    const DivisorParts& part = parts[plan.right[i]];
    uses.push_back(moved(x[plan.left[i]], -part.exponent, part.negate, "operator/", location));
    divisors.push_back(part.odd);
  }
  return in_trace_of(a, plan.shape, std::move(uses), carried_divisors(std::move(divisors)));
}

FixedVariableArray all_moved(const char* function, const FixedVariableArray& x, int shift, bool negate,
                             const Location& location) {
  std::vector<Use> uses;
  for (const Use& use : operands_of(x, function, location)) {
    uses.push_back(moved(use, shift, negate, function, location));
  }
  return in_trace_of(x, x.shape(), std::move(uses));
}

FixedVariableArray& assign(const char* function, FixedVariableArray& a, FixedVariableArray result,
                           const Location& location) {
  check_in_place(function, a.shape(), result.shape(), location);
  return a = std::move(result);
}

}  // namespace

FixedVariableArray operator+(const FixedVariableArray& a, const SymbolicOperand& b) {
  return add("operator+", a, b.array, false, b.location);
}
FixedVariableArray operator+(const FixedVariableArray& a, const NumericOperand& b) {
  return add_numbers("operator+", a, b, {}, b.location);
}
FixedVariableArray operator+(const NumericOperand& a, const FixedVariableArray& b) {
  return add_numbers("operator+", b, a, {.number_first = true}, a.location);
}
FixedVariableArray operator-(const FixedVariableArray& a, const SymbolicOperand& b) {
  return add("operator-", a, b.array, true, b.location);
}
FixedVariableArray operator-(const FixedVariableArray& a, const NumericOperand& b) {
  return add_numbers("operator-", a, b, {.negate_number = true}, b.location);
}
FixedVariableArray operator-(const NumericOperand& a, const FixedVariableArray& b) {
  return add_numbers("operator-", b, a, {.negate_variable = true, .number_first = true}, a.location);
}
FixedVariableArray operator*(const FixedVariableArray& a, const SymbolicOperand& b) {
  return multiply(a, b.array, b.location);
}
FixedVariableArray operator*(const FixedVariableArray& a, const NumericOperand& b) {
  return multiply(a, b, b.location);
}
FixedVariableArray operator*(const NumericOperand& a, const FixedVariableArray& b) {
  return multiply(b, a, a.location);
}
FixedVariableArray operator/(const FixedVariableArray& a, const NumericOperand& b) { return divide(a, b, b.location); }
FixedVariableArray operator-(const SymbolicOperand& x) { return all_moved("operator-", x.array, 0, true, x.location); }

FixedVariableArray operator<<(const FixedVariableArray& x, const ShiftOperand& places) {
  return all_moved("operator<<", x, places.checked("operator<<"), false, places.location);
}
FixedVariableArray operator>>(const FixedVariableArray& x, const ShiftOperand& places) {
  return all_moved("operator>>", x, -places.checked("operator>>"), false, places.location);
}

FixedVariableArray& operator+=(FixedVariableArray& a, const SymbolicOperand& b) {
  return assign("operator+=", a, a + b, b.location);
}
FixedVariableArray& operator+=(FixedVariableArray& a, const NumericOperand& b) {
  return assign("operator+=", a, a + b, b.location);
}
FixedVariableArray& operator-=(FixedVariableArray& a, const SymbolicOperand& b) {
  return assign("operator-=", a, a - b, b.location);
}
FixedVariableArray& operator-=(FixedVariableArray& a, const NumericOperand& b) {
  return assign("operator-=", a, a - b, b.location);
}
FixedVariableArray& operator*=(FixedVariableArray& a, const SymbolicOperand& b) {
  return assign("operator*=", a, a * b, b.location);
}
FixedVariableArray& operator*=(FixedVariableArray& a, const NumericOperand& b) {
  return assign("operator*=", a, a * b, b.location);
}
FixedVariableArray& operator/=(FixedVariableArray& a, const NumericOperand& b) {
  return assign("operator/=", a, a / b, b.location);
}

}  // namespace wirefold
