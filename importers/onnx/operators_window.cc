// SPDX-License-Identifier: Apache-2.0
// Pooling and reductions. What all elements under a window stand for may wait until behind it.
#include <algorithm>

#include "wirefold/dsl/elementwise.h"
#include "wirefold/dsl/reduce.h"
#include "wirefold/dsl/structure.h"
#include "wirefold/dsl/window.h"
#include "wirefold/importers/onnx/arithmetic.h"
#include "wirefold/importers/onnx/operators.h"
#include "wirefold/importers/onnx/windows.h"
#include "wirefold/ir/error.h"

namespace wirefold::onnx {
namespace {

using Extents = std::vector<std::int64_t>;

void refuse_constant(const NodeCall& call) {
  if (call.input().is_constant()) throw UnsupportedError("input", "is a constant; fold it (qonnx-cleanup)");
}

// x as rows of elements that are taken together; each row has one affine, or x is computed.
//
// Shapes: (rows, elements of a row).
struct Rows {
  Signal x;
  std::vector<Affine> affines;
};

Rows rows_of(const Signal& rows, bool needs_no_bounds, const Location& location) {
  const auto length = static_cast<std::size_t>(rows.shape()[1]);
  bool is_uniform = !rows.function();
  for (std::size_t place = 0; place < rows.size() && is_uniform; ++place) {
    const Affine affine = rows.affine(place);
    is_uniform = affine == rows.affine(place / length * length) && !(needs_no_bounds && affine.is_bounded());
  }
  Rows result{is_uniform ? rows : rows.evaluated(location), {}};
  for (std::size_t row = 0; row * length < rows.size(); ++row) result.affines.push_back(result.x.affine(row * length));
  return result;
}

// The axes `axes` behind all others, as rows.
Signal as_rows(const Signal& x, const std::vector<std::size_t>& axes, const Location& location) {
  Extents order;
  std::int64_t length = 1;
  for (std::size_t axis = 0; axis < x.shape().rank(); ++axis) {
    if (std::find(axes.begin(), axes.end(), axis) == axes.end()) order.push_back(static_cast<std::int64_t>(axis));
  }
  for (const std::size_t axis : axes) {
    order.push_back(static_cast<std::int64_t>(axis));
    length *= x.shape()[axis];
  }
  const auto rows = static_cast<std::int64_t>(x.size()) / length;
  return reshaped(transposed(x, order, location), {rows, length}, location);
}

Signal reduced(const Signal& rows_in, const std::string& kind, const Location& location) {
  const bool is_extremum = kind == "Max" || kind == "Min";
  Rows rows = rows_of(rows_in, !is_extremum, location);
  const FixedVariableArray elements = rows.x.elements(location);
  if (is_extremum) {
    return {Signal::Array(kind == "Max" ? amax(elements, 1, false, location) : amin(elements, 1, false, location)),
            std::move(rows.affines), location};
  }
  const std::int64_t length = elements.shape()[1];
  for (Affine& affine : rows.affines) {
    affine.offset = affine.offset * Ratio(length);
    if (kind != "Mean") continue;
    affine.scale = affine.scale / Ratio(length);
    affine.offset = affine.offset / Ratio(length);
  }
  return {Signal::Array(sum(elements, 1, false, location)), std::move(rows.affines), location};
}

Signal reduced_over(const Signal& x, const std::vector<std::size_t>& axes, const std::string& kind, bool keepdims,
                    const Location& location) {
  Shape shape;
  for (std::size_t axis = 0; axis < x.shape().rank(); ++axis) {
    const bool is_gone = std::find(axes.begin(), axes.end(), axis) != axes.end();
    if (!is_gone) shape.push_back(x.shape()[axis]);
    if (is_gone && keepdims) shape.push_back(1);
  }
  return reshaped(reduced(as_rows(x, axes, location), kind, location), shape, location);
}

Extents spatial_of(const Signal& x) {
  if (x.shape().rank() != 3 && x.shape().rank() != 4) {
    throw UnsupportedError("input",
                           "of shape " + to_string(x.shape()) + "; windows over one and two axes are possible");
  }
  return {x.shape().begin() + 2, x.shape().end()};
}

// What windows see, row by row; a place outside of the array is -1.
//
// Shapes: (batch * channels * places, elements of a window).
NumericArray seen_by(const NumericArray& places, const Windows& windows, const Location& location) {
  const std::size_t axes = windows.size.size();
  WindowOptions options;
  options.stride = PerAxis(windows.strides);
  options.dilation = PerAxis(windows.dilations);
  options.padding.widths = PadWidths(windows.pads);
  // Every channel for itself.
  Extents single{places.shape()[0] * places.shape()[1]};
  single.insert(single.end(), places.shape().begin() + 2, places.shape().end());
  single.push_back(1);
  const NumericArray patches =
      extract_patches(reshape(places, single, location), Shape(windows.size), options, NumericArray(-1), location);
  return reshape(patches, {-1, patches.shape()[axes + 1]}, location);
}

Shape pooled_shape(const Signal& x, const Windows& windows) {
  Shape shape{x.shape()[0], x.shape()[1]};
  for (const std::int64_t count : windows.places(spatial_of(x))) shape.push_back(count);
  return shape;
}

/// The places of x that each window sees.
using Members = std::vector<std::vector<std::size_t>>;

Members members_of(const Signal& x, const Windows& windows, const Location& location) {
  Extents places(x.size());
  for (std::size_t i = 0; i < places.size(); ++i) places[i] = static_cast<std::int64_t>(i);
  const NumericArray seen = seen_by(NumericArray::from_values(x.shape(), places, location), windows, location);
  const auto length = static_cast<std::size_t>(seen.shape()[1]);
  Members members(static_cast<std::size_t>(seen.shape()[0]));
  for (std::size_t i = 0; i < seen.size(); ++i) {
    const Dyadic& place = seen.numbers()[i];
    if (!place.is_negative()) members[i / length].push_back(static_cast<std::size_t>(place.on_grid(0).to_int64()));
  }
  return members;
}

// One reduction a window over what it sees; padding does not count.
Signal pooled(const NodeCall& call, const Signal& x, const Windows& windows, const std::string& kind) {
  const Members members = members_of(x, windows, call.location);
  std::vector<FixedVariableArray> results;
  std::vector<Affine> affines;
  for (const std::vector<std::size_t>& window : members) {
    if (window.empty()) throw ShapeError("pads", "a window sees nothing but padding");
    const Signal part = x.gathered({Shape{1, window.size()}, window});
    const Signal result = reduced(part, kind, call.location);
    results.push_back(result.elements(call.location));
    affines.push_back(result.affine(0));
  }
  return reshaped({Signal::Array(concatenate(results, 0, call.location)), std::move(affines), call.location},
                  pooled_shape(x, windows), call.location);
}

Signal max_pooled(const NodeCall& call, const Signal& x) {
  if (call.node.outputs.size() > 1 && !call.node.outputs[1].empty()) {
    throw UnsupportedError("output", "the indices of the largest elements; only the elements are possible");
  }
  return pooled(call, x, windows_of(call, spatial_of(x)), "Max");
}

std::vector<std::size_t> spatial_axes(const Signal& x) {
  std::vector<std::size_t> axes;
  for (std::size_t axis = 2; axis < x.shape().rank(); ++axis) axes.push_back(axis);
  if (axes.empty()) throw ShapeError("input", "of shape " + to_string(x.shape()) + " has no axes behind the channels");
  return axes;
}

}  // namespace

Signals call_max_pool(const NodeCall& call) {
  refuse_constant(call);
  return {max_pooled(call, call.input())};
}

Signals call_max_pool_nhwc(const NodeCall& call) {
  refuse_constant(call);
  if (call.input().shape().rank() != 4) throw ShapeError("input", "of shape " + to_string(call.input().shape()));
  const Signal first = transposed(call.input(), {0, 3, 1, 2}, call.location);
  return {transposed(max_pooled(call, first), {0, 2, 3, 1}, call.location)};
}

Signals call_average_pool(const NodeCall& call) {
  refuse_constant(call);
  Signal x = call.input();
  Windows windows = windows_of(call, spatial_of(x));
  if (call.integer("count_include_pad", 0) != 0) {
    if (call.integer("ceil_mode", 0) != 0) throw UnsupportedError("ceil_mode", "with count_include_pad");
    std::vector<PadWidth> widths{0, 0};
    widths.insert(widths.end(), windows.pads.begin(), windows.pads.end());
    x = rearranged(
        x,
        [&](const NumericArray& places) {
          return pad(places, widths, PadMode::kConstant, NumericArray(-1), call.location);
        },
        call.location);
    std::fill(windows.pads.begin(), windows.pads.end(), PadWidth(0));
  }
  return {pooled(call, x, windows, "Mean")};
}

Signals call_global_max_pool(const NodeCall& call) {
  refuse_constant(call);
  return {reduced_over(call.input(), spatial_axes(call.input()), "Max", true, call.location)};
}

Signals call_global_average_pool(const NodeCall& call) {
  refuse_constant(call);
  return {reduced_over(call.input(), spatial_axes(call.input()), "Mean", true, call.location)};
}

// The sum over a square window without its last bits.
Signals call_quant_average_pool(const NodeCall& call) {
  refuse_constant(call);
  const bool is_last = call.text("data_layout", "NCHW") == "NHWC";
  const Signal x = is_last ? transposed(call.input(), {0, 3, 1, 2}, call.location) : call.input();
  const std::int64_t kernel = call.integer("kernel", 1);
  const std::int64_t stride = call.integer("stride", 1);
  const std::int64_t input_bits = call.integer("ibits", 1);
  if (kernel < 1 || kernel > 1024 || stride < 1 || input_bits < 1 || input_bits > 32) {
    throw ValueError("kernel", "stride or ibits is out of range");
  }
  const Windows windows{{kernel, kernel}, {stride, stride}, {1, 1}, {PadWidth(0), PadWidth(0)}};
  const std::int64_t largest = ((std::int64_t{1} << input_bits) - 1) * kernel * kernel;
  const auto bits = static_cast<std::int64_t>(Integer(largest).bit_length());
  const auto drop = static_cast<int>(std::max<std::int64_t>(bits - call.integer("obits", 1), 0));
  const FixedVariableArray sums = pooled(call, x, windows, "Sum").values(call.location);
  const Signal result(floor(sums >> ShiftOperand(drop, call.location), call.location));
  return {is_last ? transposed(result, {0, 2, 3, 1}, call.location) : result};
}

// What the windows of a convolution see, the channel fastest; of channels last.
Signals call_im2col(const NodeCall& call) {
  const Signal& x = call.input();
  const Extents size = call.integers("kernel_size");
  const Extents strides = call.integers("stride");
  Extents dilations = call.integers("dilations");
  Extents pads = call.integers("pad_amount");
  if (dilations.empty()) dilations = {1, 1};
  if (pads.empty()) pads = {0, 0, 0, 0};
  if (x.shape().rank() != 4 || size.size() != 2 || strides.size() != 2 || dilations.size() != 2 || pads.size() != 4) {
    throw ShapeError("input", "of shape " + to_string(x.shape()) + "; images with channels last are possible");
  }
  if (call.integer("pad_value", 0) != 0) throw UnsupportedError("pad_value", "is not 0");
  WindowOptions options;
  options.stride = PerAxis(strides);
  options.dilation = PerAxis(dilations);
  options.padding.widths = PadWidths({{pads[0], pads[2]}, {pads[1], pads[3]}});
  return {rearranged(
      x,
      [&](const NumericArray& places) {
        return extract_patches(places, Shape(size), options, NumericArray(-1), call.location);
      },
      call.location)};
}

// ReduceSum, ReduceMean, ReduceMax, ReduceMin.
Signals call_reduce(const NodeCall& call) {
  refuse_constant(call);
  const Signal& x = call.input();
  std::vector<std::size_t> axes;
  for (const std::int64_t axis : call.integers("axes", 1).value_or(Extents{})) {
    axes.push_back(checked_axis(axis, x.shape().rank()));
  }
  std::sort(axes.begin(), axes.end());
  axes.erase(std::unique(axes.begin(), axes.end()), axes.end());
  if (axes.empty()) {
    if (call.integer("noop_with_empty_axes", 0) != 0) return {x};
    for (std::size_t axis = 0; axis < x.shape().rank(); ++axis) axes.push_back(axis);
  }
  const std::string kind = call.node.op_type.substr(std::string_view("Reduce").size());
  return {reduced_over(x, axes, kind, call.integer("keepdims", 1) != 0, call.location)};
}

}  // namespace wirefold::onnx
