// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "wirefold/dsl/pad.h"
#include "wirefold/importers/onnx/node_call.h"

namespace wirefold::onnx {

/// How the windows of a convolution or a pooling move over spatial axes, as the attributes of the node tell.
struct Windows {
  std::vector<std::int64_t> size;
  std::vector<std::int64_t> strides;
  std::vector<std::int64_t> dilations;
  std::vector<PadWidth> pads;

  /// How many places a window has along each axis of `spatial`. ShapeError for a window that does not fit.
  std::vector<std::int64_t> places(const std::vector<std::int64_t>& spatial) const;
};

/// Reads kernel_shape (where it is left out: `size`), strides, dilations, pads, auto_pad and ceil_mode. Pads of a
/// ceil_mode are longer behind, so that the last window fits.
///
/// Errors:  ShapeError for lists of another length than `spatial`, ValueError for numbers below 1.
Windows windows_of(const NodeCall& call, const std::vector<std::int64_t>& spatial,
                   const std::vector<std::int64_t>& size = {});

}  // namespace wirefold::onnx
