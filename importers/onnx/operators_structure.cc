// SPDX-License-Identifier: Apache-2.0
// Operators that only move elements, and constants.
#include <algorithm>
#include <cmath>
#include <limits>

#include "wirefold/dsl/pad.h"
#include "wirefold/dsl/rearrange.h"
#include "wirefold/dsl/slice.h"
#include "wirefold/dsl/structure.h"
#include "wirefold/importers/onnx/arithmetic.h"
#include "wirefold/importers/onnx/operators.h"
#include "wirefold/importers/onnx/tensor.h"
#include "wirefold/ir/error.h"

namespace wirefold::onnx {
namespace {

using Integers = std::vector<std::int64_t>;

Integers extents_of(const Signal& x) { return x.shape().extents(); }

std::int64_t rank_of(const Signal& x) { return static_cast<std::int64_t>(x.shape().rank()); }

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

}  // namespace

Signals call_identity(const NodeCall& call) { return {call.input()}; }

Signals call_cast(const NodeCall& call) {
  const auto type = static_cast<DataType>(call.integer("to", 0));
  Signal result = call.input();
  const bool keeps_numbers = type == DataType::kFloat || type == DataType::kDouble;
  const bool are_integers = result.is_plain() && result.is_constant() && !is_floating(result.type) &&
                            (type == DataType::kInt64 || type == DataType::kInt32);
  if (!keeps_numbers && !are_integers) {
    throw UnsupportedError("Cast",
                           "to " + to_string(type) + "; only casts to float32 and float64 keep numbers, use Quant");
  }
  result.type = type;
  return {result};
}

Signals call_constant(const NodeCall& call) {
  if (const auto* value = call.find("value"); value != nullptr && !value->tensors.empty()) {
    if (auto signal = constant_of(value->tensors[0])) return {*signal};
    throw ShapeError("value", "a constant of no elements");
  }
  const auto integers = [&](const Shape& shape, const Integers& values) {
    Signal result(NumericArray::from_values(shape, values, call.location));
    result.type = DataType::kInt64;
    return result;
  };
  if (const auto* value = call.find("value_int")) return {integers({}, {value->i})};
  if (const auto* value = call.find("value_ints")) return {integers(Shape{value->ints.size()}, value->ints)};
  if (const auto* value = call.find("value_float")) return {Signal(NumericArray(value->f, call.location))};
  if (const auto* value = call.find("value_floats")) {
    return {Signal(NumericArray::from_values(Shape{value->floats.size()}, value->floats, call.location))};
  }
  throw UnsupportedError("value", "is missing, or a text or a sparse tensor");
}

Signals call_shape(const NodeCall& call) {
  const Integers extents = extents_of(call.input());
  const std::int64_t rank = rank_of(call.input());
  const auto end_of = [&](const char* name, std::int64_t otherwise) {
    const std::int64_t end = call.integer(name, otherwise);
    return std::clamp<std::int64_t>(end < 0 ? end + rank : end, 0, rank);
  };
  const Integers part(extents.begin() + end_of("start", 0),
                      extents.begin() + std::max(end_of("start", 0), end_of("end", rank)));
  Signal result(NumericArray::from_values(Shape{part.size()}, part, call.location));
  result.type = DataType::kInt64;
  return {result};
}

Signals call_flatten(const NodeCall& call) {
  const Signal& x = call.input();
  const std::int64_t axis = call.integer("axis", 1);
  const std::size_t split = axis == rank_of(x) ? x.shape().rank() : checked_axis(axis, x.shape().rank());
  std::int64_t outer = 1;
  for (std::size_t i = 0; i < split; ++i) outer *= x.shape()[i];
  return {reshaped(x, {outer, -1}, call.location)};
}

Signals call_reshape(const NodeCall& call) {
  const Signal& x = call.input();
  Integers shape = call.integers("shape", 1).value_or(Integers{});
  if (call.integer("allowzero", 0) != 0)
    throw UnsupportedError("allowzero", "is set; there are no arrays of no elements");
  for (std::size_t i = 0; i < shape.size(); ++i) {
    if (shape[i] != 0) continue;
    if (i >= x.shape().rank()) throw ShapeError("shape", "keeps an axis that the input does not have");
    shape[i] = x.shape()[i];
  }
  return {reshaped(x, shape, call.location)};
}

Signals call_transpose(const NodeCall& call) {
  Integers order = call.integers("perm");
  for (std::int64_t axis = rank_of(call.input()); order.size() < call.input().shape().rank();) order.push_back(--axis);
  return {transposed(call.input(), order, call.location)};
}

Signals call_squeeze(const NodeCall& call) {
  const auto axes = call.integers("axes", 1);
  return {rearranged(
      call.input(),
      [&](const NumericArray& places) { return squeeze(places, axes ? Axes(*axes) : Axes(), call.location); },
      call.location)};
}

Signals call_unsqueeze(const NodeCall& call) {
  const auto axes = call.integers("axes", 1);
  if (!axes || axes->empty()) throw UnsupportedError("axes", "are missing");
  return {rearranged(
      call.input(), [&](const NumericArray& places) { return expand_dims(places, Axes(*axes), call.location); },
      call.location)};
}

// What elements stand for travels with them.
Signals call_concat(const NodeCall& call) {
  const std::size_t axis = checked_axis(call.integer("axis", 0), call.input(0).shape().rank());
  std::vector<NumericArray> places;
  std::vector<Affine> all;
  bool are_constant = true;
  std::int64_t next = 0;
  for (std::size_t i = 0; i < call.inputs.size(); ++i) {
    const Signal x = call.input(i).function() ? call.input(i).evaluated(call.location) : call.input(i);
    const auto count = static_cast<std::int64_t>(x.size());
    places.push_back(NumericArray::from_values(x.shape(), from_to(next, next + count), call.location));
    for (std::size_t place = 0; place < x.size(); ++place) all.push_back(x.affine(place));
    next += count;
    are_constant = are_constant && x.is_constant();
  }
  const NumericArray moved = concatenate(places, Axis(axis), call.location);
  std::vector<Affine> affines;
  for (const Dyadic& place : moved.numbers())
    affines.push_back(all[static_cast<std::size_t>(place.on_grid(0).to_int64())]);
  if (are_constant) {
    std::vector<NumericArray> arrays;
    for (const Signal* x : call.inputs) arrays.push_back(std::get<NumericArray>(x->array()));
    Signal result(Signal::Array(concatenate(arrays, Axis(axis), call.location)), std::move(affines), call.location);
    result.type = call.input(0).type;
    return {result};
  }
  std::vector<FixedVariableArray> arrays;
  for (const Signal* x : call.inputs) arrays.push_back(x->elements(call.location));
  return {Signal(Signal::Array(concatenate(arrays, Axis(axis), call.location)), std::move(affines), call.location)};
}

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
  Integers extents = extents_of(x);
  extents[axis] = static_cast<std::int64_t>(indices.size());
  check_elements("indices", extents);
  Signal result = rearranged(
      x, [&](const NumericArray& places) { return take(places, indices, Axis(axis), call.location); }, call.location);
  return {result};
}

Signals call_pad(const NodeCall& call) {
  const Signal& x = call.input();
  const auto pads = call.integers("pads", 1);
  const std::string mode = call.text("mode", "constant");
  const std::size_t rank = x.shape().rank();
  if (call.has_input(3)) throw UnsupportedError("axes", "are given; pads for all axes are possible");
  if (!pads || pads->size() != 2 * rank) throw ShapeError("pads", "are not two for each axis");
  constexpr std::int64_t kMostPad = 1 << 20;
  Integers extents = extents_of(x);
  std::vector<PadWidth> widths;
  for (std::size_t i = 0; i < rank; ++i) {
    const PadWidth width((*pads)[i], (*pads)[i + rank]);
    if (width.before < 0 || width.behind < 0 || width.before > kMostPad || width.behind > kMostPad) {
      throw UnsupportedError("pads",
                             "hold a number below 0 or above " + std::to_string(kMostPad) + "; use Slice to cut off");
    }
    widths.push_back(width);
    extents[i] += width.before + width.behind;
  }
  check_elements("pads", extents);
  const auto padded = [&](PadMode how, const NumericArray& value) {
    return rearranged(
        x, [&](const NumericArray& places) { return pad(places, widths, how, value, call.location); }, call.location);
  };
  if (mode == "edge") return {padded(PadMode::kEdge, 0)};
  if (mode == "reflect") return {padded(PadMode::kReflect, 0)};
  if (mode == "wrap") return {padded(PadMode::kWrap, 0)};
  if (mode != "constant") throw UnsupportedError("mode", "'" + mode + "'");
  NumericArray value = NumericArray(exact(static_cast<double>(call.real("value", 0)), "value"));
  if (call.has_input(2)) value = reshape(call.constant(2, "value"), {}, call.location);
  if (value.numbers()[0].is_zero()) return {padded(PadMode::kConstant, -1)};
  const Signal values = x.evaluated(call.location);
  return {Signal(mapped(values.array(), [&](const auto& array) {
    return pad(array, widths, PadMode::kConstant, value, call.location);
  }))};
}

namespace {

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

Signals call_depth_to_space(const NodeCall& call) {
  const Signal& x = call.input();
  const std::int64_t block = call.integer("blocksize", 0);
  if (x.shape().rank() != 4 || block < 1 || block > x.shape()[1] || x.shape()[1] % (block * block) != 0) {
    throw ShapeError("blocksize", std::to_string(block) + " for an input of shape " + to_string(x.shape()));
  }
  const std::int64_t depth = x.shape()[1] / (block * block);
  const bool is_crd = call.text("mode", "DCR") == "CRD";
  const Integers& extents = x.shape().extents();
  const Shape apart = is_crd ? Shape{extents[0], depth, block, block, extents[2], extents[3]}
                             : Shape{extents[0], block, block, depth, extents[2], extents[3]};
  const Integers order = is_crd ? Integers{0, 1, 4, 2, 5, 3} : Integers{0, 3, 4, 1, 5, 2};
  const Signal moved = transposed(reshaped(x, apart, call.location), order, call.location);
  return {reshaped(moved, {extents[0], depth, extents[2] * block, extents[3] * block}, call.location)};
}

}  // namespace wirefold::onnx
