// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <vector>

#include "wirefold/dsl/slice.h"
#include "wirefold/ir/location.h"
#include "wirefold/ir/shape.h"

namespace wirefold {

/// An axis of an array, negative ones counted from the end. A fractional number or a truth value is none.
struct Axis {
  template <std::integral I>
  requires(!std::same_as<I, bool>) Axis(I axis)
      : value(Bound::narrowed(axis)) {}  // NOLINT(google-explicit-constructor)

  std::int64_t value;
};

/// Axes of an array, negative ones counted from the end; none given means all of them.
class Axes {
 public:
  Axes() = default;
  template <std::integral I>
  requires(!std::same_as<I, bool>) Axes(I axis)
      : axes_{Bound::narrowed(axis)} {}  // NOLINT(google-explicit-constructor)
  template <std::integral I>
  requires(!std::same_as<I, bool>) Axes(std::initializer_list<I> axes) {
    for (const I axis : axes) axes_.push_back(Bound::narrowed(axis));
  }
  template <std::integral I>
  requires(!std::same_as<I, bool>) Axes(const std::vector<I>& axes) {  // NOLINT(google-explicit-constructor)
    for (const I axis : axes) axes_.push_back(Bound::narrowed(axis));
  }

  bool are_given() const { return !axes_.empty(); }
  std::size_t count() const { return axes_.size(); }
  /// The axes of an array of `shape` that are meant, in the order given. ShapeError out of range or given twice.
  std::vector<std::size_t> resolved(const char* function, const Shape& shape, const Location& location) const;

 private:
  std::vector<std::int64_t> axes_;
};

}  // namespace wirefold
