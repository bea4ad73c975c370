// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <initializer_list>
#include <optional>
#include <span>
#include <string>

#include "wirefold/dsl/axes.h"
#include "wirefold/dsl/fixed_variable_array.h"
#include "wirefold/dsl/numeric_array.h"

namespace wirefold {

// Functions that only move elements. They cost no hardware, and take open inputs and quotients as they are.

/// The part of an array that the slices select (dsl/slice.h): `slice(x, {0, wf::all()})` is x(0, wf::all()).
FixedVariableArray slice(const FixedVariableArray& x, std::initializer_list<Slice> slices,
                         const Location& location = Location::here());
NumericArray slice(const NumericArray& x, std::initializer_list<Slice> slices,
                   const Location& location = Location::here());

/// The same elements in C order under another shape, of which one extent may be -1 for what is left.
///
/// Errors:  ShapeError if the shape does not hold as many elements.
/// Source:  numpy.reshape.
FixedVariableArray reshape(const FixedVariableArray& x, const Shape& shape,
                           const Location& location = Location::here());
NumericArray reshape(const NumericArray& x, const Shape& shape, const Location& location = Location::here());

/// Axis i of the result is axis axes[i] of x; without axes their order is reversed.
///
/// Errors:  ShapeError if `axes` is not a permutation of the axes.
/// Source:  numpy.transpose.
FixedVariableArray transpose(const FixedVariableArray& x, const Axes& axes = {},
                             const Location& location = Location::here());
NumericArray transpose(const NumericArray& x, const Axes& axes = {}, const Location& location = Location::here());

/// Every index along `axis` `count` times in a row; without an axis, every element of the flattened array.
///
/// Errors:  ShapeError for an axis out of range or a count below 1.
/// Source:  numpy.repeat.
FixedVariableArray repeat(const FixedVariableArray& x, Shape::Extent count, std::optional<Axis> axis = {},
                          const Location& location = Location::here());
NumericArray repeat(const NumericArray& x, Shape::Extent count, std::optional<Axis> axis = {},
                    const Location& location = Location::here());

/// The arrays one after the other along `axis`, which exists in all of them.
///
/// Shapes:  equal but along `axis`, where the extents add up.
/// Errors:  ShapeError for shapes that differ elsewhere, and for no arrays.
/// Source:  numpy.concatenate.
FixedVariableArray concatenate(std::span<const FixedVariableArray> arrays, Axis axis = 0,
                               const Location& location = Location::here());
FixedVariableArray concatenate(std::initializer_list<FixedVariableArray> arrays, Axis axis = 0,
                               const Location& location = Location::here());
NumericArray concatenate(std::span<const NumericArray> arrays, Axis axis = 0,
                         const Location& location = Location::here());
NumericArray concatenate(std::initializer_list<NumericArray> arrays, Axis axis = 0,
                         const Location& location = Location::here());

/// The arrays along a new axis, which becomes axis `axis` of the result.
///
/// Shapes:  n arrays (a, b) -> (n, a, b) for axis 0, (a, b, n) for axis -1.
/// Errors:  ShapeError for different shapes, and for no arrays.
/// Source:  numpy.stack.
FixedVariableArray stack(std::span<const FixedVariableArray> arrays, Axis axis = 0,
                         const Location& location = Location::here());
FixedVariableArray stack(std::initializer_list<FixedVariableArray> arrays, Axis axis = 0,
                         const Location& location = Location::here());
NumericArray stack(std::span<const NumericArray> arrays, Axis axis = 0, const Location& location = Location::here());
NumericArray stack(std::initializer_list<NumericArray> arrays, Axis axis = 0,
                   const Location& location = Location::here());

/// x under a name that stays in the program, in generated code and in reports. Returns x.
///
/// Errors:  ValueError for an empty name; UnsupportedError for open inputs and quotients, which are not values yet.
FixedVariableArray name(const FixedVariableArray& x, const std::string& text,
                        const Location& location = Location::here());
NumericArray name(const NumericArray& x, const std::string& text, const Location& location = Location::here());

}  // namespace wirefold
