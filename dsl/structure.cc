// SPDX-License-Identifier: Apache-2.0
#include "wirefold/dsl/structure.h"

#include <algorithm>

#include "wirefold/dsl/array_shape.h"
#include "wirefold/dsl/joined.h"
#include "wirefold/dsl/quotient.h"
#include "wirefold/dsl/trace.h"
#include "wirefold/ir/error.h"

namespace wirefold {
namespace {

template <class Array>
Array transposed(const Array& x, const Axes& axes, const Location& location) {
  std::vector<std::size_t> order = axes.resolved("transpose", x.shape(), location);
  if (!axes.are_given()) {
    std::reverse(order.begin(), order.end());
  } else if (order.size() != x.rank()) {
    throw ShapeError("transpose",
                     std::to_string(order.size()) + (order.size() == 1 ? " axis" : " axes") +
                         " for an array of shape " + to_string(x.shape()) + ", each of its axes is needed once",
                     location);
  }
  return x.gather(transpose_plan(x.shape(), order));
}

template <class Array>
Array repeated(const Array& x, std::int64_t count, std::optional<Axis> axis, const Location& location) {
  if (count < 1) {
    throw ShapeError("repeat", std::to_string(count) + " times, every axis must have at least one element", location);
  }
  if (!axis) return repeated(under_shape(x, {x.size()}), count, Axis(0), location);
  const std::size_t place = checked_axis("repeat", axis->value, x.shape(), location);
  Shape result = x.shape();
  if (static_cast<std::uint64_t>(count) > kMaxElements) count = kMaxElements + 1;  // keeps the product below in range
  result[place] *= count;
  check_shape("repeat", result, location);
  return x.gather(repeat_plan(x.shape(), place, count));
}

template <class Array>
void check_any(const char* function, std::span<const Array> arrays, const Location& location) {
  if (arrays.empty()) throw ShapeError(function, "no arrays, at least one is needed", location);
}

// Where each element of the concatenation lies in the arrays written one after the other.
template <class Array>
Gather concatenation_plan(std::span<const Array> arrays, std::size_t axis) {
  Gather plan{arrays.front().shape(), {}};
  std::size_t before = 1;
  std::size_t after = 1;
  for (std::size_t i = 0; i < plan.shape.rank(); ++i) {
    (i < axis ? before : after) *= i == axis ? 1 : static_cast<std::size_t>(plan.shape[i]);
  }
  for (const Array& array : arrays.subspan(1)) plan.shape[axis] += array.shape()[axis];
  for (std::size_t block = 0; block < before; ++block) {
    std::size_t offset = 0;
    for (const Array& array : arrays) {
      const std::size_t length = static_cast<std::size_t>(array.shape()[axis]) * after;
      for (std::size_t i = 0; i < length; ++i) plan.source.push_back(offset + block * length + i);
      offset += array.size();
    }
  }
  return plan;
}

template <class Array>
Array concatenated(std::span<const Array> arrays, Axis axis, const Location& location) {
  check_any("concatenate", arrays, location);
  const Shape& first = arrays.front().shape();
  const std::size_t place = checked_axis("concatenate", axis.value, first, location);
  for (const Array& array : arrays) {
    Shape expected = first;
    if (array.rank() == first.rank()) expected[place] = array.shape()[place];
    if (array.shape() == expected) continue;
    throw ShapeError("concatenate",
                     "shapes " + to_string(first) + " and " + to_string(array.shape()) + " along axis " +
                         std::to_string(place) + ", the other axes must be equal",
                     location);
  }
  const Gather plan = concatenation_plan(arrays, place);
  check_shape("concatenate", plan.shape, location);
  return joined(arrays).gather(plan);
}

template <class Array>
Array stacked(std::span<const Array> arrays, Axis axis, const Location& location) {
  check_any("stack", arrays, location);
  const Shape& first = arrays.front().shape();
  for (const Array& array : arrays) {
    if (array.shape() == first) continue;
    throw ShapeError("stack", "shapes " + to_string(first) + " and " + to_string(array.shape()) + ", all must be equal",
                     location);
  }
  Shape result{arrays.size()};
  for (const std::int64_t extent : first) result.push_back(extent);
  check_shape("stack", result, location);
  const std::size_t place = checked_axis("stack", axis.value, result, location);
  // Stacked along axis 0 the elements are in order already; the new axis then moves to its place.
  std::vector<std::size_t> order;
  for (std::size_t i = 1; i < result.rank(); ++i) order.push_back(i);
  order.insert(order.begin() + static_cast<std::ptrdiff_t>(place), 0);
  return joined(arrays).gather(transpose_plan(result, order));
}

void check_name(const std::string& text, const Location& location) {
  if (text.empty()) throw ValueError("name", "an empty name", location);
}

}  // namespace

FixedVariableArray slice(const FixedVariableArray& x, std::initializer_list<Slice> slices, const Location& location) {
  return x.gather(slice_plan(x.shape(), slices, location));
}
NumericArray slice(const NumericArray& x, std::initializer_list<Slice> slices, const Location& location) {
  return x.gather(slice_plan(x.shape(), slices, location));
}

FixedVariableArray reshape(const FixedVariableArray& x, const Shape& shape, const Location& location) {
  return under_shape(x, reshaped(x.shape(), shape, location));
}
NumericArray reshape(const NumericArray& x, const Shape& shape, const Location& location) {
  return under_shape(x, reshaped(x.shape(), shape, location));
}

FixedVariableArray transpose(const FixedVariableArray& x, const Axes& axes, const Location& location) {
  return transposed(x, axes, location);
}
NumericArray transpose(const NumericArray& x, const Axes& axes, const Location& location) {
  return transposed(x, axes, location);
}

FixedVariableArray repeat(const FixedVariableArray& x, Shape::Extent count, std::optional<Axis> axis,
                          const Location& location) {
  return repeated(x, count.value, axis, location);
}
NumericArray repeat(const NumericArray& x, Shape::Extent count, std::optional<Axis> axis, const Location& location) {
  return repeated(x, count.value, axis, location);
}

FixedVariableArray concatenate(std::span<const FixedVariableArray> arrays, Axis axis, const Location& location) {
  return concatenated(arrays, axis, location);
}
FixedVariableArray concatenate(std::initializer_list<FixedVariableArray> arrays, Axis axis, const Location& location) {
  return concatenated(std::span(arrays.begin(), arrays.size()), axis, location);
}
NumericArray concatenate(std::span<const NumericArray> arrays, Axis axis, const Location& location) {
  return concatenated(arrays, axis, location);
}
NumericArray concatenate(std::initializer_list<NumericArray> arrays, Axis axis, const Location& location) {
  return concatenated(std::span(arrays.begin(), arrays.size()), axis, location);
}

FixedVariableArray stack(std::span<const FixedVariableArray> arrays, Axis axis, const Location& location) {
  return stacked(arrays, axis, location);
}
FixedVariableArray stack(std::initializer_list<FixedVariableArray> arrays, Axis axis, const Location& location) {
  return stacked(std::span(arrays.begin(), arrays.size()), axis, location);
}
NumericArray stack(std::span<const NumericArray> arrays, Axis axis, const Location& location) {
  return stacked(arrays, axis, location);
}
NumericArray stack(std::initializer_list<NumericArray> arrays, Axis axis, const Location& location) {
  return stacked(std::span(arrays.begin(), arrays.size()), axis, location);
}

FixedVariableArray name(const FixedVariableArray& x, const std::string& text, const Location& location) {
  check_name(text, location);
  const std::span<const Use> uses = operands_of(x, "name", location);
  x.trace().builder().add_named_tensor({text, x.shape(), {uses.begin(), uses.end()}});
  return x;
}
NumericArray name(const NumericArray& x, const std::string& text, const Location& location) {
  check_name(text, location);
  refuse_quotients("name", x.shape(), x.divisors(), location);
  return x;
}

}  // namespace wirefold
