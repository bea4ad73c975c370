// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "wirefold/dsl/contraction.h"
#include "wirefold/dsl/joined.h"
#include "wirefold/dsl/rearrange.h"
#include "wirefold/dsl/window_plan.h"
#include "wirefold/ir/error.h"

namespace wirefold {
namespace {

FixedVariableArray one_more(const FixedVariableArray& x, const NumericArray& number, const Location& location) {
  const FixedVariableArray parts[] = {x, constant(number, location)};
  return joined(std::span<const FixedVariableArray>(parts));
}
NumericArray one_more(const NumericArray& x, const NumericArray& number, const Location&) {
  const NumericArray parts[] = {x, number};
  return joined(std::span<const NumericArray>(parts));
}

// The elements that a window covers, with `outside` where it reaches beyond the array.
template <class Array>
Array covered(const Array& x, const WindowPlan& plan, Shape shape, const NumericArray& outside,
              const Location& location) {
  const bool reaches_out = std::find(plan.source.begin(), plan.source.end(), x.size()) != plan.source.end();
  const Gather gather{std::move(shape), plan.source};
  return reaches_out ? one_more(x, outside, location).gather(gather) : x.gather(gather);
}

Shape joined_shape(const Shape& a, const Shape& b, std::initializer_list<Shape::Extent> last) {
  Shape result = a;
  for (const std::int64_t extent : b) result.push_back(extent);
  for (const Shape::Extent& extent : last) result.push_back(extent.value);
  return result;
}

template <class Array>
Array patches_of(const Array& x, const Shape& size, const WindowOptions& options, const NumericArray& pad_value,
                 const Location& location) {
  constexpr const char* kFunction = "extract_patches";
  if (pad_value.size() != 1) {
    throw ShapeError(kFunction, "a pad_value of shape " + to_string(pad_value.shape()) + ", it must be one number",
                     location);
  }
  const Array last = options.channels_first ? moved_channels(kFunction, x, size.rank(), true, location) : x;
  const WindowPlan plan = window_plan(kFunction, last.shape(), size, options, location);
  return covered(last, plan, joined_shape(plan.leading, plan.places, {plan.size * plan.channels}), pad_value, location);
}

struct Groups {
  std::size_t count;
  std::size_t channels;  // a group
  std::size_t filters;   // a group
};

Groups checked_groups(const char* function, const Shape& x, const Shape& kernel, int groups, const Location& location) {
  const auto channels = static_cast<std::size_t>(x[x.rank() - 1]);
  const auto kernel_channels = static_cast<std::size_t>(kernel[kernel.rank() - 2]);
  const auto filters = static_cast<std::size_t>(kernel[kernel.rank() - 1]);
  const auto count = static_cast<std::size_t>(std::max(groups, 1));
  if (groups < 1 || channels % count != 0 || filters % count != 0) {
    throw ValueError(function,
                     std::to_string(groups) + " groups of " + std::to_string(channels) + " channels and " +
                         std::to_string(filters) + " filters, both must be multiples",
                     location);
  }
  if (kernel_channels != channels / count) {
    throw ShapeError(function,
                     "a kernel of shape " + to_string(kernel) + " for " + std::to_string(channels) + " channels in " +
                         std::to_string(groups) + (groups == 1 ? " group" : " groups") + ", its axis -2 must be " +
                         std::to_string(channels / count),
                     location);
  }
  return {count, channels / count, filters / count};
}

// As a product of matrices, one a group: patches (group, place, window and channel) with the kernel (group, window and
// channel, filter).
template <class X, class Kernel>
auto convolved(const char* function, std::size_t spatial, const X& given, const Kernel& kernel,
               const ConvOptions& options, const Location& location) {
  const X x = options.channels_first ? moved_channels(function, given, spatial, true, location) : given;
  check_has_channels(function, x.shape(), spatial, location);
  if (kernel.rank() != spatial + 2) {
    throw ShapeError(function,
                     "a kernel of shape " + to_string(kernel.shape()) + ", it must have " +
                         std::to_string(spatial + 2) + " axes: the window, channels and filters",
                     location);
  }
  const Groups groups = checked_groups(function, x.shape(), kernel.shape(), options.groups, location);
  Shape size;
  for (std::size_t axis = 0; axis < spatial; ++axis) size.push_back(kernel.shape()[axis]);
  const WindowPlan plan =
      window_plan(function, x.shape(), size, {options.stride, options.padding, options.dilation, false}, location);
  const std::size_t places = plan.leading.size() * plan.places.size();
  const X patches = covered(x, plan, {places, plan.size, groups.count, groups.channels}, NumericArray(0), location);
  const Kernel weights = under_shape(kernel, {plan.size, groups.channels, groups.count, groups.filters});
  const ContractionLabels labels{{'p', 'w', 'g', 'c'}, {'w', 'c', 'g', 'f'}, {'p', 'g', 'f'}};
  const auto product =
      contracted(function, contraction_plan(function, labels, patches.shape(), weights.shape(), location), patches,
                 weights, location);
  const auto result = under_shape(product, joined_shape(plan.leading, plan.places, {groups.count * groups.filters}));
  return options.channels_first ? moved_channels(function, result, spatial, false, location) : result;
}

// numpy's "same" keeps the middle of the full result, with one element more at its beginning where it is not centered.
PadWidth same_width(std::int64_t size) { return {size / 2, size - 1 - size / 2}; }

template <class A, class B>
auto convolved_rows(const A& a, const B& b, PaddingRule mode, const Location& location) {
  if (a.rank() != 1 || b.rank() != 1) {
    throw ShapeError("convolve",
                     "shapes " + to_string(a.shape()) + " and " + to_string(b.shape()) + ", both need one axis",
                     location);
  }
  const auto with = [&](const auto& longer, const auto& shorter) {
    const std::size_t size = shorter.size();
    ConvOptions options{.padding = mode};
    if (mode == SAME) options.padding = {same_width(static_cast<std::int64_t>(size))};
    const auto rows = under_shape(longer, {longer.size(), 1});
    const auto kernel = under_shape(flip(shorter, {}, location), {size, 1, 1});
    const auto result = convolved("convolve", 1, rows, kernel, options, location);
    return under_shape(result, {result.size()});
  };
  return a.size() >= b.size() ? with(a, b) : with(b, a);
}

}  // namespace

FixedVariableArray extract_patches(const FixedVariableArray& x, const Shape& size, const WindowOptions& options,
                                   const NumericArray& pad_value, const Location& location) {
  return patches_of(x, size, options, pad_value, location);
}
NumericArray extract_patches(const NumericArray& x, const Shape& size, const WindowOptions& options,
                             const NumericArray& pad_value, const Location& location) {
  return patches_of(x, size, options, pad_value, location);
}

FixedVariableArray conv1d(const FixedVariableArray& a, const FixedVariableArray& b, const ConvOptions& options,
                          const Location& location) {
  return convolved("conv1d", 1, a, b, options, location);
}
FixedVariableArray conv1d(const FixedVariableArray& a, const NumericArray& b, const ConvOptions& options,
                          const Location& location) {
  return convolved("conv1d", 1, a, b, options, location);
}
FixedVariableArray conv1d(const NumericArray& a, const FixedVariableArray& b, const ConvOptions& options,
                          const Location& location) {
  return convolved("conv1d", 1, a, b, options, location);
}
NumericArray conv1d(const NumericArray& a, const NumericArray& b, const ConvOptions& options,
                    const Location& location) {
  return convolved("conv1d", 1, a, b, options, location);
}

FixedVariableArray conv2d(const FixedVariableArray& a, const FixedVariableArray& b, const ConvOptions& options,
                          const Location& location) {
  return convolved("conv2d", 2, a, b, options, location);
}
FixedVariableArray conv2d(const FixedVariableArray& a, const NumericArray& b, const ConvOptions& options,
                          const Location& location) {
  return convolved("conv2d", 2, a, b, options, location);
}
FixedVariableArray conv2d(const NumericArray& a, const FixedVariableArray& b, const ConvOptions& options,
                          const Location& location) {
  return convolved("conv2d", 2, a, b, options, location);
}
NumericArray conv2d(const NumericArray& a, const NumericArray& b, const ConvOptions& options,
                    const Location& location) {
  return convolved("conv2d", 2, a, b, options, location);
}

FixedVariableArray convolve(const FixedVariableArray& a, const FixedVariableArray& b, PaddingRule mode,
                            const Location& location) {
  return convolved_rows(a, b, mode, location);
}
FixedVariableArray convolve(const FixedVariableArray& a, const NumericArray& b, PaddingRule mode,
                            const Location& location) {
  return convolved_rows(a, b, mode, location);
}
FixedVariableArray convolve(const NumericArray& a, const FixedVariableArray& b, PaddingRule mode,
                            const Location& location) {
  return convolved_rows(a, b, mode, location);
}
NumericArray convolve(const NumericArray& a, const NumericArray& b, PaddingRule mode, const Location& location) {
  return convolved_rows(a, b, mode, location);
}

}  // namespace wirefold
