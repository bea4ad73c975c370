// SPDX-License-Identifier: Apache-2.0
// Operators that keep all elements, in other shapes and orders.
#include <numeric>

#include "wirefold/dsl/pad.h"
#include "wirefold/dsl/rearrange.h"
#include "wirefold/dsl/structure.h"
#include "wirefold/importers/onnx/arithmetic.h"
#include "wirefold/importers/onnx/operators.h"
#include "wirefold/ir/error.h"

namespace wirefold::onnx {
namespace {

using Integers = std::vector<std::int64_t>;

std::int64_t rank_of(const Signal& x) { return static_cast<std::int64_t>(x.shape().rank()); }

}  // namespace

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
    Integers own(x.shape().size());
    std::iota(own.begin(), own.end(), next);
    places.push_back(NumericArray::from_values(x.shape(), own, call.location));
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

Signals call_pad(const NodeCall& call) {
  const Signal& x = call.input();
  const auto pads = call.integers("pads", 1);
  const std::string mode = call.text("mode", "constant");
  const std::size_t rank = x.shape().rank();
  if (call.has_input(3)) throw UnsupportedError("axes", "are given; pads for all axes are possible");
  if (!pads || pads->size() != 2 * rank) throw ShapeError("pads", "are not two for each axis");
  constexpr std::int64_t kMostPad = 1 << 20;
  Integers extents = x.shape().extents();
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
