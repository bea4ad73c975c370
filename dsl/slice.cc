// SPDX-License-Identifier: Apache-2.0
#include "wirefold/dsl/slice.h"

#include <algorithm>
#include <vector>

#include "wirefold/dsl/array_shape.h"
#include "wirefold/ir/error.h"

namespace wirefold {
namespace {

constexpr const char* kFunction = "slice";

// Walks through an array: the axes of the result so far, and how far one step along each goes.
struct Walk {
  Shape shape;
  std::vector<std::ptrdiff_t> strides;
  std::ptrdiff_t offset = 0;

  void add_axis(std::int64_t extent, std::ptrdiff_t stride) {
    shape.push_back(extent);
    strides.push_back(stride);
  }
};

std::string bound_text(const std::optional<std::int64_t>& bound) { return bound ? std::to_string(*bound) : ""; }

std::string range_text(const Slice& slice) {
  return bound_text(slice.start) + ":" + bound_text(slice.stop) +
         (slice.step == 1 ? "" : ":" + std::to_string(slice.step));
}

std::string place_text(std::size_t axis, const Shape& shape) {
  return "axis " + std::to_string(axis) + " of an array of shape " + to_string(shape);
}

void take_index(const Slice& slice, std::size_t axis, const Shape& shape, std::ptrdiff_t stride, Walk& walk,
                const Location& location) {
  const std::int64_t extent = shape[axis];
  if (slice.index < -extent || slice.index >= extent) {
    throw ShapeError(kFunction,
                     "index " + std::to_string(slice.index) + " is out of range for " + place_text(axis, shape) +
                         ", allowed are " + std::to_string(-extent) + " to " + std::to_string(extent - 1),
                     location);
  }
  walk.offset += stride * (slice.index < 0 ? slice.index + extent : slice.index);
}

// An end of a range as numpy reads it: counted from the end if negative, then clamped to [low, high].
std::int64_t resolved(const std::optional<std::int64_t>& bound, std::int64_t when_absent, std::int64_t extent,
                      std::int64_t low, std::int64_t high) {
  if (!bound) return when_absent;
  return std::clamp(*bound < 0 ? *bound + extent : *bound, low, high);
}

void take_range(const Slice& slice, std::size_t axis, const Shape& shape, std::ptrdiff_t stride, Walk& walk,
                const Location& location) {
  const std::int64_t extent = shape[axis];
  if (slice.step == 0) throw ValueError(kFunction, "the step of range " + range_text(slice) + " is 0", location);
  // One step backwards from a long way is as good as any longer one; so -step cannot overflow.
  const std::int64_t step = std::max(slice.step, -extent);
  const bool forwards = step > 0;
  const std::int64_t low = forwards ? 0 : -1;
  const std::int64_t high = forwards ? extent : extent - 1;
  const std::int64_t start = resolved(slice.start, forwards ? low : high, extent, low, high);
  const std::int64_t stop = resolved(slice.stop, forwards ? high : low, extent, low, high);
  const std::int64_t distance = forwards ? stop - start : start - stop;
  if (distance <= 0) {
    throw ShapeError(kFunction,
                     "range " + range_text(slice) + " of " + place_text(axis, shape) +
                         " has no elements, every axis must have at least one",
                     location);
  }
  const std::int64_t stride_count = forwards ? step : -step;
  walk.offset += stride * start;
  walk.add_axis((distance - 1) / stride_count + 1, stride * std::min(step, extent));
}

bool takes_axis(const Slice& slice) { return slice.kind == Slice::Kind::kIndex || slice.kind == Slice::Kind::kRange; }

// How many axes an ellipsis stands for, or how many follow the last slice where there is none.
std::size_t axes_left(const Shape& shape, std::span<const Slice> slices, const Location& location) {
  const auto taken = static_cast<std::size_t>(std::count_if(slices.begin(), slices.end(), takes_axis));
  if (taken > shape.rank()) {
    throw ShapeError(kFunction,
                     std::to_string(taken) + " indices for an array of shape " + to_string(shape) + ", which has " +
                         std::to_string(shape.rank()) + (shape.rank() == 1 ? " axis" : " axes"),
                     location);
  }
  const auto is_ellipsis = [](const Slice& slice) { return slice.kind == Slice::Kind::kEllipsis; };
  if (std::count_if(slices.begin(), slices.end(), is_ellipsis) > 1) {
    throw ShapeError(kFunction, "more than one ellipsis", location);
  }
  return shape.rank() - taken;
}

}  // namespace

Gather slice_plan(const Shape& shape, std::span<const Slice> slices, const Location& location) {
  const std::vector<std::ptrdiff_t> strides = strides_of(shape);
  std::size_t left = axes_left(shape, slices, location);
  std::size_t axis = 0;
  Walk walk;
  const auto take_whole_axes = [&] {
    for (; left > 0; --left, ++axis) walk.add_axis(shape[axis], strides[axis]);
  };
  for (const Slice& slice : slices) {
    switch (slice.kind) {
      case Slice::Kind::kAbsent:
        break;
      case Slice::Kind::kIndex:
        take_index(slice, axis, shape, strides[axis], walk, location);
        ++axis;
        break;
      case Slice::Kind::kRange:
        take_range(slice, axis, shape, strides[axis], walk, location);
        ++axis;
        break;
      case Slice::Kind::kNewAxis:
        walk.add_axis(1, 0);
        break;
      case Slice::Kind::kEllipsis:
        take_whole_axes();
        break;
    }
  }
  take_whole_axes();
  return {walk.shape, strided_places(walk.shape, walk.strides, walk.offset)};
}

}  // namespace wirefold
