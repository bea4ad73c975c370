// SPDX-License-Identifier: Apache-2.0
// Convolutions and pooling, of HGQ2 and of Keras: windows that move over the axes between batch and channels.
#include <functional>

#include "wirefold/dsl/contract.h"
#include "wirefold/dsl/pad.h"
#include "wirefold/dsl/reduce.h"
#include "wirefold/dsl/structure.h"
#include "wirefold/dsl/window.h"
#include "wirefold/importers/keras/float_precision.h"
#include "wirefold/importers/keras/json_fields.h"
#include "wirefold/importers/keras/layers.h"
#include "wirefold/ir/error.h"

namespace wirefold::keras {
namespace {

using Integers = std::vector<std::int64_t>;

/// How the windows of a layer move; one number a spatial axis.
struct Windows {
  Integers size;
  Integers stride;
  Integers dilation;
  bool is_same = false;
};

Integers spread(const JsonValue& config, const char* key, std::size_t axes, std::int64_t otherwise) {
  if (!has(config, key)) return Integers(axes, otherwise);
  Integers values = integers_of(config.at(key));
  if (values.size() == 1) values.assign(axes, values[0]);
  if (values.size() != axes) config.at(key).refuse("expected " + std::to_string(axes) + " numbers");
  for (const std::int64_t value : values) {
    if (value < 1) config.at(key).refuse("expected numbers above 0");
  }
  return values;
}

bool is_same(const LayerCall& call) {
  const std::string padding = text_or(call.config, "padding", "valid");
  if (padding == "valid" || padding == "same") return padding == "same";
  throw UnsupportedError("padding", "'" + padding + "'; valid and same are possible, and causal over one axis");
}

std::size_t spatial_axes(const Signal& x) {
  const std::size_t rank = x.shape().rank();
  if (rank < 3 || rank > 5) throw ShapeError("window", "over an array of shape " + to_string(x.shape()));
  return rank - 2;
}

bool has_channels_first(const LayerCall& call) {
  return text_or(call.config, "data_format", "channels_last") == "channels_first";
}

// `compute` of x with its channels last; the result with them where the layer has them.
Signal with_channels_last(const LayerCall& call, const Signal& x,
                          const std::function<FixedVariableArray(const FixedVariableArray&)>& compute) {
  if (!has_channels_first(call)) return {compute(x.plain())};
  const auto moved = [&](const FixedVariableArray& array, std::int64_t from, std::int64_t to) {
    Integers axes;
    const auto rank = static_cast<std::int64_t>(array.rank());
    for (std::int64_t axis = 0; axis < rank; ++axis) {
      if (axis != from) axes.push_back(axis);
    }
    axes.insert(axes.begin() + to, from);
    return transpose(array, Axes(axes), call.location);
  };
  const auto last = static_cast<std::int64_t>(x.shape().rank()) - 1;
  return {moved(compute(moved(x.plain(), 1, last)), last, 1)};
}

// What a window of three axes sees, as two-dimensional windows of each slice side by side: the first axis of the window
// changes slowest, as in the kernel.
FixedVariableArray patches_3d(const FixedVariableArray& x, const Windows& windows, const Location& location) {
  const std::int64_t reach = (windows.size[0] - 1) * windows.dilation[0] + 1;
  PadWidth depth{0};
  if (windows.is_same) {
    const std::int64_t places = (x.shape()[1] + windows.stride[0] - 1) / windows.stride[0];
    const std::int64_t total = std::max<std::int64_t>((places - 1) * windows.stride[0] + reach - x.shape()[1], 0);
    depth = {total / 2, total - total / 2};
  }
  const FixedVariableArray padded = pad(x, std::vector<PadWidth>{0, depth, 0, 0, 0}, PadMode::kConstant, 0, location);
  WindowOptions options;
  options.stride = PerAxis(Integers{windows.stride[1], windows.stride[2]});
  options.dilation = PerAxis(Integers{windows.dilation[1], windows.dilation[2]});
  options.padding = windows.is_same ? SAME : VALID;
  std::vector<FixedVariableArray> slices;
  for (std::int64_t first = 0; first + reach <= padded.shape()[1]; first += windows.stride[0]) {
    std::vector<FixedVariableArray> parts;
    for (std::int64_t i = 0; i < windows.size[0]; ++i) {
      const FixedVariableArray slice = padded(all(), first + i * windows.dilation[0]);
      parts.push_back(extract_patches(slice, {windows.size[1], windows.size[2]}, options, 0, location));
    }
    slices.push_back(concatenate(parts, -1, location));
  }
  if (slices.empty()) throw ShapeError("window", "larger than the array of shape " + to_string(x.shape()));
  return stack(slices, 1, location);
}

FixedVariableArray conv3d(const FixedVariableArray& x, const NumericArray& kernel, const Windows& windows,
                          std::int64_t groups, const Location& location) {
  const std::int64_t channels = kernel.shape()[3];
  const std::int64_t filters = kernel.shape()[4] / groups;
  const std::int64_t taps = windows.size[0] * windows.size[1] * windows.size[2];
  const NumericArray rows = reshape(kernel, {taps * channels, kernel.shape()[4]}, location);
  std::vector<FixedVariableArray> results;
  for (std::int64_t group = 0; group < groups; ++group) {
    const FixedVariableArray part = x(ellipsis, range(group * channels, (group + 1) * channels));
    const NumericArray columns = rows(all(), range(group * filters, (group + 1) * filters));
    results.push_back(matmul(patches_3d(part, windows, location), columns, location));
  }
  return concatenate(results, -1, location);
}

FixedVariableArray convolved(const FixedVariableArray& x, const NumericArray& kernel, const Windows& windows,
                             std::int64_t groups, const Location& location) {
  const std::size_t axes = windows.size.size();
  if (groups < 1 || kernel.shape()[axes] * groups != x.shape()[axes + 1] || kernel.shape()[axes + 1] % groups != 0) {
    throw ShapeError("kernel", "of shape " + to_string(kernel.shape()) + " in " + std::to_string(groups) +
                                   " groups over an input of shape " + to_string(x.shape()));
  }
  if (axes == 3) return conv3d(x, kernel, windows, groups, location);
  ConvOptions options;
  options.stride = PerAxis(windows.stride);
  options.dilation = PerAxis(windows.dilation);
  options.padding = windows.is_same ? SAME : VALID;
  options.groups = static_cast<int>(groups);
  return axes == 1 ? conv1d(x, kernel, options, location) : conv2d(x, kernel, options, location);
}

Windows windows_of_kernel(const LayerCall& call, std::size_t axes, bool is_same) {
  return {spread(call.config, "kernel_size", axes, 1), spread(call.config, "strides", axes, 1),
          spread(call.config, "dilation_rate", axes, 1), is_same};
}

void check_kernel(const FloatTensor& weights, std::size_t axes) {
  if (weights.shape.rank() == axes + 2) return;
  throw ShapeError("kernel", "of shape " + to_string(weights.shape) + " for " + std::to_string(axes) + " axes");
}

bool has_causal_padding(const LayerCall& call) { return text_or(call.config, "padding", "valid") == "causal"; }

// Every place sees itself and what comes before it: zeros in front, ahead of the input quantizer.
Signal padded_in_front(const LayerCall& call) {
  const Signal& x = call.input();
  if (spatial_axes(x) != 1) throw UnsupportedError("padding", "causal, over more than one axis");
  const Windows windows = windows_of_kernel(call, 1, false);
  const PadWidth front((windows.size[0] - 1) * windows.dilation[0], 0);
  const std::vector<PadWidth> widths =
      has_channels_first(call) ? std::vector<PadWidth>{0, 0, front} : std::vector<PadWidth>{0, front, 0};
  return x.moved(pad(x.array, widths, PadMode::kConstant, 0, call.location));
}

// (..., channels, multiplier) as the kernel of one group a channel.
NumericArray depthwise_kernel(const LayerCall& call, const FloatTensor& weights, std::size_t axes) {
  check_kernel(weights, axes);
  Shape shape;
  for (std::size_t axis = 0; axis < axes; ++axis) shape.push_back(weights.shape[axis]);
  shape.push_back(1);
  shape.push_back(weights.shape[axes] * weights.shape[axes + 1]);
  return reshape(call.constant(weights, "kq_conf", "kq"), shape, call.location);
}

// What `convolve` gives of x, with the bias that is variable number `bias`, activation and output quantizer.
Signals finished(const LayerCall& call, const Signal& x,
                 const std::function<FixedVariableArray(const FixedVariableArray&)>& convolve, std::size_t bias) {
  const Signal y = with_channels_last(call, x, [&](const FixedVariableArray& array) {
    FixedVariableArray sum = convolve(array);
    if (boolean_or(call.config, "use_bias", true)) {
      sum = sum + NumericOperand(call.constant(call.variable(bias, "bias"), "bq_conf", "bq"), call.location);
    }
    check_float_precision(call, sum);
    return sum;
  });
  return {call.with_output_quantizer(call.activated(y))};
}

enum class Pooling { kMax, kAverage };

FixedVariableArray pooled(const FixedVariableArray& x, const Windows& windows, Pooling kind, const Location& location) {
  PoolOptions options;
  options.stride = PerAxis(windows.stride);
  options.padding = windows.is_same ? SAME : VALID;
  return kind == Pooling::kMax ? max_pool(x, windows.size, options, location)
                               : average_pool(x, windows.size, options, location);
}

// Over the last two spatial axes, and then over the first one.
FixedVariableArray pooled_3d(const FixedVariableArray& x, const Windows& windows, Pooling kind,
                             const Location& location) {
  std::vector<FixedVariableArray> slices;
  const Windows inner{{windows.size[1], windows.size[2]}, {windows.stride[1], windows.stride[2]}, {}, windows.is_same};
  for (std::int64_t i = 0; i < x.shape()[1]; ++i) slices.push_back(pooled(x(all(), i), inner, kind, location));
  const FixedVariableArray flat = stack(slices, 1, location);
  const Shape shape = flat.shape();
  const FixedVariableArray lines = reshape(flat, {1, shape[1], shape[2] * shape[3] * shape[4]}, location);
  const Windows outer{{windows.size[0]}, {windows.stride[0]}, {}, windows.is_same};
  const FixedVariableArray result = pooled(lines, outer, kind, location);
  return reshape(result, {1, result.shape()[1], shape[2], shape[3], shape[4]}, location);
}

Signals call_pooling(const LayerCall& call, Pooling kind) {
  const Signal x = call.with_input_quantizer(call.input());
  const std::size_t axes = spatial_axes(x);
  Windows windows{spread(call.config, "pool_size", axes, 2), {}, Integers(axes, 1), is_same(call)};
  windows.stride = has(call.config, "strides") ? spread(call.config, "strides", axes, 1) : windows.size;
  const Signal y = with_channels_last(call, x, [&](const FixedVariableArray& array) {
    return axes == 3 ? pooled_3d(array, windows, kind, call.location) : pooled(array, windows, kind, call.location);
  });
  return {call.with_output_quantizer(y)};
}

Signals call_global_pooling(const LayerCall& call, Pooling kind) {
  const Signal x = call.with_input_quantizer(call.input());
  const std::size_t count = spatial_axes(x);
  Integers axes;
  for (std::size_t i = 0; i < count; ++i) {
    axes.push_back(static_cast<std::int64_t>(i) + (has_channels_first(call) ? 2 : 1));
  }
  const bool keepdims = boolean_or(call.config, "keepdims", false);
  const FixedVariableArray y = kind == Pooling::kMax ? amax(x.plain(), Axes(axes), keepdims, call.location)
                                                     : mean(x.plain(), Axes(axes), keepdims, call.location);
  return {call.with_output_quantizer({y})};
}

}  // namespace

Signals call_q_conv(const LayerCall& call) {
  const bool is_causal = has_causal_padding(call);
  const Signal x = call.with_input_quantizer(is_causal ? padded_in_front(call) : call.input());
  const std::size_t axes = spatial_axes(x);
  const Windows windows = windows_of_kernel(call, axes, !is_causal && is_same(call));
  const FloatTensor& weights = call.variable(0, "kernel");
  check_kernel(weights, axes);
  const NumericArray kernel = call.constant(weights, "kq_conf", "kq");
  return finished(
      call, x,
      [&](const FixedVariableArray& array) {
        return convolved(array, kernel, windows, integer_or(call.config, "groups", 1), call.location);
      },
      1);
}

Signals call_depthwise_conv(const LayerCall& call) {
  const Signal& x = call.input();
  const std::size_t axes = spatial_axes(x);
  const Windows windows = windows_of_kernel(call, axes, is_same(call));
  const NumericArray kernel = depthwise_kernel(call, call.variable(0, "kernel"), axes);
  return finished(
      call, x,
      [&](const FixedVariableArray& array) {
        return convolved(array, kernel, windows, array.shape()[axes + 1], call.location);
      },
      1);
}

Signals call_separable_conv(const LayerCall& call) {
  const Signal& x = call.input();
  const std::size_t axes = spatial_axes(x);
  const Windows windows = windows_of_kernel(call, axes, is_same(call));
  const NumericArray kernel = depthwise_kernel(call, call.variable(0, "depthwise_kernel"), axes);
  const FloatTensor& points = call.variable(1, "pointwise_kernel");
  check_kernel(points, axes);
  const NumericArray pointwise = call.constant(points, "kq_conf", "kq");
  const Windows single{Integers(axes, 1), Integers(axes, 1), Integers(axes, 1), false};
  return finished(
      call, x,
      [&](const FixedVariableArray& array) {
        const FixedVariableArray depthwise = convolved(array, kernel, windows, array.shape()[axes + 1], call.location);
        check_float_precision(call, depthwise);
        return convolved(depthwise, pointwise, single, 1, call.location);
      },
      2);
}

Signals call_q_conv_table(const LayerCall& call) {
  const Signal& x = call.input();
  const std::size_t axes = spatial_axes(x);
  if (axes > 2 || has_channels_first(call) || integer_or(call.config, "groups", 1) != 1) {
    throw UnsupportedError("window", "of three axes, with channels first or in groups");
  }
  WindowOptions options;
  options.stride = PerAxis(spread(call.config, "strides", axes, 1));
  options.dilation = PerAxis(spread(call.config, "dilation_rate", axes, 1));
  options.padding = is_same(call) ? SAME : VALID;
  const Integers size = spread(call.config, "kernel_size", axes, 1);
  // What lies outside is 0 in front of the quantizers, which may differ from place to place.
  return dense_table_of(call, x.moved(extract_patches(x.array, size, options, 0, call.location)));
}

Signals call_max_pooling(const LayerCall& call) { return call_pooling(call, Pooling::kMax); }
Signals call_average_pooling(const LayerCall& call) { return call_pooling(call, Pooling::kAverage); }
Signals call_global_max_pooling(const LayerCall& call) { return call_global_pooling(call, Pooling::kMax); }
Signals call_global_average_pooling(const LayerCall& call) { return call_global_pooling(call, Pooling::kAverage); }

}  // namespace wirefold::keras
