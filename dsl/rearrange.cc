// SPDX-License-Identifier: Apache-2.0
#include "wirefold/dsl/rearrange.h"

#include <algorithm>
#include <numeric>

#include "wirefold/dsl/array_shape.h"
#include "wirefold/dsl/broadcast.h"
#include "wirefold/ir/error.h"

namespace wirefold {
namespace {

std::vector<std::size_t> counted(std::size_t count) {
  std::vector<std::size_t> result(count);
  std::iota(result.begin(), result.end(), std::size_t{0});
  return result;
}

Gather moveaxis_plan(const Shape& shape, Axis source, Axis destination, const Location& location) {
  const std::size_t from = checked_axis("moveaxis", source.value, shape, location);
  const std::size_t to = checked_axis("moveaxis", destination.value, shape, location);
  std::vector<std::size_t> order = counted(shape.rank());
  order.erase(order.begin() + static_cast<std::ptrdiff_t>(from));
  order.insert(order.begin() + static_cast<std::ptrdiff_t>(to), from);
  return transpose_plan(shape, order);
}

Gather swapaxes_plan(const Shape& shape, Axis first, Axis second, const Location& location) {
  std::vector<std::size_t> order = counted(shape.rank());
  std::swap(order[checked_axis("swapaxes", first.value, shape, location)],
            order[checked_axis("swapaxes", second.value, shape, location)]);
  return transpose_plan(shape, order);
}

Gather flip_plan(const Shape& shape, const Axes& axes, const Location& location) {
  std::vector<std::ptrdiff_t> strides = strides_of(shape);
  std::ptrdiff_t offset = 0;
  for (const std::size_t axis : axes.resolved("flip", shape, location)) {
    offset += strides[axis] * (shape[axis] - 1);
    strides[axis] = -strides[axis];
  }
  return {shape, strided_places(shape, strides, offset)};
}

// The elements whose index along `axis` is indices[i] for every i, in blocks of the axes behind it.
Gather indexed(const Shape& shape, std::size_t axis, const std::vector<std::int64_t>& indices) {
  const auto stride = static_cast<std::size_t>(strides_of(shape)[axis]);
  const std::size_t length = static_cast<std::size_t>(shape[axis]) * stride;
  Gather plan{shape, {}};
  plan.shape[axis] = static_cast<std::int64_t>(indices.size());
  for (std::size_t block = 0; block < shape.size() / length; ++block) {
    for (const std::int64_t index : indices) {
      for (std::size_t i = 0; i < stride; ++i) {
        plan.source.push_back(block * length + static_cast<std::size_t>(index) * stride + i);
      }
    }
  }
  return plan;
}

Gather roll_plan(const Shape& shape, std::int64_t shift, std::optional<Axis> axis, const Location& location) {
  if (!axis) {
    Gather flat = roll_plan({shape.size()}, shift, Axis(0), location);
    flat.shape = shape;
    return flat;
  }
  const std::size_t place = checked_axis("roll", axis->value, shape, location);
  const std::int64_t extent = shape[place];
  const std::int64_t back = (extent - shift % extent) % extent;
  std::vector<std::int64_t> indices;
  for (std::int64_t i = 0; i < extent; ++i) indices.push_back((i + back) % extent);
  return indexed(shape, place, indices);
}

Shape expanded(const Shape& shape, const Axes& axes, const Location& location) {
  // The axes are those of the result, of which only the rank is known yet.
  Shape result;
  for (std::size_t i = 0; i < shape.rank() + axes.count(); ++i) result.push_back(1);
  const std::vector<std::size_t> added =
      axes.are_given() ? axes.resolved("expand_dims", result, location) : std::vector<std::size_t>{};
  std::size_t next = 0;
  for (std::size_t i = 0; i < result.rank(); ++i) {
    if (std::find(added.begin(), added.end(), i) == added.end()) result[i] = shape[next++];
  }
  return result;
}

Shape squeezed(const Shape& shape, const Axes& axes, const Location& location) {
  const std::vector<std::size_t> removed = axes.resolved("squeeze", shape, location);
  Shape result;
  for (std::size_t axis = 0; axis < shape.rank(); ++axis) {
    const bool is_removed = std::find(removed.begin(), removed.end(), axis) != removed.end();
    if (is_removed && shape[axis] != 1 && axes.are_given()) {
      throw ShapeError("squeeze",
                       "axis " + std::to_string(axis) + " of an array of shape " + to_string(shape) + " is " +
                           std::to_string(shape[axis]) + ", only axes of extent 1 can go",
                       location);
    }
    if (!is_removed || shape[axis] != 1) result.push_back(shape[axis]);
  }
  return result;
}

Gather broadcast_plan(const Shape& from, const Shape& to, const Location& location) {
  check_shape("broadcast_to", to, location);
  if (from.rank() > to.rank() || broadcast_shape("broadcast_to", from, to, location) != to) {
    throw ShapeError("broadcast_to",
                     "an array of shape " + to_string(from) + " does not stretch to shape " + to_string(to), location);
  }
  return {to, stretched_places(from, to)};
}

Gather tile_plan(const Shape& shape, const Shape& repetitions, const Location& location) {
  const std::size_t rank = std::max(shape.rank(), repetitions.rank());
  const std::vector<std::ptrdiff_t> strides = strides_of(shape);
  Shape result;
  Shape walked;  // for each axis the repetitions, along which nothing moves, and the axis
  std::vector<std::ptrdiff_t> walked_strides;
  for (std::size_t i = 0; i < rank; ++i) {
    const bool is_repeated = i + repetitions.rank() >= rank;
    const bool is_own = i + shape.rank() >= rank;
    std::int64_t count = is_repeated ? repetitions[i + repetitions.rank() - rank] : 1;
    const std::int64_t extent = is_own ? shape[i + shape.rank() - rank] : 1;
    if (count < 1) {
      throw ShapeError("tile", "repetitions " + to_string(repetitions) + ", each axis must be there at least once",
                       location);
    }
    count = std::min(count, static_cast<std::int64_t>(kMaxElements) + 1);  // keeps the product below in range
    result.push_back(extent * count);
    walked.push_back(count);
    walked.push_back(extent);
    walked_strides.push_back(0);
    walked_strides.push_back(is_own ? strides[i + shape.rank() - rank] : 0);
  }
  check_shape("tile", result, location);
  return {result, strided_places(walked, walked_strides)};
}

std::vector<std::int64_t> checked_indices(const NumericArray& indices, std::int64_t extent, std::size_t axis,
                                          const Shape& shape, const Location& location) {
  std::vector<std::int64_t> result;
  for (const Dyadic& index : indices.numbers(location)) {
    if (!index.is_integer()) {
      throw ValueError("take",
                       element_text(indices.shape(), result.size()) + " of the indices is " + index.to_string() +
                           ", indices are integers",
                       location);
    }
    if (index < Dyadic(-extent) || index >= Dyadic(extent)) {
      throw ShapeError("take",
                       "index " + index.to_string() + " is out of range for axis " + std::to_string(axis) +
                           " of an array of shape " + to_string(shape) + ", allowed are " + std::to_string(-extent) +
                           " to " + std::to_string(extent - 1),
                       location);
    }
    const std::int64_t position = index.on_grid(0).to_int64();
    result.push_back(position < 0 ? position + extent : position);
  }
  return result;
}

Gather take_plan(const Shape& shape, const NumericArray& indices, std::optional<Axis> axis, const Location& location) {
  if (!axis) return take_plan({shape.size()}, indices, Axis(0), location);
  const std::size_t place = checked_axis("take", axis->value, shape, location);
  Gather plan = indexed(shape, place, checked_indices(indices, shape[place], place, shape, location));
  plan.shape = {};
  for (std::size_t i = 0; i < shape.rank(); ++i) {
    if (i != place) {
      plan.shape.push_back(shape[i]);
    } else {
      for (const std::int64_t extent : indices.shape()) plan.shape.push_back(extent);
    }
  }
  check_shape("take", plan.shape, location);
  return plan;
}

std::vector<std::int64_t> equal_starts(const Shape& shape, std::int64_t parts, Axis axis, const Location& location) {
  const std::size_t place = checked_axis("split", axis.value, shape, location);
  if (parts < 1 || shape[place] % parts != 0) {
    throw ShapeError("split",
                     "axis " + std::to_string(place) + " of an array of shape " + to_string(shape) +
                         " cannot be split into " + std::to_string(parts) + " equal parts",
                     location);
  }
  std::vector<std::int64_t> starts;
  for (std::int64_t i = 1; i < parts; ++i) starts.push_back(i * (shape[place] / parts));
  return starts;
}

template <class Array>
std::vector<Array> parts_of(const Array& x, const std::vector<std::int64_t>& starts, Axis axis,
                            const Location& location) {
  const std::size_t place = checked_axis("split", axis.value, x.shape(), location);
  std::vector<Array> parts;
  std::int64_t begin = 0;
  for (std::size_t i = 0; i <= starts.size(); ++i) {
    const std::int64_t stop = i < starts.size() ? starts[i] : x.shape()[place];
    if (stop <= begin || stop > x.shape()[place]) {
      throw ShapeError("split",
                       "a part from " + std::to_string(begin) + " to " + std::to_string(stop) + " along axis " +
                           std::to_string(place) + " of an array of shape " + to_string(x.shape()) +
                           ", every part must have at least one element",
                       location);
    }
    std::vector<std::int64_t> indices(static_cast<std::size_t>(stop - begin));
    std::iota(indices.begin(), indices.end(), begin);
    parts.push_back(x.gather(indexed(x.shape(), place, indices)));
    begin = stop;
  }
  return parts;
}

}  // namespace

FixedVariableArray ravel(const FixedVariableArray& x, const Location&) {
  return x.gather(Gather{{x.size()}, counted(x.size())});
}
NumericArray ravel(const NumericArray& x, const Location&) { return x.gather(Gather{{x.size()}, counted(x.size())}); }

FixedVariableArray moveaxis(const FixedVariableArray& x, Axis source, Axis destination, const Location& location) {
  return x.gather(moveaxis_plan(x.shape(), source, destination, location));
}
NumericArray moveaxis(const NumericArray& x, Axis source, Axis destination, const Location& location) {
  return x.gather(moveaxis_plan(x.shape(), source, destination, location));
}

FixedVariableArray swapaxes(const FixedVariableArray& x, Axis first, Axis second, const Location& location) {
  return x.gather(swapaxes_plan(x.shape(), first, second, location));
}
NumericArray swapaxes(const NumericArray& x, Axis first, Axis second, const Location& location) {
  return x.gather(swapaxes_plan(x.shape(), first, second, location));
}

FixedVariableArray flip(const FixedVariableArray& x, const Axes& axes, const Location& location) {
  return x.gather(flip_plan(x.shape(), axes, location));
}
NumericArray flip(const NumericArray& x, const Axes& axes, const Location& location) {
  return x.gather(flip_plan(x.shape(), axes, location));
}

FixedVariableArray roll(const FixedVariableArray& x, std::int64_t shift, std::optional<Axis> axis,
                        const Location& location) {
  return x.gather(roll_plan(x.shape(), shift, axis, location));
}
NumericArray roll(const NumericArray& x, std::int64_t shift, std::optional<Axis> axis, const Location& location) {
  return x.gather(roll_plan(x.shape(), shift, axis, location));
}

FixedVariableArray expand_dims(const FixedVariableArray& x, const Axes& axes, const Location& location) {
  return under_shape(x, expanded(x.shape(), axes, location));
}
NumericArray expand_dims(const NumericArray& x, const Axes& axes, const Location& location) {
  return under_shape(x, expanded(x.shape(), axes, location));
}

FixedVariableArray squeeze(const FixedVariableArray& x, const Axes& axes, const Location& location) {
  return under_shape(x, squeezed(x.shape(), axes, location));
}
NumericArray squeeze(const NumericArray& x, const Axes& axes, const Location& location) {
  return under_shape(x, squeezed(x.shape(), axes, location));
}

FixedVariableArray broadcast_to(const FixedVariableArray& x, const Shape& shape, const Location& location) {
  return x.gather(broadcast_plan(x.shape(), shape, location));
}
NumericArray broadcast_to(const NumericArray& x, const Shape& shape, const Location& location) {
  return x.gather(broadcast_plan(x.shape(), shape, location));
}

FixedVariableArray tile(const FixedVariableArray& x, const Shape& repetitions, const Location& location) {
  return x.gather(tile_plan(x.shape(), repetitions, location));
}
NumericArray tile(const NumericArray& x, const Shape& repetitions, const Location& location) {
  return x.gather(tile_plan(x.shape(), repetitions, location));
}

FixedVariableArray take(const FixedVariableArray& x, const NumericArray& indices, std::optional<Axis> axis,
                        const Location& location) {
  return x.gather(take_plan(x.shape(), indices, axis, location));
}
NumericArray take(const NumericArray& x, const NumericArray& indices, std::optional<Axis> axis,
                  const Location& location) {
  return x.gather(take_plan(x.shape(), indices, axis, location));
}

std::vector<FixedVariableArray> split(const FixedVariableArray& x, Shape::Extent parts, Axis axis,
                                      const Location& location) {
  return parts_of(x, equal_starts(x.shape(), parts.value, axis, location), axis, location);
}
std::vector<FixedVariableArray> split(const FixedVariableArray& x, const std::vector<std::int64_t>& starts, Axis axis,
                                      const Location& location) {
  return parts_of(x, starts, axis, location);
}
std::vector<NumericArray> split(const NumericArray& x, Shape::Extent parts, Axis axis, const Location& location) {
  return parts_of(x, equal_starts(x.shape(), parts.value, axis, location), axis, location);
}
std::vector<NumericArray> split(const NumericArray& x, const std::vector<std::int64_t>& starts, Axis axis,
                                const Location& location) {
  return parts_of(x, starts, axis, location);
}

}  // namespace wirefold
