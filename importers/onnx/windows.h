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

/// A transposed convolution as a plain one of strides 1 without padding, with the kernel reversed, over an input that
/// is laid out with zeros between, before and behind its elements.
struct TransposedWindows {
  std::vector<std::int64_t> size;
  std::vector<std::int64_t> dilations;
  /// For each spatial axis and each place along it the place of the input that stands there, or -1 for a zero.
  std::vector<std::vector<std::int64_t>> sources;
};

/// Reads kernel_shape, strides, dilations, pads, auto_pad, output_padding and output_shape of a ConvTranspose.
///
/// Errors:  as windows_of; ShapeError where padding leaves nothing, UnsupportedError for an output_shape beyond what
///          the windows cover.
TransposedWindows transposed_windows_of(const NodeCall& call, const std::vector<std::int64_t>& spatial,
                                        const std::vector<std::int64_t>& size);

}  // namespace wirefold::onnx
