// SPDX-License-Identifier: Apache-2.0
// Operators that take some elements along axes.
#include <algorithm>
#include <cmath>
#include <limits>

#include "wirefold/dsl/rearrange.h"
#include "wirefold/importers/onnx/arithmetic.h"
#include "wirefold/importers/onnx/operators.h"
#include "wirefold/ir/error.h"

namespace wirefold::onnx {
namespace {

using Integers = std::vector<std::int64_t>;

// Some indices of an axis.
Signal indexed(const Signal& x, std::size_t axis, const Integers& indices, const Location& location) {
  Integers extents = x.shape().extents();
  extents[axis] = static_cast<std::int64_t>(indices.size());
  check_elements("indices", extents);
  const NumericArray list = NumericArray::from_values(Shape{indices.size()}, indices, location);
  return rearranged(
      x, [&](const NumericArray& places) { return take(places, list, Axis(axis), location); }, location);
}

Integers from_to(std::int64_t first, std::int64_t last, std::int64_t step = 1) {
  Integers result;
  for (std::int64_t i = first; step > 0 ? i < last : i > last; i += step) result.push_back(i);
  return result;
}

// For each place along an axis of the result the index that Resize takes, by the rules of the operator.
Integers nearest_indices(const NodeCall& call, std::int64_t from, std::int64_t to, double scale) {
  const std::string transform = call.text("coordinate_transformation_mode", "half_pixel");
  const std::string rounding = call.text("nearest_mode", "round_prefer_floor");
  Integers indices;
  for (std::int64_t i = 0; i < to; ++i) {
    double x = static_cast<double>(i);
    if (transform == "asymmetric") {
      x = x / scale;
    } else if (transform == "half_pixel" || (transform == "pytorch_half_pixel" && to > 1)) {
      x = (x + 0.5) / scale - 0.5;
    } else if (transform == "pytorch_half_pixel" || (transform == "align_corners" && to == 1)) {
      x = 0;
    } else if (transform == "align_corners") {
      x = x * static_cast<double>(from - 1) / static_cast<double>(to - 1);
    } else {
      throw UnsupportedError("coordinate_transformation_mode", "'" + transform + "'");
    }
    double index = std::floor(x);
    if (rounding == "round_prefer_floor") {
      index = std::ceil(x - 0.5);
    } else if (rounding == "round_prefer_ceil") {
      index = std::floor(x + 0.5);
    } else if (rounding == "ceil") {
      index = std::ceil(x);
    } else if (rounding != "floor") {
      throw UnsupportedError("nearest_mode", "'" + rounding + "'");
    }
    indices.push_back(std::clamp<std::int64_t>(static_cast<std::int64_t>(index), 0, from - 1));
  }
  return indices;
}

}  // namespace

Signals call_split(const NodeCall& call) {
  const Signal& x = call.input();
  const std::size_t axis = checked_axis(call.integer("axis", 0), x.shape().rank());
  const std::int64_t extent = x.shape()[axis];
  Integers sizes = call.integers("split", 1).value_or(Integers{});
  if (sizes.empty()) {
    const auto parts = static_cast<std::int64_t>(call.node.outputs.size());
    const std::int64_t size = (extent + parts - 1) / parts;
    for (std::int64_t left = extent; left > 0; left -= size) sizes.push_back(std::min(size, left));
  }
  Signals results;
  std::int64_t first = 0;
  for (const std::int64_t size : sizes) {
    if (size < 1 || size > extent - first) throw ShapeError("split", "the parts do not fit " + std::to_string(extent));
    results.push_back(indexed(x, axis, from_to(first, first + size), call.location));
    first += size;
  }
  if (first != extent)
    throw ShapeError("split", "the parts make " + std::to_string(first) + " of " + std::to_string(extent));
  return results;
}

Signals call_slice(const NodeCall& call) {
  Signal x = call.input();
  const auto starts = call.integers("starts", 1);
  const auto ends = call.integers("ends", 2);
  if (!starts || !ends) throw UnsupportedError("starts", "or ends are missing");
  const Integers axes = call.integers("axes", 3).value_or(from_to(0, static_cast<std::int64_t>(starts->size())));
  const Integers steps = call.integers("steps", 4).value_or(Integers(starts->size(), 1));
  if (ends->size() != starts->size() || axes.size() != starts->size() || steps.size() != starts->size()) {
    throw ShapeError("starts", "ends, axes and steps differ in length");
  }
  for (std::size_t i = 0; i < axes.size(); ++i) {
    const std::size_t axis = checked_axis(axes[i], x.shape().rank());
    const std::int64_t extent = x.shape()[axis];
    const std::int64_t step = steps[i];
    if (step == 0) throw ValueError("steps", "holds 0");
    const auto bound = [&](std::int64_t end, std::int64_t least, std::int64_t most) {
      return std::clamp(end < 0 && end > std::numeric_limits<std::int64_t>::min() + extent ? end + extent : end, least,
                        most);
    };
    const std::int64_t first = step > 0 ? bound((*starts)[i], 0, extent) : bound((*starts)[i], 0, extent - 1);
    const std::int64_t last = step > 0 ? bound((*ends)[i], 0, extent) : bound((*ends)[i], -1, extent - 1);
    const std::int64_t clamped = std::clamp(step, -extent, extent);
    const Integers indices = from_to(first, last, clamped);
    if (indices.empty()) throw ShapeError("starts", "a slice of no elements");
    x = indexed(x, axis, indices, call.location);
  }
  return {x};
}

Signals call_gather(const NodeCall& call) {
  const Signal& x = call.input();
  const std::size_t axis = checked_axis(call.integer("axis", 0), x.shape().rank());
  const NumericArray indices = call.constant(1, "indices");
  Integers extents = x.shape().extents();
  extents[axis] = static_cast<std::int64_t>(indices.size());
  check_elements("indices", extents);
  Signal result = rearranged(
      x, [&](const NumericArray& places) { return take(places, indices, Axis(axis), call.location); }, call.location);
  return {result};
}

// Resize and its predecessor Upsample, to the nearest element.
Signals call_resize(const NodeCall& call) {
  Signal x = call.input();
  const bool is_upsample = call.node.op_type == "Upsample";
  if (call.text("mode", "nearest") != "nearest") {
    throw UnsupportedError("mode", "'" + call.text("mode", "") + "'; nearest is possible");
  }
  if (!call.integers("axes").empty()) throw UnsupportedError("axes", "are given; scales for all axes are possible");
  // In version 10 the scales are input 1 as in Upsample; later the region is.
  const std::size_t scales_input = is_upsample || call.inputs.size() == 2 ? 1 : 2;
  std::vector<float> scales = call.find("scales") != nullptr ? call.find("scales")->floats : std::vector<float>();
  if (call.has_input(scales_input)) scales = floats_of(call.constant(scales_input, "scales"));
  const Integers sizes = call.has_input(3) ? call.integers(3, "sizes") : Integers{};
  const std::size_t rank = x.shape().rank();
  if (scales.size() != rank && sizes.size() != rank) throw ShapeError("scales", "are not one for each axis");
  for (std::size_t axis = 0; axis < rank; ++axis) {
    const std::int64_t from = x.shape()[axis];
    const double scale = scales.size() == rank ? static_cast<double>(scales[axis])
                                               : static_cast<double>(sizes[axis]) / static_cast<double>(from);
    const double extent = std::floor(static_cast<double>(from) * scale);
    if (!(extent >= 1 && extent <= 1 << 20)) throw ShapeError("scales", "give an axis of no elements or too many");
    const auto to = static_cast<std::int64_t>(extent);
    if (to == from) continue;
    Integers indices;
    if (is_upsample || (call.opset != 0 && call.opset < 11)) {
      for (std::int64_t i = 0; i < to; ++i) {
        indices.push_back(std::min(from - 1, static_cast<std::int64_t>(std::floor(static_cast<double>(i) / scale))));
      }
    } else {
      indices = nearest_indices(call, from, to, scale);
    }
    x = indexed(x, axis, indices, call.location);
  }
  return {x};
}

}  // namespace wirefold::onnx
