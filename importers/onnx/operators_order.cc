// SPDX-License-Identifier: Apache-2.0
// Where the largest elements are.
#include <algorithm>
#include <functional>

#include "wirefold/dsl/array_shape.h"
#include "wirefold/dsl/rearrange.h"
#include "wirefold/dsl/reduce.h"
#include "wirefold/dsl/search.h"
#include "wirefold/dsl/sort.h"
#include "wirefold/importers/onnx/operators.h"
#include "wirefold/ir/error.h"

namespace wirefold::onnx {
namespace {

// What is compared along an axis instead of a signal: what a softmax is taken of stands in the same order.
const Signal& in_same_order(const Signal& x, std::size_t axis) {
  const Signal* result = &x;
  while (result->order &&
         std::find(result->order->axes.begin(), result->order->axes.end(), axis) != result->order->axes.end()) {
    result = &result->order->signal;
  }
  return *result;
}

// Whether the order of the elements is that of the numbers, or of what a function is taken of.
bool stand_for_the_same(const Signal& x) {
  for (std::size_t place = 0; place < x.size(); ++place) {
    if (x.affine(place) != x.affine(0)) return false;
  }
  return !x.affine(0).is_bounded();
}

FixedVariableArray keys_of(const Signal& x, std::size_t axis, const Location& location) {
  const Signal& compared = in_same_order(x, axis);
  const bool are_elements = !compared.function() && stand_for_the_same(compared);
  return are_elements ? compared.elements(location) : compared.values(location);
}

Signal indices_of(const FixedVariableArray& array) {
  Signal result(array);
  result.type = DataType::kInt64;
  return result;
}

void refuse_constant(const NodeCall& call) {
  if (call.input().is_constant()) throw UnsupportedError("input", "is a constant; fold it (qonnx-cleanup)");
}

FixedVariableArray first_of(const FixedVariableArray& x, std::size_t axis, std::int64_t count) {
  std::vector<std::int64_t> extents = x.shape().extents();
  extents[axis] = count;
  Gather plan{Shape(extents), {}};
  const auto inner = static_cast<std::size_t>(strides_of(x.shape())[axis]);
  const auto whole = static_cast<std::size_t>(x.shape()[axis]);
  const auto kept = static_cast<std::size_t>(count);
  for (std::size_t place = 0; place < plan.shape.size(); ++place) {
    plan.source.push_back((place / inner / kept * whole + place / inner % kept) * inner + place % inner);
  }
  return x.gather(plan);
}

// The numbers whose elements `pick` chooses. A function may still be pending: it keeps the order, or there are no keys.
Signal picked(const Signal& x, const std::function<FixedVariableArray(const FixedVariableArray&)>& pick,
              const Location& location) {
  const bool is_like = stand_for_the_same(x);
  if (!x.function() && !is_like) return pick(x.values(location));
  const FixedVariableArray elements = pick(x.elements(location));
  if (!x.function()) return {elements, std::vector<Affine>(elements.size(), x.affine(0)), location};
  if (is_like) {
    return Signal(elements, std::vector<Affine>(elements.size(), x.affine(0)), location).then(x.function(), location);
  }
  return Signal(elements).then(
      [](const RealFunction&) -> RealFunction {
        throw UnsupportedError("value",
                               "the values of a TopK of a function whose elements have different scales; put "
                               "a Quant node before it");
      },
      location);
}

}  // namespace

// ArgMax, ArgMin.
Signals call_index_of_extremum(const NodeCall& call) {
  refuse_constant(call);
  const Signal& x = call.input();
  const std::size_t axis = checked_axis(call.integer("axis", 0), x.shape().rank());
  const FixedVariableArray keys = keys_of(x, axis, call.location);
  const bool is_kept = call.integer("keepdims", 1) != 0;
  const Axis along(static_cast<std::int64_t>(axis));
  const auto found = [&](const FixedVariableArray& array) {
    return call.node.op_type == "ArgMax" ? argmax(array, along, is_kept, call.location)
                                         : argmin(array, along, is_kept, call.location);
  };
  if (call.integer("select_last_index", 0) == 0) return {indices_of(found(keys))};
  const FixedVariableArray from_end = found(flip(keys, static_cast<std::int64_t>(axis), call.location));
  return {indices_of(-from_end + NumericOperand(NumericArray(x.shape()[axis] - 1), call.location))};
}

// The values and where they are; of equal ones the first comes first, as a stable sort puts it.
Signals call_top_k(const NodeCall& call) {
  refuse_constant(call);
  const Signal& x = call.input();
  const std::size_t axis = checked_axis(call.integer("axis", -1), x.shape().rank());
  const std::vector<std::int64_t> counts = call.integers("k", 1).value_or(std::vector<std::int64_t>{});
  if (counts.size() != 1 || counts[0] < 1 || counts[0] > x.shape()[axis]) {
    throw ValueError("k", "must be one number from 1 to " + std::to_string(x.shape()[axis]));
  }
  const bool is_largest = call.integer("largest", 1) != 0;
  const auto along = static_cast<std::int64_t>(axis);
  const FixedVariableArray keys = keys_of(x, axis, call.location);
  const FixedVariableArray rising = is_largest ? -keys : keys;
  if (counts[0] == 1) {
    const auto extreme = [&](const FixedVariableArray& elements) {
      return is_largest ? amax(elements, along, true, call.location) : amin(elements, along, true, call.location);
    };
    return {picked(x, extreme, call.location), indices_of(argmin(rising, Axis(along), true, call.location))};
  }
  const auto sorted = [&](const FixedVariableArray& elements) {
    return first_of(sort_by(rising, elements, along, SortingNetwork::kBatcher, call.location), axis, counts[0]);
  };
  const FixedVariableArray places = argsort(rising, along, SortingNetwork::kBatcher, call.location);
  return {picked(x, sorted, call.location), indices_of(first_of(places, axis, counts[0]))};
}

}  // namespace wirefold::onnx
