// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "wirefold/driver/batch.h"

namespace wirefold {

struct PredictOptions {
  Inputs inputs = Inputs::wrap;
  unsigned threads = 0;  ///< 0: one a core
};

/// What a program of one input and one output computes for a batch of samples. The program is compiled at every call; a
/// Predictor (driver/predictor.h) keeps it and takes plain numbers as well.
///
/// Shapes:  x (n, ...) or (n, elements) -> (n, ...) of the output.
/// Errors:  ShapeError; ValueError for strict inputs that a port does not hold; UnsupportedError if the program has
///          several outputs.
NumericArray predict(const CombLogic& logic, const NumericArray& x, const PredictOptions& options = {},
                     const Location& location = Location::here());

/// The same for several inputs and outputs, in the order of the program's tensors.
std::vector<NumericArray> predict_all(const CombLogic& logic, const std::vector<NumericArray>& inputs,
                                      const PredictOptions& options = {}, const Location& location = Location::here());

/// The same by the reference interpreter: slow, and independent of the engine behind `predict`.
std::vector<NumericArray> interpret_all(const CombLogic& logic, const std::vector<NumericArray>& inputs,
                                        const PredictOptions& options = {},
                                        const Location& location = Location::here());

/// The same for samples as plain numbers.
Batch run_interpreter(const CombLogic& logic, const Batch& inputs, unsigned threads);

}  // namespace wirefold
