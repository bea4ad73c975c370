// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <initializer_list>
#include <utility>
#include <vector>

#include "wirefold/dsl/axes.h"
#include "wirefold/dsl/twin_functions.h"

namespace wirefold {

/// What stands outside of an array that is padded, here of [1, 2, 3].
enum class PadMode {
  kConstant,   ///< a number:     0 0 0 | 1 2 3 | 0 0 0
  kEdge,       ///< the end:      1 1 1 | 1 2 3 | 3 3 3
  kReflect,    ///< without end:  2 3 2 | 1 2 3 | 2 1 2
  kSymmetric,  ///< with the end: 3 2 1 | 1 2 3 | 3 2 1
  kWrap,       ///< from behind:  1 2 3 | 1 2 3 | 1 2 3
};

/// How many elements are added before and behind an axis.
struct PadWidth {
  template <std::integral I>
  requires(!std::same_as<I, bool>) PadWidth(I both) : PadWidth(both, both) {}  // NOLINT(google-explicit-constructor)
  template <std::integral I, std::integral J>
  requires(!std::same_as<I, bool> && !std::same_as<J, bool>) PadWidth(I elements_before, J elements_behind)
      : before(Bound::narrowed(elements_before)), behind(Bound::narrowed(elements_behind)) {}

  std::int64_t before;
  std::int64_t behind;
};

/// One width for every axis, or one an axis: `1`, `{{1, 2}, {0, 0}}`.
class PadWidths {
 public:
  template <std::integral I>
  requires(!std::same_as<I, bool>) PadWidths(I all) : widths_{PadWidth(all)}, is_for_all_(true) {}  // NOLINT
  PadWidths(std::initializer_list<PadWidth> widths) : widths_(widths) {}
  PadWidths(std::vector<PadWidth> widths) : widths_(std::move(widths)) {}  // NOLINT(google-explicit-constructor)

  /// One width an axis. ShapeError for another number of axes, and for widths below 0.
  std::vector<PadWidth> resolved(const char* function, const Shape& shape, const Location& location) const;

 private:
  std::vector<PadWidth> widths_;
  bool is_for_all_ = false;
};

/// x with elements added around it; they cost no hardware.
///
/// Shapes:  each axis grows by its widths.
/// Source:  numpy.pad in the modes that copy.
/// Example: auto y = wf::pad(x, {{1, 1}, {0, 0}}, wf::PadMode::kEdge);
WIREFOLD_OF_ONE_ARRAY(pad, const PadWidths& widths, PadMode mode = PadMode::kConstant, const NumericArray& value = 0);

}  // namespace wirefold
