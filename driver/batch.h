// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "wirefold/backends/emulator.h"
#include "wirefold/dsl/numeric_array.h"
#include "wirefold/ir/graph.h"
#include "wirefold/sim/engine.h"

namespace wirefold {

/// Samples for a program: per input (or output) tensor its numbers, sample after sample, each in C order.
struct Batch {
  std::size_t sample_count = 0;
  std::vector<std::vector<Dyadic>> tensors;
};

/// The number of samples in arrays of shape (n, ...) or (n, elements), one array an input tensor; 0 without inputs.
///
/// Errors:  ShapeError for a wrong number of arrays, a shape that does not fit, or another n.
std::size_t sample_count(std::span<const Engine::Tensor> tensors, std::span<const NumericArray> arrays,
                         const char* function, const Location& location);

/// The samples in arrays of shape (n, ...) or (n, elements), one array an input tensor.
///
/// Errors:  ShapeError for a wrong number of arrays or a shape that does not fit; ValueError as `inputs` says.
Batch input_batch(const CombLogic& logic, std::span<const NumericArray> arrays, Inputs inputs, const char* function,
                  const Location& location);

/// Samples as the words of ports, one port a tensor, and back.
PortWords packed(const std::vector<Port>& ports, const Batch& batch);
Batch unpacked(const std::vector<Port>& ports, const PortWords& words, std::size_t sample_count);

/// Output samples as arrays of shape (n, ...), one an output tensor.
std::vector<NumericArray> output_arrays(const CombLogic& logic, Batch batch);

}  // namespace wirefold
