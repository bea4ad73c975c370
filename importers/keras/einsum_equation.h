// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "wirefold/ir/shape.h"

namespace wirefold::keras {

/// An equation of two operands, "abc,cd->abd", taken apart.
struct EinsumEquation {
  std::string left;
  std::string right;
  std::string result;
};

/// ValueError for text of another form.
EinsumEquation parse_equation(std::string_view text);

/// The same with letters for the axes of an ellipsis, of which the operands have these numbers.
///
/// Errors: ValueError for an equation of other numbers of axes.
EinsumEquation expanded(EinsumEquation equation, std::size_t left_axes, std::size_t right_axes);

/// Where the statistics of a batch normalization stand in the kernel and in the bias of an einsum: their extents there,
/// 1 elsewhere.
struct NormalizedAxes {
  Shape in_kernel;
  Shape in_bias;
};

/// Of a normalization over `axes`, letters of the result, whose statistics have the shape `statistics`.
///
/// Errors: UnsupportedError if the letters stand in another order in the kernel than in the result, where HGQ2 itself
///         mixes them up, and for axes that the kernel does not have.
NormalizedAxes normalized_axes(std::string_view equation, std::string_view axes, const Shape& kernel, const Shape& bias,
                               const Shape& statistics);

}  // namespace wirefold::keras
