// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <vector>

#include "wirefold/dsl/gather.h"
#include "wirefold/dsl/window.h"

namespace wirefold {

/// Where a window over the axes before the last one stands, and what it covers there.
struct WindowPlan {
  Shape leading;                    ///< the axes before the spatial ones
  Shape places;                     ///< how many places the window has along each spatial axis
  std::size_t size = 1;             ///< elements of the window
  std::size_t channels = 1;         ///< the extent of the last axis
  std::vector<std::size_t> source;  ///< C order of leading, places, window, channels; x.size() is outside
};

/// `shape` has its channels last. ShapeError and ValueError as extract_patches.
WindowPlan window_plan(const char* function, const Shape& shape, const Shape& size, const WindowOptions& options,
                       const Location& location);

/// Refuses an array without an axis of channels beside `spatial` others (ShapeError).
void check_has_channels(const char* function, const Shape& shape, std::size_t spatial, const Location& location);

/// The axis of channels moves to the end (`to_end`), or back to before the last `spatial` axes.
template <class Array>
Array moved_channels(const char* function, const Array& x, std::size_t spatial, bool to_end, const Location& location) {
  check_has_channels(function, x.shape(), spatial, location);
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < x.rank(); ++i) order.push_back(i);
  const auto first = order.end() - static_cast<std::ptrdiff_t>(spatial) - 1;
  if (to_end) {
    std::rotate(first, first + 1, order.end());
  } else {
    std::rotate(first, order.end() - 1, order.end());
  }
  return x.gather(transpose_plan(x.shape(), order));
}

}  // namespace wirefold
