// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "wirefold/dsl/axes.h"
#include "wirefold/dsl/twin_functions.h"

namespace wirefold {

// Functions that only move or repeat elements, as those of structure.h: they cost no hardware, and take open inputs and
// quotients as they are. They mean what numpy's functions of the same names mean; ShapeError for axes out of range,
// given twice, or of extents that do not fit, ValueError for counts below 1.

/// All elements in C order along one axis.
WIREFOLD_OF_ONE_ARRAY(ravel);

/// Axis `source` moves to place `destination`, the others keep their order.
WIREFOLD_OF_ONE_ARRAY(moveaxis, Axis source, Axis destination);

WIREFOLD_OF_ONE_ARRAY(swapaxes, Axis first, Axis second);

/// Reverses the given axes, or all of them.
WIREFOLD_OF_ONE_ARRAY(flip, const Axes& axes = {});

/// Moves every element `shift` places along `axis`, those at the end to the front; without an axis, of the flattened
/// array.
WIREFOLD_OF_ONE_ARRAY(roll, std::int64_t shift, std::optional<Axis> axis = {});

/// New axes of extent 1, which become axes `axes` of the result.
WIREFOLD_OF_ONE_ARRAY(expand_dims, const Axes& axes);

/// Without the given axes, which have extent 1; without any axis of extent 1 where none are given.
WIREFOLD_OF_ONE_ARRAY(squeeze, const Axes& axes = {});

/// Stretched to `shape`.
WIREFOLD_OF_ONE_ARRAY(broadcast_to, const Shape& shape);

/// The whole array `repetitions[i]` times along axis i; axes are matched from the last one.
WIREFOLD_OF_ONE_ARRAY(tile, const Shape& repetitions);

/// The indices along `axis` that `indices`, an array of integers, lists; without an axis, of the flattened array.
///
/// Shapes:  x (a, n, b), indices (i, j), axis 1 -> (a, i, j, b).
/// Errors:  ShapeError for an index out of range; ValueError for a fraction.
WIREFOLD_OF_ONE_ARRAY(take, const NumericArray& indices, std::optional<Axis> axis = {});

/// Equal parts along `axis`.
///
/// Errors:  ShapeError if the extent is not a multiple of `parts`.
std::vector<FixedVariableArray> split(const FixedVariableArray& x, Shape::Extent parts, Axis axis = 0,
                                      const Location& location = Location::here());
std::vector<NumericArray> split(const NumericArray& x, Shape::Extent parts, Axis axis = 0,
                                const Location& location = Location::here());
/// Parts along `axis` that begin at 0 and at the given indices, which rise.
std::vector<FixedVariableArray> split(const FixedVariableArray& x, const std::vector<std::int64_t>& starts,
                                      Axis axis = 0, const Location& location = Location::here());
std::vector<NumericArray> split(const NumericArray& x, const std::vector<std::int64_t>& starts, Axis axis = 0,
                                const Location& location = Location::here());

}  // namespace wirefold
