// SPDX-License-Identifier: Apache-2.0
#include "wirefold/dsl/window_plan.h"

#include <algorithm>

#include "wirefold/dsl/array_shape.h"
#include "wirefold/ir/error.h"

namespace wirefold {
namespace {

constexpr std::int64_t kOutside = -1;

// The window along one axis: place p covers the indices p * stride + i * dilation - before.
struct AxisWindow {
  std::int64_t extent;
  std::int64_t size;
  std::int64_t stride;
  std::int64_t dilation;
  std::int64_t before;
  std::int64_t places;
};

PadWidth padding_of(PaddingRule rule, std::int64_t extent, std::int64_t reach, std::int64_t stride) {
  switch (rule) {
    case PaddingRule::kValid:
      return 0;
    case PaddingRule::kSame: {
      const std::int64_t places = (extent + stride - 1) / stride;
      const std::int64_t total = std::max<std::int64_t>((places - 1) * stride + reach - extent, 0);
      return {total / 2, total - total / 2};
    }
    case PaddingRule::kFull:
      return reach - 1;
  }
  throw InternalError("a rule of padding that is not in the list");
}

// Within the limits of an array, so that no sum of a few of them overflows.
void check_limit(const char* function, const char* what, std::int64_t value, const Location& location) {
  if (value <= static_cast<std::int64_t>(kMaxElements)) return;
  throw ValueError(
      function,
      std::string("a ") + what + " of " + std::to_string(value) + ", the limit is " + std::to_string(kMaxElements),
      location);
}

AxisWindow axis_window(const char* function, std::int64_t extent, std::int64_t size, std::int64_t stride,
                       std::int64_t dilation, PadWidth padding, const Location& location) {
  const std::int64_t reach = (size - 1) * dilation + 1;
  const std::int64_t padded = extent + padding.before + padding.behind;
  if (reach > padded) {
    throw ShapeError(function,
                     "a window of " + std::to_string(reach) + " elements along an axis of " + std::to_string(extent) +
                         " with " + std::to_string(padding.before + padding.behind) + " of padding",
                     location);
  }
  return {extent, size, stride, dilation, padding.before, (padded - reach) / stride + 1};
}

std::vector<AxisWindow> axis_windows(const char* function, const Shape& shape, const Shape& size,
                                     const WindowOptions& options, const Location& location) {
  const std::size_t axes = size.rank();
  Shape spatial;
  for (std::size_t i = 0; i < axes; ++i) spatial.push_back(shape[shape.rank() - 1 - axes + i]);
  const std::vector<std::int64_t> strides = options.stride.resolved(function, "stride", axes, location);
  const std::vector<std::int64_t> dilations = options.dilation.resolved(function, "dilation", axes, location);
  std::vector<PadWidth> widths;
  if (options.padding.widths) widths = options.padding.widths->resolved(function, spatial, location);
  std::vector<AxisWindow> windows;
  for (std::size_t i = 0; i < axes; ++i) {
    check_limit(function, "stride", strides[i], location);
    check_limit(function, "dilation", dilations[i], location);
    const std::int64_t reach = (size[i] - 1) * dilations[i] + 1;
    const PadWidth padding =
        options.padding.widths ? widths[i] : padding_of(options.padding.rule, spatial[i], reach, strides[i]);
    check_limit(function, "padding", std::max(padding.before, padding.behind), location);
    windows.push_back(axis_window(function, spatial[i], size[i], strides[i], dilations[i], padding, location));
  }
  return windows;
}

// The pixel under each element of the window at each place.
std::vector<std::int64_t> covered_pixels(const std::vector<AxisWindow>& windows, const Shape& places,
                                         const Shape& size) {
  const std::size_t axes = windows.size();
  Shape walked = places;
  for (const std::int64_t extent : size) walked.push_back(extent);
  std::vector<std::int64_t> index(walked.rank(), 0);
  std::vector<std::int64_t> pixels;
  pixels.reserve(walked.size());
  for (std::size_t count = walked.size(); count > 0; --count) {
    std::int64_t pixel = 0;
    bool is_inside = true;
    for (std::size_t i = 0; i < axes; ++i) {
      const AxisWindow& window = windows[i];
      const std::int64_t position = index[i] * window.stride + index[axes + i] * window.dilation - window.before;
      is_inside = is_inside && position >= 0 && position < window.extent;
      pixel = pixel * window.extent + position;
    }
    pixels.push_back(is_inside ? pixel : kOutside);
    for (std::size_t axis = walked.rank(); axis-- > 0;) {
      if (++index[axis] < walked[axis]) break;
      index[axis] = 0;
    }
  }
  return pixels;
}

}  // namespace

std::vector<std::int64_t> PerAxis::resolved(const char* function, const char* what, std::size_t axes,
                                            const Location& location) const {
  std::vector<std::int64_t> result = values_;
  if (is_for_all_) result.resize(axes, values_.front());
  if (result.size() != axes) {
    throw ShapeError(function,
                     "a " + std::string(what) + " for " + std::to_string(result.size()) + " axes, the window has " +
                         std::to_string(axes),
                     location);
  }
  for (const std::int64_t value : result) {
    if (value < 1) {
      throw ValueError(function, "a " + std::string(what) + " of " + std::to_string(value) + ", it is at least 1",
                       location);
    }
  }
  return result;
}

void check_has_channels(const char* function, const Shape& shape, std::size_t spatial, const Location& location) {
  if (shape.rank() > spatial) return;
  throw ShapeError(function,
                   "an array of shape " + to_string(shape) + " for a window of " + std::to_string(spatial) +
                       (spatial == 1 ? " axis" : " axes") + ", it needs these and one of channels",
                   location);
}

WindowPlan window_plan(const char* function, const Shape& shape, const Shape& size, const WindowOptions& options,
                       const Location& location) {
  check_shape(function, size, location);
  check_has_channels(function, shape, size.rank(), location);
  const std::vector<AxisWindow> windows = axis_windows(function, shape, size, options, location);
  WindowPlan plan;
  plan.channels = static_cast<std::size_t>(shape[shape.rank() - 1]);
  plan.size = size.size();
  Shape all;
  for (std::size_t i = 0; i + 1 + size.rank() < shape.rank(); ++i) plan.leading.push_back(shape[i]);
  for (const AxisWindow& window : windows) plan.places.push_back(window.places);
  for (const Shape& part : {plan.leading, plan.places, size}) {
    for (const std::int64_t extent : part) all.push_back(extent);
  }
  all.push_back(shape[shape.rank() - 1]);
  check_shape(function, all, location);
  const std::vector<std::int64_t> pixels = covered_pixels(windows, plan.places, size);
  std::size_t block_size = plan.channels;
  for (const AxisWindow& window : windows) block_size *= static_cast<std::size_t>(window.extent);
  plan.source.reserve(all.size());
  for (std::size_t block = 0; block < plan.leading.size(); ++block) {
    for (const std::int64_t pixel : pixels) {
      for (std::size_t channel = 0; channel < plan.channels; ++channel) {
        const std::size_t place = block * block_size + static_cast<std::size_t>(pixel) * plan.channels + channel;
        plan.source.push_back(pixel == kOutside ? shape.size() : place);
      }
    }
  }
  return plan;
}

}  // namespace wirefold
