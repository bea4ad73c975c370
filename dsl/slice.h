// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>

#include "wirefold/dsl/gather.h"
#include "wirefold/ir/location.h"
#include "wirefold/ir/shape.h"

namespace wirefold {

/// Stands for an end of a range that is left out, as in numpy's x[1:]; std::nullopt means the same.
inline constexpr std::nullopt_t end = std::nullopt;

/// One end of a range: an index, negative ones counted from the end of the axis, or left out.
struct Bound {
  Bound(std::nullopt_t) {}  // NOLINT(google-explicit-constructor)
  template <std::integral I>
  requires(!std::same_as<I, bool>) Bound(I index) : value(narrowed(index)) {}  // NOLINT(google-explicit-constructor)

  /// Beyond the range of any axis instead of negative.
  template <std::integral I>
  static std::int64_t narrowed(I index) {
    if constexpr (std::unsigned_integral<I> && sizeof(I) == 8) {
      if (index > static_cast<I>(std::numeric_limits<std::int64_t>::max())) {
        return std::numeric_limits<std::int64_t>::max();
      }
    }
    return static_cast<std::int64_t>(index);
  }

  std::optional<std::int64_t> value;
};

/// What an array is indexed with along one axis: an index, which removes the axis, a range, a new axis, or an ellipsis.
struct Slice {
  enum class Kind : std::uint8_t { kAbsent, kIndex, kRange, kNewAxis, kEllipsis };

  template <std::integral I>
  requires(!std::same_as<I, bool>) Slice(I position)
      : kind(Kind::kIndex), index(Bound::narrowed(position)) {}  // NOLINT(google-explicit-constructor)
  constexpr explicit Slice(Kind slice_kind) : kind(slice_kind) {}

  Kind kind;
  std::int64_t index = 0;
  std::optional<std::int64_t> start;
  std::optional<std::int64_t> stop;
  std::int64_t step = 1;
};

/// A new axis of extent 1, as numpy.newaxis.
inline constexpr Slice newaxis{Slice::Kind::kNewAxis};
/// As many whole axes as are left over, at most once; as numpy's `...`.
inline constexpr Slice ellipsis{Slice::Kind::kEllipsis};
/// What stands for the slices that a call leaves out.
inline constexpr Slice no_slice{Slice::Kind::kAbsent};

/// A whole axis, as numpy's `:`.
inline Slice all() { return Slice(Slice::Kind::kRange); }

/// The indices start, start + step, ... before `stop`, as numpy's start:stop:step.
///
/// Ends beyond the axis are clamped. Where a range runs backwards, an end left out is the other one:
/// `range(wf::end, wf::end, -1)` reverses an axis. A step of 0 and a range of no elements are refused by the slicing.
template <std::integral Step = int>
Slice range(Bound start, Bound stop, Step step = 1) {
  Slice slice(Slice::Kind::kRange);
  slice.start = start.value;
  slice.stop = stop.value;
  slice.step = Bound::narrowed(step);
  return slice;
}

/// Which elements of an array of `shape` the slices select.
///
/// Shapes:  an index removes its axis, a new axis adds one, axes without a slice are taken whole.
/// Errors:  ShapeError for an index out of range, too many slices, a second ellipsis, a range of no elements;
///          ValueError for a step of 0.
/// Source:  numpy's basic indexing.
Gather slice_plan(const Shape& shape, std::span<const Slice> slices, const Location& location);

}  // namespace wirefold
