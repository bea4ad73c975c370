// SPDX-License-Identifier: Apache-2.0
#include "wirefold/dsl/map_elements.h"
#include "wirefold/dsl/window_plan.h"
#include "wirefold/ir/error.h"

namespace wirefold {
namespace {

// The places of x under the window for each result, in C order of the places of the window and the channels.
std::vector<std::vector<std::size_t>> covered_places(const char* function, const WindowPlan& plan, std::size_t outside,
                                                     const Location& location) {
  const std::size_t places = plan.leading.size() * plan.places.size();
  std::vector<std::vector<std::size_t>> groups(places * plan.channels);
  for (std::size_t place = 0; place < places; ++place) {
    for (std::size_t i = 0; i < plan.size; ++i) {
      for (std::size_t channel = 0; channel < plan.channels; ++channel) {
        const std::size_t source = plan.source[(place * plan.size + i) * plan.channels + channel];
        if (source != outside) groups[place * plan.channels + channel].push_back(source);
      }
    }
    if (!groups[place * plan.channels].empty()) continue;
    throw ShapeError(function, "under this padding a window covers nothing but padding", location);
  }
  return groups;
}

Shape pooled_shape(const WindowPlan& plan) {
  Shape shape = plan.leading;
  for (const std::int64_t extent : plan.places) shape.push_back(extent);
  shape.push_back(static_cast<std::int64_t>(plan.channels));
  return shape;
}

using Groups = std::vector<std::vector<std::size_t>>;

template <class Combine>
FixedVariableArray combined(const char* function, const FixedVariableArray& x, const Shape& shape, const Groups& groups,
                            const Location& location, Combine combine) {
  const std::span<const Use> uses = operands_of(x, function, location);
  TracedElements results{x.elements().trace, {}, {}};
  std::vector<Use> group;
  for (const std::vector<std::size_t>& places : groups) {
    group.clear();
    for (const std::size_t place : places) group.push_back(uses[place]);
    results.uses.push_back(group.size() == 1 ? group[0] : Use{combine(x.trace().builder(), group)});
  }
  return {shape, std::move(results)};
}

template <class Combine>
NumericArray combined(const char* function, const NumericArray& x, const Shape& shape, const Groups& groups,
                      const Location& location, Combine combine) {
  refuse_quotients(function, x.shape(), x.divisors(), location);
  std::vector<Dyadic> results;
  for (const std::vector<std::size_t>& places : groups) {
    Dyadic result = x.numerators()[places.front()];
    for (std::size_t i = 1; i < places.size(); ++i) result = combine(result, x.numerators()[places[i]]);
    results.push_back(std::move(result));
  }
  return {shape, std::move(results), {}};
}

FixedVariableArray largest(const FixedVariableArray& x, const Shape& shape, const Groups& groups,
                           const Location& location) {
  return combined("max_pool", x, shape, groups, location,
                  [&](Builder& builder, std::span<const Use> group) { return builder.maximum(group, location); });
}
NumericArray largest(const NumericArray& x, const Shape& shape, const Groups& groups, const Location& location) {
  return combined("max_pool", x, shape, groups, location,
                  [](const Dyadic& a, const Dyadic& b) { return a < b ? b : a; });
}

FixedVariableArray total(const FixedVariableArray& x, const Shape& shape, const Groups& groups,
                         const Location& location) {
  return combined("average_pool", x, shape, groups, location,
                  [&](Builder& builder, std::span<const Use> group) { return builder.sum(group, location); });
}
NumericArray total(const NumericArray& x, const Shape& shape, const Groups& groups, const Location& location) {
  return combined("average_pool", x, shape, groups, location, [](const Dyadic& a, const Dyadic& b) { return a + b; });
}

// `of_groups(x, shape, groups)` is the result with its channels last.
template <class Array, class OfGroups>
Array pooled(const char* function, const Array& given, const Shape& size, const PoolOptions& options,
             const Location& location, OfGroups of_groups) {
  const Array x = options.channels_first ? moved_channels(function, given, size.rank(), true, location) : given;
  WindowOptions window{.stride = options.stride, .padding = options.padding};
  if (!options.stride.is_given()) window.stride = PerAxis(size.extents());
  const WindowPlan plan = window_plan(function, x.shape(), size, window, location);
  const Array result = of_groups(x, pooled_shape(plan), covered_places(function, plan, x.size(), location));
  return options.channels_first ? moved_channels(function, result, size.rank(), false, location) : result;
}

template <class Array>
Array max_pooled(const Array& x, const Shape& size, const PoolOptions& options, const Location& location) {
  return pooled("max_pool", x, size, options, location,
                [&](const Array& last, const Shape& shape, const Groups& groups) {
                  return largest(last, shape, groups, location);
                });
}

template <class Array>
Array average_pooled(const Array& x, const Shape& size, const PoolOptions& options, const Location& location) {
  return pooled("average_pool", x, size, options, location,
                [&](const Array& last, const Shape& shape, const Groups& groups) {
                  std::vector<Dyadic> counts;
                  for (const std::vector<std::size_t>& places : groups) counts.emplace_back(places.size());
                  const NumericArray divisors(shape, std::move(counts), {});
                  return total(last, shape, groups, location) / NumericOperand(divisors, location);
                });
}

}  // namespace

FixedVariableArray max_pool(const FixedVariableArray& x, const Shape& size, const PoolOptions& options,
                            const Location& location) {
  return max_pooled(x, size, options, location);
}
NumericArray max_pool(const NumericArray& x, const Shape& size, const PoolOptions& options, const Location& location) {
  return max_pooled(x, size, options, location);
}

FixedVariableArray average_pool(const FixedVariableArray& x, const Shape& size, const PoolOptions& options,
                                const Location& location) {
  return average_pooled(x, size, options, location);
}
NumericArray average_pool(const NumericArray& x, const Shape& size, const PoolOptions& options,
                          const Location& location) {
  return average_pooled(x, size, options, location);
}

}  // namespace wirefold
