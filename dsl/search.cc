// SPDX-License-Identifier: Apache-2.0
#include "wirefold/dsl/search.h"

#include <algorithm>

#include "wirefold/dsl/array_shape.h"
#include "wirefold/dsl/edges.h"
#include "wirefold/dsl/map_elements.h"
#include "wirefold/dsl/reduction_plan.h"
#include "wirefold/dsl/traced_bits.h"
#include "wirefold/ir/error.h"

namespace wirefold {
namespace {

enum class Extreme { kLargest, kSmallest };

const char* name_of(Extreme extreme) { return extreme == Extreme::kLargest ? "argmax" : "argmin"; }

// The extreme value of a range of elements, and how far from its beginning it stands. -x where the smallest is wanted.
struct Candidate {
  Use value;
  Use place;
};

// The better one of two neighbours, of which the left one stands for `left_size` elements, a power of two.
Candidate better(TracedBits& bits, Builder& builder, const Candidate& left, const Candidate& right, int left_bits,
                 const Location& location) {
  const Use is_right = bits.less(left.value, right.value);
  const Use pair[] = {left.value, right.value};
  // The place in the chosen half, and above it the bit that says which half.
  const Use half = compose(is_right, left_bits, false);
  if (left_bits == 0) return {{builder.maximum(pair, location)}, half};
  const Use parts[] = {half, bits.select(is_right, right.place, left.place)};
  return {{builder.maximum(pair, location)}, bits.bitwise(Opcode::kOr, parts)};
}

Use place_of_largest(TracedBits& bits, Builder& builder, std::span<const Use> group, const Location& location) {
  const Use zero = bits.number(Dyadic());
  std::vector<Candidate> candidates;
  for (const Use& use : group) candidates.push_back({use, zero});
  for (int left_bits = 0; candidates.size() > 1; ++left_bits) {
    std::vector<Candidate> winners;
    for (std::size_t i = 0; i + 1 < candidates.size(); i += 2) {
      winners.push_back(better(bits, builder, candidates[i], candidates[i + 1], left_bits, location));
    }
    if (candidates.size() % 2 != 0) winners.push_back(candidates.back());
    candidates = std::move(winners);
  }
  return candidates.front().place;
}

// numpy takes one axis or all of them.
Axes axes_of(std::optional<Axis> axis) { return axis ? Axes(axis->value) : Axes(); }

FixedVariableArray place_of(Extreme extreme, const FixedVariableArray& x, std::optional<Axis> axis, bool keepdims,
                            const Location& location) {
  const std::span<const Use> uses = operands_of(x, name_of(extreme), location);
  const Reduction plan = reduction_plan(name_of(extreme), x.shape(), axes_of(axis), keepdims, location);
  Builder& builder = x.trace().builder();
  TracedBits bits(builder, location);
  TracedElements results{x.elements().trace, {}, {}};
  std::vector<Use> group(plan.group_size);
  for (std::size_t first = 0; first < plan.source.size(); first += plan.group_size) {
    for (std::size_t i = 0; i < plan.group_size; ++i) {
      group[i] = compose(uses[plan.source[first + i]], 0, extreme == Extreme::kSmallest);
    }
    results.uses.push_back(place_of_largest(bits, builder, group, location));
  }
  return {plan.shape, std::move(results)};
}

NumericArray place_of(Extreme extreme, const NumericArray& x, std::optional<Axis> axis, bool keepdims,
                      const Location& location) {
  refuse_quotients(name_of(extreme), x.shape(), x.divisors(), location);
  const Reduction plan = reduction_plan(name_of(extreme), x.shape(), axes_of(axis), keepdims, location);
  std::vector<Dyadic> results;
  for (std::size_t first = 0; first < plan.source.size(); first += plan.group_size) {
    std::size_t best = 0;
    for (std::size_t i = 1; i < plan.group_size; ++i) {
      const Dyadic& number = x.numerators()[plan.source[first + i]];
      const Dyadic& so_far = x.numerators()[plan.source[first + best]];
      if (extreme == Extreme::kLargest ? so_far < number : number < so_far) best = i;
    }
    results.emplace_back(best);
  }
  return {plan.shape, std::move(results), {}};
}

FixedVariableArray places_among(const FixedVariableArray& edges, const FixedVariableArray& values, Side side,
                                const Location& location) {
  const std::optional<std::vector<Dyadic>> numbers = constants_of(edges);
  check_edges("searchsorted", edges.shape(), numbers ? std::span<const Dyadic>(*numbers) : std::span<const Dyadic>(), 1,
              location);
  Builder& builder = Trace::join({&edges, &values}).builder();
  const std::span<const Use> steps = operands_of(edges, "searchsorted", location);
  TracedBits bits(builder, location);
  return map_elements("searchsorted", values, location, [&](Builder&, const Use& value) {
    std::vector<Use> is_passed;
    for (const Use& step : steps) {
      is_passed.push_back(side == Side::kLeft ? bits.less(step, value) : bits.less_equal(step, value));
    }
    return is_passed.size() == 1 ? is_passed[0] : Use{builder.sum(is_passed, location)};
  });
}

NumericArray places_among(const NumericArray& edges, const NumericArray& values, Side side, const Location& location) {
  refuse_quotients("searchsorted", edges.shape(), edges.divisors(), location);
  check_edges("searchsorted", edges.shape(), edges.numerators(), 1, location);
  return map_elements("searchsorted", values, location, [&](const Dyadic& value) {
    return Dyadic(std::count_if(edges.numerators().begin(), edges.numerators().end(), [&](const Dyadic& edge) {
      return side == Side::kLeft ? edge < value : edge <= value;
    }));
  });
}

}  // namespace

FixedVariableArray argmax(const FixedVariableArray& x, std::optional<Axis> axis, bool keepdims,
                          const Location& location) {
  return place_of(Extreme::kLargest, x, axis, keepdims, location);
}
NumericArray argmax(const NumericArray& x, std::optional<Axis> axis, bool keepdims, const Location& location) {
  return place_of(Extreme::kLargest, x, axis, keepdims, location);
}

FixedVariableArray argmin(const FixedVariableArray& x, std::optional<Axis> axis, bool keepdims,
                          const Location& location) {
  return place_of(Extreme::kSmallest, x, axis, keepdims, location);
}
NumericArray argmin(const NumericArray& x, std::optional<Axis> axis, bool keepdims, const Location& location) {
  return place_of(Extreme::kSmallest, x, axis, keepdims, location);
}

FixedVariableArray searchsorted(const FixedVariableArray& a, const FixedVariableArray& b, Side side,
                                const Location& location) {
  return places_among(a, b, side, location);
}
FixedVariableArray searchsorted(const FixedVariableArray& a, const NumericArray& b, Side side,
                                const Location& location) {
  return places_among(a, constant(b, location), side, location);
}
FixedVariableArray searchsorted(const NumericArray& a, const FixedVariableArray& b, Side side,
                                const Location& location) {
  return places_among(constant(a, location), b, side, location);
}
NumericArray searchsorted(const NumericArray& a, const NumericArray& b, Side side, const Location& location) {
  return places_among(a, b, side, location);
}

}  // namespace wirefold
