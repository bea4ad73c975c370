// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "wirefold/dsl/axes.h"
#include "wirefold/dsl/format_array.h"
#include "wirefold/dsl/twin_functions.h"

namespace wirefold {

/// An array of truth values that is known while the program is traced: nested braces or an array of numbers, of which 0
/// is false, or anyone's array of bool.
class Mask {
 public:
  Mask(const NumericArray& numbers, const Location& location = Location::here());  // NOLINT
  Mask(std::initializer_list<NestedNumbers> rows, const Location& location = Location::here())
      : Mask(NumericArray(rows, location), location) {}
  template <FieldArray A>
  requires(!DslArray<A>) Mask(const A& array, const Location& location = Location::here()) {  // NOLINT
    for (const auto extent : array.shape()) shape_.push_back(static_cast<std::int64_t>(extent));
    for (auto it = array.begin(); it != array.end(); ++it) values_.push_back(static_cast<bool>(*it));
    check(location);
  }

  const Shape& shape() const { return shape_; }
  const std::vector<bool>& values() const { return values_; }
  std::size_t count() const;

 private:
  void check(const Location& location) const;

  Shape shape_;
  std::vector<bool> values_;
};

// Choosing by a constant mask moves elements and costs nothing. (By a variable: `where`.) At least one must be chosen.

/// The elements of x, in C order, where the mask is true.
///
/// Shapes:  mask (a, b), x (a, b, c) -> (n, c): the mask has the leading axes of x, or all of them.
/// Errors:  ShapeError for other axes, and where the mask is false everywhere.
/// Source:  x[mask] of numpy; with a mask of the shape of x also numpy.extract(mask, x).
WIREFOLD_OF_ONE_ARRAY(extract, const Mask& mask);

/// The indices along `axis` where the mask, which has one axis, is true; without an axis, of the flattened array. A
/// mask shorter than the axis is false beyond its end.
///
/// Source:  numpy.compress(mask, x, axis).
WIREFOLD_OF_ONE_ARRAY(compress, const Mask& mask, std::optional<Axis> axis = {});

}  // namespace wirefold
