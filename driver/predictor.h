// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <vector>

#include "wirefold/driver/predict.h"
#include "wirefold/sim/engine.h"

namespace wirefold {

/// A program compiled once for batches of samples (sim/engine.h) and kept. It is immutable: any number of threads may
/// use it at once.
///
/// Example: const wf::Predictor predictor(logic);
///          std::vector<float> y = predictor.predict<float>(std::span<const float>(x));
class Predictor {
 public:
  /// Errors: those of Engine.
  explicit Predictor(const CombLogic& logic, const EngineOptions& options = {},
                     const Location& location = Location::here());

  /// Shapes and errors as the function `predict` (driver/predict.h); a program with taps has several outputs.
  NumericArray predict(const NumericArray& x, const PredictOptions& options = {},
                       const Location& location = Location::here()) const;
  /// The outputs in the order of the program's tensors, then the taps.
  std::vector<NumericArray> predict_all(const std::vector<NumericArray>& inputs, const PredictOptions& options = {},
                                        const Location& location = Location::here()) const;

  /// For programs of one input and one output: samples one after the other, each in C order, as double, float, int32 or
  /// int64; the results in the same order.
  ///
  /// Errors:  ShapeError if the numbers are no whole samples; ValueError for NaN, infinity, numbers that strict inputs
  ///          refuse, and a result that `Out` does not hold exactly.
  template <class Out = double, class In>
  std::vector<Out> predict(std::span<const In> x, const PredictOptions& options = {},
                           const Location& location = Location::here()) const {
    const std::size_t count = sample_count(x.size(), location);
    std::vector<Out> y(count * engine_.outputs()[0].shape.size());
    const InputSamples inputs[] = {x};
    const OutputSamples outputs[] = {std::span<Out>(y)};
    engine_.run(count, inputs, outputs, run_options(options, location));
    return y;
  }
  template <class Out = double, class In>
  std::vector<Out> predict(const std::vector<In>& x, const PredictOptions& options = {},
                           const Location& location = Location::here()) const {
    return predict<Out>(std::span<const In>(x), options, location);
  }

  const Engine& engine() const { return engine_; }

 private:
  std::size_t sample_count(std::size_t number_count, const Location& location) const;
  static RunOptions run_options(const PredictOptions& options, const Location& location) {
    return {.inputs = options.inputs, .threads = options.threads, .function = "predict", .location = location};
  }

  Engine engine_;
};

}  // namespace wirefold
