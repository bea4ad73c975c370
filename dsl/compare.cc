// SPDX-License-Identifier: Apache-2.0
#include "wirefold/dsl/compare.h"

#include <optional>

#include "wirefold/dsl/joined.h"
#include "wirefold/dsl/map_elements.h"
#include "wirefold/dsl/traced_bits.h"

namespace wirefold {
namespace {

enum class Relation { kLess, kEqual };

// What a comparison is made of: whether `a` stands right, and whether the answer is inverted.
struct Comparison {
  const char* name;
  Relation relation;
  bool is_swapped = false;
  bool is_inverted = false;
};

constexpr Comparison kLess{"less", Relation::kLess};
constexpr Comparison kLessEqual{"less_equal", Relation::kLess, true, true};
constexpr Comparison kGreater{"greater", Relation::kLess, true};
constexpr Comparison kGreaterEqual{"greater_equal", Relation::kLess, false, true};
constexpr Comparison kEqual{"equal", Relation::kEqual};
constexpr Comparison kNotEqual{"not_equal", Relation::kEqual, false, true};

FixedVariableArray compared(const Comparison& comparison, const FixedVariableArray& a, const FixedVariableArray& b,
                            const Location& location) {
  std::optional<TracedBits> bits;
  return map_pairs(comparison.name, a, b, location, [&](Builder& builder, const Use& x, const Use& y) {
    if (!bits) bits.emplace(builder, location);
    const Use& left = comparison.is_swapped ? y : x;
    const Use& right = comparison.is_swapped ? x : y;
    const Use bit = comparison.relation == Relation::kLess ? bits->less(left, right) : bits->equal(left, right);
    return comparison.is_inverted ? bits->inverted(bit) : bit;
  });
}

NumericArray compared(const Comparison& comparison, const NumericArray& a, const NumericArray& b,
                      const Location& location) {
  return map_pairs(comparison.name, a, b, location, [&](const Dyadic& x, const Dyadic& y) {
    const Dyadic& left = comparison.is_swapped ? y : x;
    const Dyadic& right = comparison.is_swapped ? x : y;
    const bool holds = comparison.relation == Relation::kLess ? left < right : left == right;
    return Dyadic(holds != comparison.is_inverted ? 1 : 0);
  });
}

// Which elements of the three arrays a choice is made of.
struct Choice {
  Shape shape;
  std::vector<std::size_t> condition;
  std::vector<std::size_t> when_true;
  std::vector<std::size_t> when_false;
};

Choice choice_of(const Shape& condition, const Shape& when_true, const Shape& when_false, const Location& location) {
  const Shape values = broadcast_shape("where", when_true, when_false, location);
  const Shape shape = broadcast_shape("where", condition, values, location);
  return {shape, stretched_places(condition, shape), stretched_places(when_true, shape),
          stretched_places(when_false, shape)};
}

FixedVariableArray chosen(const FixedVariableArray& condition, const FixedVariableArray& when_true,
                          const FixedVariableArray& when_false, const Location& location) {
  TracedBits bits(Trace::join({&condition, &when_true, &when_false}).builder(), location);
  const std::span<const Use> c = operands_of(condition, "where", location);
  const std::span<const Use> x = operands_of(when_true, "where", location);
  const std::span<const Use> y = operands_of(when_false, "where", location);
  const Choice plan = choice_of(condition.shape(), when_true.shape(), when_false.shape(), location);
  std::vector<Use> truths;
  for (const Use& use : c) truths.push_back(bits.truth(use));
  TracedElements results{condition.elements().trace, {}, {}};
  results.uses.reserve(plan.condition.size());
  for (std::size_t i = 0; i < plan.condition.size(); ++i) {
    results.uses.push_back(bits.select(truths[plan.condition[i]], x[plan.when_true[i]], y[plan.when_false[i]]));
  }
  return {plan.shape, std::move(results)};
}

// By a constant condition: elements of the two arrays written one after the other.
template <class Array>
Array chosen(const NumericArray& condition, const Array& when_true, const Array& when_false, const Location& location) {
  refuse_quotients("where", condition.shape(), condition.divisors(), location);
  const Choice plan = choice_of(condition.shape(), when_true.shape(), when_false.shape(), location);
  Gather gather{plan.shape, {}};
  gather.source.reserve(plan.condition.size());
  for (std::size_t i = 0; i < plan.condition.size(); ++i) {
    const bool is_true = !condition.numerators()[plan.condition[i]].is_zero();
    gather.source.push_back(is_true ? plan.when_true[i] : when_true.size() + plan.when_false[i]);
  }
  const Array parts[] = {when_true, when_false};
  return joined(std::span<const Array>(parts)).gather(gather);
}

}  // namespace

FixedVariableArray less(const FixedVariableArray& a, const FixedVariableArray& b, const Location& location) {
  return compared(kLess, a, b, location);
}
FixedVariableArray less(const FixedVariableArray& a, const NumericArray& b, const Location& location) {
  return compared(kLess, a, constant(b, location), location);
}
FixedVariableArray less(const NumericArray& a, const FixedVariableArray& b, const Location& location) {
  return compared(kLess, constant(a, location), b, location);
}
NumericArray less(const NumericArray& a, const NumericArray& b, const Location& location) {
  return compared(kLess, a, b, location);
}

FixedVariableArray less_equal(const FixedVariableArray& a, const FixedVariableArray& b, const Location& location) {
  return compared(kLessEqual, a, b, location);
}
FixedVariableArray less_equal(const FixedVariableArray& a, const NumericArray& b, const Location& location) {
  return compared(kLessEqual, a, constant(b, location), location);
}
FixedVariableArray less_equal(const NumericArray& a, const FixedVariableArray& b, const Location& location) {
  return compared(kLessEqual, constant(a, location), b, location);
}
NumericArray less_equal(const NumericArray& a, const NumericArray& b, const Location& location) {
  return compared(kLessEqual, a, b, location);
}

FixedVariableArray greater(const FixedVariableArray& a, const FixedVariableArray& b, const Location& location) {
  return compared(kGreater, a, b, location);
}
FixedVariableArray greater(const FixedVariableArray& a, const NumericArray& b, const Location& location) {
  return compared(kGreater, a, constant(b, location), location);
}
FixedVariableArray greater(const NumericArray& a, const FixedVariableArray& b, const Location& location) {
  return compared(kGreater, constant(a, location), b, location);
}
NumericArray greater(const NumericArray& a, const NumericArray& b, const Location& location) {
  return compared(kGreater, a, b, location);
}

FixedVariableArray greater_equal(const FixedVariableArray& a, const FixedVariableArray& b, const Location& location) {
  return compared(kGreaterEqual, a, b, location);
}
FixedVariableArray greater_equal(const FixedVariableArray& a, const NumericArray& b, const Location& location) {
  return compared(kGreaterEqual, a, constant(b, location), location);
}
FixedVariableArray greater_equal(const NumericArray& a, const FixedVariableArray& b, const Location& location) {
  return compared(kGreaterEqual, constant(a, location), b, location);
}
NumericArray greater_equal(const NumericArray& a, const NumericArray& b, const Location& location) {
  return compared(kGreaterEqual, a, b, location);
}

FixedVariableArray equal(const FixedVariableArray& a, const FixedVariableArray& b, const Location& location) {
  return compared(kEqual, a, b, location);
}
FixedVariableArray equal(const FixedVariableArray& a, const NumericArray& b, const Location& location) {
  return compared(kEqual, a, constant(b, location), location);
}
FixedVariableArray equal(const NumericArray& a, const FixedVariableArray& b, const Location& location) {
  return compared(kEqual, constant(a, location), b, location);
}
NumericArray equal(const NumericArray& a, const NumericArray& b, const Location& location) {
  return compared(kEqual, a, b, location);
}

FixedVariableArray not_equal(const FixedVariableArray& a, const FixedVariableArray& b, const Location& location) {
  return compared(kNotEqual, a, b, location);
}
FixedVariableArray not_equal(const FixedVariableArray& a, const NumericArray& b, const Location& location) {
  return compared(kNotEqual, a, constant(b, location), location);
}
FixedVariableArray not_equal(const NumericArray& a, const FixedVariableArray& b, const Location& location) {
  return compared(kNotEqual, constant(a, location), b, location);
}
NumericArray not_equal(const NumericArray& a, const NumericArray& b, const Location& location) {
  return compared(kNotEqual, a, b, location);
}

FixedVariableArray signbit(const FixedVariableArray& x, const Location& location) {
  return map_elements("signbit", x, location,
                      [&](Builder& builder, const Use& use) { return builder.less_than(use, Dyadic(), location); });
}
NumericArray signbit(const NumericArray& x, const Location& location) {
  return map_elements("signbit", x, location,
                      [](const Dyadic& number) { return Dyadic(number.is_negative() ? 1 : 0); });
}

// (0 < x) - (x < 0).
FixedVariableArray sign(const FixedVariableArray& x, const Location& location) {
  return map_elements("sign", x, location, [&](Builder& builder, const Use& use) {
    const Use is_positive{builder.less_than(compose(use, 0, true), Dyadic(), location)};
    const Use is_negative{builder.less_than(use, Dyadic(), location)};
    const Use difference[] = {is_positive, compose(is_negative, 0, true)};
    return builder.sum(difference, location);
  });
}
NumericArray sign(const NumericArray& x, const Location& location) {
  return map_elements("sign", x, location, [](const Dyadic& number) { return Dyadic(number.mantissa().sign()); });
}

FixedVariableArray where(const FixedVariableArray& condition, const FixedVariableArray& when_true,
                         const FixedVariableArray& when_false, const Location& location) {
  return chosen(condition, when_true, when_false, location);
}
FixedVariableArray where(const FixedVariableArray& condition, const FixedVariableArray& when_true,
                         const NumericArray& when_false, const Location& location) {
  return chosen(condition, when_true, constant(when_false, location), location);
}
FixedVariableArray where(const FixedVariableArray& condition, const NumericArray& when_true,
                         const FixedVariableArray& when_false, const Location& location) {
  return chosen(condition, constant(when_true, location), when_false, location);
}
FixedVariableArray where(const FixedVariableArray& condition, const NumericArray& when_true,
                         const NumericArray& when_false, const Location& location) {
  return chosen(condition, constant(when_true, location), constant(when_false, location), location);
}
FixedVariableArray where(const NumericArray& condition, const FixedVariableArray& when_true,
                         const FixedVariableArray& when_false, const Location& location) {
  return chosen(condition, when_true, when_false, location);
}
FixedVariableArray where(const NumericArray& condition, const FixedVariableArray& when_true,
                         const NumericArray& when_false, const Location& location) {
  return chosen(condition, when_true, constant(when_false, location), location);
}
FixedVariableArray where(const NumericArray& condition, const NumericArray& when_true,
                         const FixedVariableArray& when_false, const Location& location) {
  return chosen(condition, constant(when_true, location), when_false, location);
}
NumericArray where(const NumericArray& condition, const NumericArray& when_true, const NumericArray& when_false,
                   const Location& location) {
  return chosen(condition, when_true, when_false, location);
}

}  // namespace wirefold
