// SPDX-License-Identifier: Apache-2.0
#include "wirefold/importers/onnx/windows.h"

#include <algorithm>

#include "wirefold/importers/onnx/arithmetic.h"
#include "wirefold/ir/error.h"

namespace wirefold::onnx {
namespace {

using Extents = std::vector<std::int64_t>;

// Beyond any array that is hardware.
constexpr std::int64_t kMostReach = 1 << 20;

void check_list(const char* name, const Extents& list, std::size_t count, std::int64_t least) {
  if (list.size() != count) {
    throw ShapeError(name, std::to_string(list.size()) + " numbers where " + std::to_string(count) + " are expected");
  }
  for (const std::int64_t number : list) {
    if (number < least || number > kMostReach) throw ValueError(name, "holds " + std::to_string(number));
  }
}

Extents list_of(const NodeCall& call, const char* name, std::size_t axes) {
  Extents list = call.integers(name);
  if (list.empty()) list.assign(axes, 1);
  check_list(name, list, axes, 1);
  return list;
}

std::int64_t reach_of(const Windows& windows, std::size_t axis) {
  return (windows.size[axis] - 1) * windows.dilations[axis] + 1;
}

// As many places as strides fit, with the odd element behind (SAME_UPPER) or before (SAME_LOWER).
PadWidth same_pad(const Windows& windows, std::size_t axis, std::int64_t extent, bool is_upper) {
  const std::int64_t stride = windows.strides[axis];
  const std::int64_t places = (extent + stride - 1) / stride;
  const std::int64_t total = std::max<std::int64_t>((places - 1) * stride + reach_of(windows, axis) - extent, 0);
  const std::int64_t less = total / 2;
  return is_upper ? PadWidth{less, total - less} : PadWidth{total - less, less};
}

// One more place where a window begins inside of the array or its pad in front.
void lengthen(Windows& windows, std::size_t axis, std::int64_t extent) {
  PadWidth& pad = windows.pads[axis];
  const std::int64_t stride = windows.strides[axis];
  const std::int64_t rest = extent + pad.before + pad.behind - reach_of(windows, axis);
  if (rest < 0 || rest % stride == 0) return;
  const std::int64_t begin = (rest / stride + 1) * stride;
  if (begin < extent + pad.before) pad.behind += begin - rest;
}

// Zeros behind the last place of each axis, less than a stride or dilation of them.
Extents output_padding_of(const NodeCall& call, const Windows& windows) {
  const std::size_t axes = windows.size.size();
  Extents padding = call.integers("output_padding");
  if (padding.empty()) padding.assign(axes, 0);
  check_list("output_padding", padding, axes, 0);
  for (std::size_t axis = 0; axis < axes; ++axis) {
    if (padding[axis] < std::max(windows.strides[axis], windows.dilations[axis])) continue;
    throw ValueError("output_padding", "is " + std::to_string(padding[axis]) + "; it is below the stride or dilation");
  }
  return padding;
}

// What is cut off of `covered` places so that `extent` are left, the odd one behind (SAME_UPPER) or before.
PadWidth cut_to(std::int64_t extent, std::int64_t covered, bool is_upper) {
  const std::int64_t total = covered - extent;
  if (total < 0) {
    throw UnsupportedError("output_shape", "of " + std::to_string(extent) + " places, where windows cover " +
                                               std::to_string(covered) + "; give output_padding");
  }
  const std::int64_t less = total / 2;
  return is_upper ? PadWidth{less, total - less} : PadWidth{total - less, less};
}

PadWidth transposed_pad(const NodeCall& call, const Windows& windows, std::size_t axis, std::int64_t extent,
                        std::int64_t covered) {
  const std::size_t axes = windows.size.size();
  const std::string rule = call.text("auto_pad", "NOTSET");
  const Extents shape = call.integers("output_shape");
  if (!shape.empty()) {
    check_list("output_shape", shape, axes, 1);
    return cut_to(shape[axis], covered, rule == "SAME_UPPER");
  }
  if (rule == "SAME_UPPER" || rule == "SAME_LOWER") {
    return cut_to(extent * windows.strides[axis], covered, rule == "SAME_UPPER");
  }
  if (rule == "VALID") return PadWidth(0);
  if (rule != "NOTSET" && !rule.empty()) throw UnsupportedError("auto_pad", "'" + rule + "'");
  const Extents pads = call.integers("pads");
  if (pads.empty()) return PadWidth(0);
  check_list("pads", pads, 2 * axes, 0);
  return {pads[axis], pads[axis + axes]};
}

// Where `extent` elements stand, a stride apart, of which the first is at place `begin`.
Extents laid_out(std::int64_t length, std::int64_t begin, std::int64_t stride, std::int64_t extent) {
  Extents sources;
  for (std::int64_t place = -begin; place < length - begin; ++place) {
    const bool is_element = place >= 0 && place % stride == 0 && place / stride < extent;
    sources.push_back(is_element ? place / stride : -1);
  }
  return sources;
}

Extents kernel_shape_of(const NodeCall& call, const Extents& size) {
  Extents given = call.integers("kernel_shape");
  if (given.empty()) given = size;
  check_list("kernel_shape", given, size.size(), 1);
  if (given != size) throw ShapeError("kernel_shape", "is not that of the weights");
  return given;
}

}  // namespace

Extents Windows::places(const Extents& spatial) const {
  Extents result;
  for (std::size_t axis = 0; axis < spatial.size(); ++axis) {
    const std::int64_t rest = spatial[axis] + pads[axis].before + pads[axis].behind - reach_of(*this, axis);
    if (rest < 0) {
      throw ShapeError("kernel_shape", "a window of " + std::to_string(reach_of(*this, axis)) + " over " +
                                           std::to_string(spatial[axis]) + " elements");
    }
    result.push_back(rest / strides[axis] + 1);
  }
  return result;
}

Windows windows_of(const NodeCall& call, const Extents& spatial, const Extents& size) {
  const std::size_t axes = spatial.size();
  Windows windows;
  windows.size = call.integers("kernel_shape");
  if (windows.size.empty()) windows.size = size;
  check_list("kernel_shape", windows.size, axes, 1);
  if (!size.empty() && windows.size != size) throw ShapeError("kernel_shape", "is not that of the weights");
  windows.strides = list_of(call, "strides", axes);
  windows.dilations = list_of(call, "dilations", axes);
  Extents pads = call.integers("pads");
  if (pads.empty()) pads.assign(2 * axes, 0);
  check_list("pads", pads, 2 * axes, 0);
  const std::string rule = call.text("auto_pad", "NOTSET");
  for (std::size_t axis = 0; axis < axes; ++axis) {
    if (rule == "NOTSET" || rule.empty()) {
      windows.pads.emplace_back(pads[axis], pads[axis + axes]);
    } else if (rule == "VALID") {
      windows.pads.emplace_back(0);
    } else if (rule == "SAME_UPPER" || rule == "SAME_LOWER") {
      windows.pads.push_back(same_pad(windows, axis, spatial[axis], rule == "SAME_UPPER"));
    } else {
      throw UnsupportedError("auto_pad", "'" + rule + "'");
    }
    if (call.integer("ceil_mode", 0) != 0) lengthen(windows, axis, spatial[axis]);
  }
  Extents seen = windows.places(spatial);
  seen.insert(seen.end(), windows.size.begin(), windows.size.end());
  check_elements("kernel_shape", seen);
  return windows;
}

TransposedWindows transposed_windows_of(const NodeCall& call, const Extents& spatial, const Extents& size) {
  const std::size_t axes = spatial.size();
  const Windows windows{
      kernel_shape_of(call, size), list_of(call, "strides", axes), list_of(call, "dilations", axes), {}};
  const Extents added = output_padding_of(call, windows);
  TransposedWindows result{windows.size, windows.dilations, {}};
  Extents lengths;
  for (std::size_t axis = 0; axis < axes; ++axis) {
    const std::int64_t beyond = reach_of(windows, axis) - 1;
    const std::int64_t covered = (spatial[axis] - 1) * windows.strides[axis] + 1 + beyond + added[axis];
    const PadWidth cut = transposed_pad(call, windows, axis, spatial[axis], covered);
    const std::int64_t places = covered - cut.before - cut.behind;
    if (places < 1) {
      throw ShapeError(
          "pads", "leave nothing of the " + std::to_string(covered) + " places of axis " + std::to_string(axis + 2));
    }
    lengths.push_back(places + beyond);
    check_elements("strides", lengths);
    result.sources.push_back(laid_out(lengths.back(), beyond - cut.before, windows.strides[axis], spatial[axis]));
  }
  lengths.insert(lengths.end(), windows.size.begin(), windows.size.end());
  check_elements("kernel_shape", lengths);
  return result;
}

}  // namespace wirefold::onnx
