// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "wirefold/ir/location.h"
#include "wirefold/ir/shape.h"

namespace wirefold {

/// A label for every axis of the arrays and of the result of an einsum. Axes under the ellipsis have negative labels,
/// the last of them -1; all others are letters.
struct EinsumLabels {
  std::vector<std::vector<int>> operands;
  std::vector<int> result;
};

inline bool is_letter(int label) { return label > 0; }

/// Reads the subscripts of an einsum (dsl/contract.h) of arrays of these shapes. ShapeError and ValueError as there.
EinsumLabels einsum_labels(std::string_view subscripts, std::span<const Shape> shapes, const Location& location);

}  // namespace wirefold
