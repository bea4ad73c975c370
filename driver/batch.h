// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "wirefold/dsl/numeric_array.h"
#include "wirefold/ir/graph.h"

namespace wirefold {

/// How numbers that a port cannot hold are taken.
enum class Inputs {
  wrap,    ///< as the port does: floored to its grid, wrapped to its range
  strict,  ///< a number off the grid or out of the range is a ValueError
};

/// Samples for a program: per input (or output) tensor its numbers, sample after sample, each in C order.
struct Batch {
  std::size_t sample_count = 0;
  std::vector<std::vector<Dyadic>> tensors;
};

/// The samples in arrays of shape (n, ...) or (n, elements), one array an input tensor.
///
/// Errors:  ShapeError for a wrong number of arrays or a shape that does not fit; ValueError as `inputs` says.
Batch input_batch(const CombLogic& logic, std::span<const NumericArray> arrays, Inputs inputs, const char* function,
                  const Location& location);

/// Output samples as arrays of shape (n, ...), one an output tensor.
std::vector<NumericArray> output_arrays(const CombLogic& logic, Batch batch);

}  // namespace wirefold
