// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "wirefold/ir/location.h"
#include "wirefold/ir/shape.h"

namespace wirefold {

/// A label for every axis of the two arrays and of the result of an einsum. Axes under the ellipsis have negative
/// labels, the last of them -1; all others are letters.
struct EinsumLabels {
  std::vector<int> left;
  std::vector<int> right;
  std::vector<int> result;
};

inline bool is_letter(int label) { return label > 0; }

/// Reads the subscripts of an einsum (dsl/contraction_plan.h) of arrays of the shapes `a` and `b`.
EinsumLabels einsum_labels(std::string_view subscripts, const Shape& a, const Shape& b, const Location& location);

}  // namespace wirefold
