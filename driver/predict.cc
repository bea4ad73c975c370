// SPDX-License-Identifier: Apache-2.0
#include "wirefold/driver/predict.h"

#include "wirefold/driver/parallel.h"
#include "wirefold/driver/predictor.h"
#include "wirefold/ir/error.h"
#include "wirefold/sim/interpreter.h"

namespace wirefold {

NumericArray predict(const CombLogic& logic, const NumericArray& x, const PredictOptions& options,
                     const Location& location) {
  if (logic.outputs().size() != 1) {
    throw UnsupportedError(
        "predict", "the program has " + std::to_string(logic.outputs().size()) + " outputs; use predict_all", location);
  }
  return predict_all(logic, {x}, options, location)[0];
}

std::vector<NumericArray> predict_all(const CombLogic& logic, const std::vector<NumericArray>& inputs,
                                      const PredictOptions& options, const Location& location) {
  return Predictor(logic, {}, location).predict_all(inputs, options, location);
}

std::vector<NumericArray> interpret_all(const CombLogic& logic, const std::vector<NumericArray>& inputs,
                                        const PredictOptions& options, const Location& location) {
  const Batch batch = input_batch(logic, inputs, options.inputs, "interpret_all", location);
  return output_arrays(logic, run_interpreter(logic, batch, options.threads));
}

Batch run_interpreter(const CombLogic& logic, const Batch& inputs, unsigned threads) {
  Batch results{.sample_count = inputs.sample_count, .tensors = {}};
  for (const NamedTensor& output : logic.outputs()) {
    results.tensors.emplace_back(inputs.sample_count * output.elements.size());
  }
  for_blocks(inputs.sample_count, threads, [&](std::size_t first_sample, std::size_t last_sample) {
    Interpreter interpreter(logic);
    std::vector<Dyadic> sample;
    for (std::size_t i = first_sample; i < last_sample; ++i) {
      sample.clear();
      for (const auto& numbers : inputs.tensors) {
        const std::size_t size = numbers.size() / inputs.sample_count;
        const auto first = numbers.begin() + static_cast<std::ptrdiff_t>(i * size);
        sample.insert(sample.end(), first, first + static_cast<std::ptrdiff_t>(size));
      }
      auto next = interpreter.run(sample).begin();
      for (auto& numbers : results.tensors) {
        const std::size_t size = numbers.size() / inputs.sample_count;
        for (std::size_t j = 0; j < size; ++j) numbers[i * size + j] = *next++;
      }
    }
  });
  return results;
}

}  // namespace wirefold
