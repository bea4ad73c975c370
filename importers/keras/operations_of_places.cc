// SPDX-License-Identifier: Apache-2.0
// Operations of keras.ops that only move elements. None may move the samples of a batch.
#include "wirefold/dsl/gather.h"
#include "wirefold/dsl/pad.h"
#include "wirefold/dsl/rearrange.h"
#include "wirefold/dsl/slice.h"
#include "wirefold/dsl/structure.h"
#include "wirefold/dsl/window.h"
#include "wirefold/importers/keras/constant_array.h"
#include "wirefold/importers/keras/json_fields.h"
#include "wirefold/importers/keras/layers.h"
#include "wirefold/ir/error.h"

namespace wirefold::keras {
namespace {

[[noreturn]] void refuse_batch() {
  throw UnsupportedError("axis", "the samples of a batch are moved; leave the first axis where it is");
}

// The result, whose first axis still is that of the batch.
Signals of_batch(const Signal& x, FixedVariableArray y) {
  if (y.rank() == 0 || y.shape()[0] != 1) refuse_batch();
  return {x.moved(std::move(y))};
}

// An axis that is not that of the batch, of an array of `rank` axes.
std::int64_t checked_axis(std::int64_t axis, std::size_t rank) {
  if (axis < 0) axis += static_cast<std::int64_t>(rank);
  if (axis == 0) refuse_batch();
  return axis;
}

std::int64_t axis_of(const LayerCall& call, const char* key, std::size_t rank) {
  if (!has(call.config, key)) refuse_batch();
  return checked_axis(integers_of(call.config.at(key)).at(0), rank);
}

Bound bound_of(const JsonValue& value) {
  if (value.is_null()) return {end};
  return {value.integer(-(std::int64_t{1} << 40), std::int64_t{1} << 40)};
}

Slice slice_of(const JsonValue& value) {
  if (value.is_null()) return newaxis;
  if (!value.is_object()) return Slice(integers_of(value).at(0));
  const std::string& kind = value.at("class_name").text();
  if (kind == "__ellipsis__") return ellipsis;
  if (kind != "__slice__") throw UnsupportedError("index", "of the kind " + kind);
  const JsonValue config = value.at("config");
  const std::int64_t step = integer_or(config, "step", 1);
  return range(bound_of(config.at("start")), bound_of(config.at("stop")), step);
}

// One number for each of two axes.
std::vector<std::int64_t> pair_of(const JsonValue& config, const char* key, std::vector<std::int64_t> otherwise) {
  if (!has(config, key)) return otherwise;
  std::vector<std::int64_t> pair = integers_of(config.at(key));
  if (pair.size() == 1) pair.push_back(pair[0]);
  if (pair.size() != 2 || pair[0] < 1 || pair[1] < 1) config.at(key).refuse("expected two numbers above 0");
  return pair;
}

std::vector<FixedVariableArray> arrays_of(const LayerCall& call) {
  std::vector<FixedVariableArray> arrays;
  for (const Signal& signal : call.inputs) arrays.push_back(signal.plain());
  if (arrays.empty()) throw UnsupportedError("call", "no tensors");
  return arrays;
}

}  // namespace

Signals call_op_get_item(const LayerCall& call) {
  const Signal& x = call.input();
  const Argument key = call.argument("key", 1);
  if (!key.value) throw UnsupportedError("index", "by a tensor");
  std::vector<Slice> slices;
  if (key.value->is_list()) {
    for (std::size_t i = 0; i < key.value->size(); ++i) slices.push_back(slice_of((*key.value)[i]));
  } else {
    slices.push_back(slice_of(*key.value));
  }
  const bool keeps_batch =
      !slices.empty() &&
      (slices[0].kind == Slice::Kind::kEllipsis ||
       (slices[0].kind == Slice::Kind::kRange && !slices[0].start && !slices[0].stop && slices[0].step == 1));
  if (!keeps_batch) refuse_batch();
  return of_batch(x, x.array.gather(slice_plan(x.shape(), slices, call.location)));
}

Signals call_op_reshape(const LayerCall& call) {
  const Signal& x = call.input();
  return of_batch(x, reshape(x.array, integers_of(call.config.at("newshape")), call.location));
}

Signals call_op_transpose(const LayerCall& call) {
  const Signal& x = call.input();
  if (!has(call.config, "axes")) refuse_batch();
  const std::vector<std::int64_t> axes = integers_of(call.config.at("axes"));
  if (axes.empty() || axes[0] != 0) refuse_batch();
  return of_batch(x, transpose(x.array, Axes(axes), call.location));
}

Signals call_op_swapaxes(const LayerCall& call) {
  const Signal& x = call.input();
  const std::size_t rank = x.shape().rank();
  return of_batch(
      x, swapaxes(x.array, Axis(axis_of(call, "axis1", rank)), Axis(axis_of(call, "axis2", rank)), call.location));
}

Signals call_op_moveaxis(const LayerCall& call) {
  const Signal& x = call.input();
  const std::size_t rank = x.shape().rank();
  return of_batch(x, moveaxis(x.array, Axis(axis_of(call, "source", rank)), Axis(axis_of(call, "destination", rank)),
                              call.location));
}

Signals call_op_expand_dims(const LayerCall& call) {
  const Signal& x = call.input();
  const std::int64_t axis = axis_of(call, "axis", x.shape().rank() + 1);
  return of_batch(x, expand_dims(x.array, Axes(axis), call.location));
}

Signals call_op_squeeze(const LayerCall& call) {
  const Signal& x = call.input();
  return of_batch(x, squeeze(x.array, Axes(axis_of(call, "axis", x.shape().rank())), call.location));
}

Signals call_op_repeat(const LayerCall& call) {
  const Signal& x = call.input();
  const std::int64_t axis = axis_of(call, "axis", x.shape().rank());
  return of_batch(x, repeat(x.array, integers_of(call.config.at("repeats")).at(0), Axis(axis), call.location));
}

Signals call_op_flip(const LayerCall& call) {
  const Signal& x = call.input();
  return of_batch(x, flip(x.array, Axes(axis_of(call, "axis", x.shape().rank())), call.location));
}

Signals call_op_concatenate(const LayerCall& call) {
  const std::vector<FixedVariableArray> arrays = arrays_of(call);
  const std::int64_t axis = axis_of(call, "axis", arrays[0].rank());
  return of_batch({arrays[0]}, concatenate(arrays, Axis(axis), call.location));
}

Signals call_op_stack(const LayerCall& call) {
  const std::vector<FixedVariableArray> arrays = arrays_of(call);
  const std::int64_t axis = axis_of(call, "axis", arrays[0].rank() + 1);
  return of_batch({arrays[0]}, stack(arrays, Axis(axis), call.location));
}

Signals call_op_pad(const LayerCall& call) {
  const Argument value = call.argument("constant_values", 1);
  const bool is_zero = !value.signal && (!value.value || value.value->is_null() || float_of(*value.value) == 0);
  if (!is_zero || text_or(call.config, "mode", "constant") != "constant") {
    throw UnsupportedError("pad", "with anything else than zeros");
  }
  std::vector<PadWidth> widths;
  const JsonValue given = call.config.at("pad_width");
  for (std::size_t axis = 0; axis < given.size(); ++axis) {
    const std::vector<std::int64_t> pair = integers_of(given[axis]);
    widths.emplace_back(pair.at(0), pair.at(pair.size() - 1));
  }
  const Signal& x = call.input();
  return of_batch(x, pad(x.plain(), widths, PadMode::kConstant, 0, call.location));
}

Signals call_op_roll(const LayerCall& call) {
  const Signal& x = call.input();
  const std::int64_t axis = axis_of(call, "axis", x.shape().rank());
  return of_batch(x, roll(x.array, integers_of(call.config.at("shift")).at(0), Axis(axis), call.location));
}

Signals call_op_tile(const LayerCall& call) {
  const Signal& x = call.input();
  Shape repetitions;
  for (const std::int64_t count : integers_of(call.config.at("repeats"))) repetitions.push_back(count);
  return of_batch(x, tile(x.array, repetitions, call.location));
}

Signals call_op_take(const LayerCall& call) {
  const Signal& x = call.input();
  const Argument indices = call.argument("indices", 1);
  if (!indices.value) throw UnsupportedError("indices", "that are computed; only those of the file are read");
  const std::int64_t axis = axis_of(call, "axis", x.shape().rank());
  if (const auto array = constant_array(*indices.value)) {
    return of_batch(x, take(x.array, array->exact(call.location), Axis(axis), call.location));
  }
  const std::vector<std::int64_t> places = integers_of(*indices.value);
  Shape shape;
  if (indices.value->is_list()) shape.push_back(static_cast<std::int64_t>(places.size()));
  return of_batch(x, take(x.array, NumericArray::from_values(shape, places), Axis(axis), call.location));
}

Signals call_op_split(const LayerCall& call) {
  const Signal& x = call.input();
  const Axis axis(axis_of(call, "axis", x.shape().rank()));
  const JsonValue sections = call.config.at("indices_or_sections");
  const std::vector<std::int64_t> numbers = integers_of(sections);
  Signals parts;
  for (FixedVariableArray& part : sections.is_list() ? split(x.array, numbers, axis, call.location)
                                                     : split(x.array, numbers.at(0), axis, call.location)) {
    parts.push_back(x.moved(std::move(part)));
  }
  return parts;
}

Signals call_op_extract_patches(const LayerCall& call) {
  const Signal& x = call.input();
  const std::vector<std::int64_t> size = pair_of(call.config, "size", {});
  const std::string padding = text_or(call.config, "padding", "valid");
  const bool is_plane = x.shape().rank() == 4 && size.size() == 2;
  if (!is_plane || text_or(call.config, "data_format", "channels_last") != "channels_last") {
    throw UnsupportedError("window", "of other than two axes, without a batch, or with channels first");
  }
  if (padding != "valid" && padding != "same") throw UnsupportedError("padding", "'" + padding + "'");
  WindowOptions options;
  options.stride = PerAxis(pair_of(call.config, "strides", size));
  options.dilation = PerAxis(pair_of(call.config, "dilation_rate", {1, 1}));
  options.padding = padding == "same" ? SAME : VALID;
  return of_batch(x, extract_patches(x.plain(), size, options, 0, call.location));
}

}  // namespace wirefold::keras
