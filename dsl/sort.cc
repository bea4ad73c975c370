// SPDX-License-Identifier: Apache-2.0
#include "wirefold/dsl/sort.h"

#include <algorithm>
#include <bit>
#include <numeric>

#include "wirefold/dsl/array_shape.h"
#include "wirefold/dsl/map_elements.h"
#include "wirefold/dsl/sorting_network.h"
#include "wirefold/dsl/traced_bits.h"
#include "wirefold/ir/error.h"

namespace wirefold {
namespace {

// The places of the elements along an axis, one lane after the other.
struct Lanes {
  std::size_t length;
  std::vector<std::size_t> places;
};

Lanes lanes_of(const char* function, const Shape& shape, Axis axis, const Location& location) {
  const std::size_t place = checked_axis(function, axis.value, shape, location);
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < shape.rank(); ++i) {
    if (i != place) order.push_back(i);
  }
  order.push_back(place);
  return {static_cast<std::size_t>(shape[place]), transpose_plan(shape, order).source};
}

// `of_lane(items)` rewrites the items of each lane in place.
template <class Item, class OfLane>
std::vector<Item> map_lanes(const std::vector<Item>& items, const Lanes& lanes, OfLane of_lane) {
  std::vector<Item> result(items.size());
  std::vector<Item> lane(lanes.length);
  for (std::size_t first = 0; first < items.size(); first += lanes.length) {
    for (std::size_t i = 0; i < lanes.length; ++i) lane[i] = items[lanes.places[first + i]];
    of_lane(lane, first);
    for (std::size_t i = 0; i < lanes.length; ++i) result[lanes.places[first + i]] = lane[i];
  }
  return result;
}

// Keys that differ and sort as a stable sort does: the place of a key in its lane stands below its least bit.
class StableKeys {
 public:
  StableKeys(TracedBits& bits, Builder& builder, const std::vector<Use>& keys, const Location& location)
      : index_bits_(static_cast<int>(std::bit_width(keys.size() - 1))) {
    const CombLogic& graph = builder.graph();
    grid_ = graph.interval(keys.front()).exponent;
    for (const Use& key : keys) grid_ = std::min(grid_, graph.interval(key).exponent);
    for (std::size_t i = 0; i < keys.size(); ++i) {
      const Use terms[] = {compose(keys[i], index_bits_, false), bits.number(scaled(Dyadic(i), grid_))};
      keys_.push_back({builder.sum(terms, location)});
    }
  }

  std::vector<Use>& keys() { return keys_; }
  /// The place that a key came from.
  Use index_of(TracedBits& bits, const Use& key) const {
    if (index_bits_ == 0) return bits.number(Dyadic());
    return compose(bits.read(key, {false, index_bits_ + grid_, -grid_}), -grid_, false);
  }

 private:
  int index_bits_;
  int grid_;
  std::vector<Use> keys_;
};

void exchange(TracedBits& bits, const Use& is_swapped, Use& first, Use& second) {
  const Use smaller = bits.select(is_swapped, second, first);
  second = bits.select(is_swapped, first, second);
  first = smaller;
}

FixedVariableArray sorted(const FixedVariableArray& x, Axis axis, SortingNetwork network, const Location& location) {
  operands_of(x, "sort", location);
  const Lanes lanes = lanes_of("sort", x.shape(), axis, location);
  Builder& builder = x.trace().builder();
  const auto steps = exchanges(network, lanes.length);
  const auto of_lane = [&](std::vector<Use>& lane, std::size_t) {
    for (const auto& [i, j] : steps) {
      const Use pair[] = {lane[i], lane[j]};
      lane[i] = {builder.minimum(pair, location)};
      lane[j] = {builder.maximum(pair, location)};
    }
  };
  return {x.shape(), {x.elements().trace, map_lanes(x.elements().uses, lanes, of_lane), {}}};
}

NumericArray sorted(const NumericArray& x, Axis axis, SortingNetwork, const Location& location) {
  refuse_quotients("sort", x.shape(), x.divisors(), location);
  const Lanes lanes = lanes_of("sort", x.shape(), axis, location);
  const auto of_lane = [](std::vector<Dyadic>& lane, std::size_t) { std::sort(lane.begin(), lane.end()); };
  return {x.shape(), map_lanes(x.numerators(), lanes, of_lane), {}};
}

FixedVariableArray sorted_places(const FixedVariableArray& x, Axis axis, SortingNetwork network,
                                 const Location& location) {
  operands_of(x, "argsort", location);
  const Lanes lanes = lanes_of("argsort", x.shape(), axis, location);
  Builder& builder = x.trace().builder();
  TracedBits bits(builder, location);
  const auto steps = exchanges(network, lanes.length);
  const auto of_lane = [&](std::vector<Use>& lane, std::size_t) {
    StableKeys stable(bits, builder, lane, location);
    std::vector<Use>& keys = stable.keys();
    for (const auto& [i, j] : steps) {
      const Use pair[] = {keys[i], keys[j]};
      keys[i] = {builder.minimum(pair, location)};
      keys[j] = {builder.maximum(pair, location)};
    }
    for (std::size_t i = 0; i < lane.size(); ++i) lane[i] = stable.index_of(bits, keys[i]);
  };
  return {x.shape(), {x.elements().trace, map_lanes(x.elements().uses, lanes, of_lane), {}}};
}

std::vector<std::size_t> stable_order(const std::vector<Dyadic>& keys) {
  std::vector<std::size_t> order(keys.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return keys[a] < keys[b]; });
  return order;
}

NumericArray sorted_places(const NumericArray& x, Axis axis, SortingNetwork, const Location& location) {
  refuse_quotients("argsort", x.shape(), x.divisors(), location);
  const Lanes lanes = lanes_of("argsort", x.shape(), axis, location);
  const auto of_lane = [](std::vector<Dyadic>& lane, std::size_t) {
    const std::vector<std::size_t> order = stable_order(lane);
    for (std::size_t i = 0; i < lane.size(); ++i) lane[i] = Dyadic(order[i]);
  };
  return {x.shape(), map_lanes(x.numerators(), lanes, of_lane), {}};
}

void check_equal_shapes(const Shape& keys, const Shape& values, const Location& location) {
  if (keys == values) return;
  throw ShapeError(
      "sort_by",
      "keys of shape " + to_string(keys) + " and values of shape " + to_string(values) + ", they must be equal",
      location);
}

FixedVariableArray sorted_by(const FixedVariableArray& keys, const FixedVariableArray& values, Axis axis,
                             SortingNetwork network, const Location& location) {
  check_equal_shapes(keys.shape(), values.shape(), location);
  Builder& builder = Trace::join({&keys, &values}).builder();
  const std::span<const Use> key_uses = operands_of(keys, "sort_by", location);
  operands_of(values, "sort_by", location);
  const Lanes lanes = lanes_of("sort_by", keys.shape(), axis, location);
  TracedBits bits(builder, location);
  const auto steps = exchanges(network, lanes.length);
  const auto of_lane = [&](std::vector<Use>& lane, std::size_t first) {
    std::vector<Use> lane_keys;
    for (std::size_t i = 0; i < lane.size(); ++i) lane_keys.push_back(key_uses[lanes.places[first + i]]);
    StableKeys stable(bits, builder, lane_keys, location);
    std::vector<Use>& sorting = stable.keys();
    for (const auto& [i, j] : steps) {
      const Use is_swapped = bits.less(sorting[j], sorting[i]);
      exchange(bits, is_swapped, sorting[i], sorting[j]);
      exchange(bits, is_swapped, lane[i], lane[j]);
    }
  };
  return {values.shape(), {values.elements().trace, map_lanes(values.elements().uses, lanes, of_lane), {}}};
}

NumericArray sorted_by(const NumericArray& keys, const NumericArray& values, Axis axis, SortingNetwork,
                       const Location& location) {
  check_equal_shapes(keys.shape(), values.shape(), location);
  refuse_quotients("sort_by", keys.shape(), keys.divisors(), location);
  refuse_quotients("sort_by", values.shape(), values.divisors(), location);
  const Lanes lanes = lanes_of("sort_by", keys.shape(), axis, location);
  const auto of_lane = [&](std::vector<Dyadic>& lane, std::size_t first) {
    std::vector<Dyadic> lane_keys;
    for (std::size_t i = 0; i < lane.size(); ++i) lane_keys.push_back(keys.numerators()[lanes.places[first + i]]);
    const std::vector<Dyadic> unsorted = lane;
    const std::vector<std::size_t> order = stable_order(lane_keys);
    for (std::size_t i = 0; i < lane.size(); ++i) lane[i] = unsorted[order[i]];
  };
  return {values.shape(), map_lanes(values.numerators(), lanes, of_lane), {}};
}

}  // namespace

FixedVariableArray sort(const FixedVariableArray& x, Axis axis, SortingNetwork network, const Location& location) {
  return sorted(x, axis, network, location);
}
NumericArray sort(const NumericArray& x, Axis axis, SortingNetwork network, const Location& location) {
  return sorted(x, axis, network, location);
}

FixedVariableArray argsort(const FixedVariableArray& x, Axis axis, SortingNetwork network, const Location& location) {
  return sorted_places(x, axis, network, location);
}
NumericArray argsort(const NumericArray& x, Axis axis, SortingNetwork network, const Location& location) {
  return sorted_places(x, axis, network, location);
}

FixedVariableArray sort_by(const FixedVariableArray& a, const FixedVariableArray& b, Axis axis, SortingNetwork network,
                           const Location& location) {
  return sorted_by(a, b, axis, network, location);
}
FixedVariableArray sort_by(const FixedVariableArray& a, const NumericArray& b, Axis axis, SortingNetwork network,
                           const Location& location) {
  return sorted_by(a, constant(b, location), axis, network, location);
}
FixedVariableArray sort_by(const NumericArray& a, const FixedVariableArray& b, Axis axis, SortingNetwork network,
                           const Location& location) {
  return sorted_by(constant(a, location), b, axis, network, location);
}
NumericArray sort_by(const NumericArray& a, const NumericArray& b, Axis axis, SortingNetwork network,
                     const Location& location) {
  return sorted_by(a, b, axis, network, location);
}

}  // namespace wirefold
