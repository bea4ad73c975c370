// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

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

/// The plan of `einsum` (dsl/contract.h). ShapeError and ValueError as there.
ContractionPlan einsum_plan(std::string_view subscripts, const Shape& a, const Shape& b, const Location& location);

/// The plan of `matmul`. ShapeError as there.
ContractionPlan matmul_plan(const Shape& a, const Shape& b, const Location& location);

/// The plan of `dot`. ShapeError as there.
ContractionPlan dot_plan(const Shape& a, const Shape& b, const Location& location);

}  // namespace wirefold
