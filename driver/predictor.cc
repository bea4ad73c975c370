// SPDX-License-Identifier: Apache-2.0
#include "wirefold/driver/predictor.h"

#include "wirefold/driver/batch.h"
#include "wirefold/ir/error.h"

namespace wirefold {

Predictor::Predictor(const CombLogic& logic, const EngineOptions& options, const Location& location)
    : engine_(logic, options, location) {}

NumericArray Predictor::predict(const NumericArray& x, const PredictOptions& options, const Location& location) const {
  if (engine_.outputs().size() != 1) {
    throw UnsupportedError("predict",
                           "the program has " + std::to_string(engine_.outputs().size()) + " outputs; use predict_all",
                           location);
  }
  return std::move(predict_all({x}, options, location)[0]);
}

std::vector<NumericArray> Predictor::predict_all(const std::vector<NumericArray>& inputs, const PredictOptions& options,
                                                 const Location& location) const {
  const std::size_t count = wirefold::sample_count(engine_.inputs(), inputs, "predict", location);
  std::vector<InputSamples> from;
  for (const NumericArray& input : inputs) from.emplace_back(input.numbers(location));
  std::vector<std::vector<Dyadic>> results;
  std::vector<OutputSamples> to;
  results.reserve(engine_.outputs().size());
  for (const Engine::Tensor& tensor : engine_.outputs()) {
    results.emplace_back(count * tensor.shape.size());
    to.emplace_back(std::span<Dyadic>(results.back()));
  }
  engine_.run(count, from, to, run_options(options, location));
  std::vector<NumericArray> arrays;
  for (std::size_t i = 0; i < results.size(); ++i) {
    Shape shape{count};
    for (const std::int64_t extent : engine_.outputs()[i].shape) shape.push_back(extent);
    arrays.push_back(NumericArray::from_numbers(shape, std::move(results[i])));
  }
  return arrays;
}

std::size_t Predictor::sample_count(std::size_t number_count, const Location& location) const {
  if (engine_.inputs().size() != 1 || engine_.outputs().size() != 1) {
    throw UnsupportedError("predict",
                           "the program has " + std::to_string(engine_.inputs().size()) + " inputs and " +
                               std::to_string(engine_.outputs().size()) + " outputs; use predict_all",
                           location);
  }
  const Engine::Tensor& input = engine_.inputs()[0];
  const std::size_t elements = input.shape.size();
  if (elements == 0 || number_count % elements != 0) {
    throw ShapeError("predict",
                     "a sample of input '" + input.name + "' has " + std::to_string(elements) + " numbers, got " +
                         std::to_string(number_count),
                     location);
  }
  return number_count / elements;
}

}  // namespace wirefold
