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

}  // namespace wirefold::onnx
