// SPDX-License-Identifier: Apache-2.0
#include "wirefold/dsl/rearrange.h"
#include "wirefold/dsl/structure.h"
#include "wirefold/dsl/window_plan.h"
#include "wirefold/ir/error.h"

namespace wirefold {
namespace {

constexpr const char* kFunction = "extract_patches_transposed";

// The elements first to last - 1 along an axis.
template <class Array>
Array part(const Array& x, std::size_t axis, std::int64_t first, std::int64_t last, const Location& location) {
  std::vector<std::int64_t> kept;
  for (std::int64_t i = first; i < last; ++i) kept.push_back(i);
  if (kept.empty()) {
    throw ShapeError(kFunction,
                     "padding that leaves nothing of axis " + std::to_string(axis) + " of " + to_string(x.shape()),
                     location);
  }
  return take(x, NumericArray::from_values(Shape{kept.size()}, kept), axis, location);
}

// x with stride - 1 elements of `value` between neighbours along an axis.
template <class Array>
Array spread(const Array& x, std::size_t axis, std::int64_t stride, const NumericArray& value,
             const Location& location) {
  if (stride == 1) return x;
  std::vector<PadWidth> widths(x.rank() + 1, PadWidth(0));
  widths[axis + 1] = PadWidth(std::int64_t{0}, stride - 1);
  const Array columns = pad(expand_dims(x, axis + 1, location), widths, PadMode::kConstant, value, location);
  Shape joined = x.shape();
  joined[axis] *= stride;
  return part(reshape(columns, joined, location), axis, 0, joined[axis] - stride + 1, location);
}

// Adds `before` and `behind` elements along an axis, or cuts them off where they are negative.
template <class Array>
Array extended(const Array& x, std::size_t axis, std::int64_t before, std::int64_t behind, const NumericArray& value,
               const Location& location) {
  const Array cut =
      part(x, axis, std::max<std::int64_t>(-before, 0), x.shape()[axis] - std::max<std::int64_t>(-behind, 0), location);
  std::vector<PadWidth> widths(x.rank(), PadWidth(0));
  widths[axis] = PadWidth(std::max<std::int64_t>(before, 0), std::max<std::int64_t>(behind, 0));
  return pad(cut, widths, PadMode::kConstant, value, location);
}

// A transposed window sees what a plain one sees, in reverse, on the array that is spread and padded by the window's
// reach.
template <class Array>
Array transposed_patches(const Array& given, const Shape& size, const TransposedWindowOptions& options,
                         const NumericArray& pad_value, const Location& location) {
  const std::size_t spatial = size.rank();
  Array x = options.channels_first ? moved_channels(kFunction, given, spatial, true, location) : given;
  check_has_channels(kFunction, x.shape(), spatial, location);
  const auto strides = options.stride.resolved(kFunction, "stride", spatial, location);
  const auto dilations = options.dilation.resolved(kFunction, "dilation", spatial, location);
  const std::size_t leading = x.rank() - spatial - 1;
  const Shape spatial_shape(
      std::vector<std::int64_t>(x.shape().begin() + static_cast<std::ptrdiff_t>(leading), x.shape().end() - 1));
  const auto removed = options.padding.resolved(kFunction, spatial_shape, location);
  const auto added = options.output_padding.resolved(kFunction, spatial_shape, location);
  for (std::size_t i = 0; i < spatial; ++i) {
    const std::size_t axis = leading + i;
    const std::int64_t reach = dilations[i] * (size[i] - 1);
    x = extended(spread(x, axis, strides[i], pad_value, location), axis, reach - removed[i].before + added[i].before,
                 reach - removed[i].behind + added[i].behind, pad_value, location);
  }
  const Array patches = extract_patches(x, size, {.dilation = options.dilation}, pad_value, location);
  Shape by_position = patches.shape();
  const std::int64_t channels = x.shape()[x.rank() - 1];
  by_position[by_position.rank() - 1] /= channels;
  by_position.push_back(channels);
  return reshape(flip(reshape(patches, by_position, location), -2, location), patches.shape(), location);
}

}  // namespace

FixedVariableArray extract_patches_transposed(const FixedVariableArray& x, const Shape& size,
                                              const TransposedWindowOptions& options, const NumericArray& pad_value,
                                              const Location& location) {
  return transposed_patches(x, size, options, pad_value, location);
}
NumericArray extract_patches_transposed(const NumericArray& x, const Shape& size,
                                        const TransposedWindowOptions& options, const NumericArray& pad_value,
                                        const Location& location) {
  return transposed_patches(x, size, options, pad_value, location);
}

}  // namespace wirefold
