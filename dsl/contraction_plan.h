// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "wirefold/dsl/contract.h"
#include "wirefold/ir/location.h"
#include "wirefold/ir/shape.h"

namespace wirefold {

/// A product of two arrays that is summed over their common axes, as `batch` products of a (rows x depth) with a
/// (depth x columns) matrix:
///
///   result[result_places[b, r, c]] = sum over d of left(b, r, d) * right(b, c, d)
///
/// where left(b, r, d) is the sum of the elements left_places[b, r, d, 0 .. left_terms) of the first array: more than
/// one where an axis of that array alone is summed over. Right alike. All lists are in C order of their indices.
struct ContractionPlan {
  Shape shape;
  std::size_t batch = 1;
  std::size_t rows = 1;
  std::size_t columns = 1;
  std::size_t depth = 1;
  std::size_t left_terms = 1;
  std::size_t right_terms = 1;
  std::vector<std::size_t> left_places;
  std::vector<std::size_t> right_places;
  std::vector<std::size_t> result_places;

  /// The same product with the arrays in the other order.
  ContractionPlan swapped() const;
};

/// Labels of the axes of two arrays and of their product. Equal positive labels are one index, of one extent; negative
/// ones stretch an extent of 1.
struct ContractionLabels {
  std::vector<int> left;
  std::vector<int> right;
  std::vector<int> result;
};

/// ShapeError for extents that differ.
ContractionPlan contraction_plan(const char* function, const ContractionLabels& labels, const Shape& a, const Shape& b,
                                 const Location& location);

// The plans of the functions of dsl/contract.h. ShapeError and ValueError as there.
ContractionPlan einsum_plan(std::string_view subscripts, const Shape& a, const Shape& b, const Location& location);
/// Of one array, beside an array of no axes.
ContractionPlan einsum_plan(std::string_view subscripts, const Shape& a, const Location& location);
ContractionPlan matmul_plan(const Shape& a, const Shape& b, const Location& location);
ContractionPlan dot_plan(const Shape& a, const Shape& b, const Location& location);
ContractionPlan inner_plan(const Shape& a, const Shape& b, const Location& location);
ContractionPlan outer_plan(const Shape& a, const Shape& b, const Location& location);
ContractionPlan tensordot_plan(const Shape& a, const Shape& b, const TensordotAxes& axes, const Location& location);

}  // namespace wirefold
