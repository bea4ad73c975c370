// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "tests/programs/random_program.h"
#include "wirefold/sim/engine.h"
#include "wirefold/sim/interpreter.h"

namespace wirefold {

/// Samples of all tensors of a program, one vector a tensor.
using ExactBatch = std::vector<std::vector<Dyadic>>;

/// Random samples for a program's inputs (tests/programs/random_program.h).
inline ExactBatch random_batch(Random& random, const CombLogic& logic, std::size_t count) {
  ExactBatch batch(logic.inputs().size());
  for (std::size_t i = 0; i < count; ++i) {
    const std::vector<Dyadic> sample = random_sample(random, logic);
    auto next = sample.begin();
    for (std::size_t t = 0; t < batch.size(); ++t) {
      for (std::size_t e = 0; e < logic.inputs()[t].elements.size(); ++e) batch[t].push_back(*next++);
    }
  }
  return batch;
}

/// What the reference interpreter computes for the outputs, and then for the tensors `taps`.
inline ExactBatch interpret(const CombLogic& logic, const ExactBatch& inputs, std::size_t count,
                            const std::vector<std::string>& taps = {}) {
  Interpreter interpreter(logic);
  std::vector<const NamedTensor*> tensors;
  for (const NamedTensor& output : logic.outputs()) tensors.push_back(&output);
  for (const std::string& name : taps) {
    for (const NamedTensor& tensor : logic.named_tensors()) {
      if (tensor.name == name) tensors.push_back(&tensor);
    }
  }
  ExactBatch results(tensors.size());
  for (std::size_t i = 0; i < count; ++i) {
    std::vector<Dyadic> sample;
    for (std::size_t t = 0; t < inputs.size(); ++t) {
      const std::size_t size = logic.inputs()[t].elements.size();
      for (std::size_t e = 0; e < size; ++e) sample.push_back(inputs[t][i * size + e]);
    }
    interpreter.run(sample);
    for (std::size_t t = 0; t < tensors.size(); ++t) {
      for (const Use& use : tensors[t]->elements) results[t].push_back(interpreter.value(use));
    }
  }
  return results;
}

/// The same by the engine.
inline ExactBatch run_engine(const Engine& engine, const ExactBatch& inputs, std::size_t count,
                             const RunOptions& options = {}) {
  std::vector<InputSamples> from;
  for (const auto& numbers : inputs) from.emplace_back(std::span<const Dyadic>(numbers));
  ExactBatch results;
  for (const Engine::Tensor& tensor : engine.outputs()) results.emplace_back(tensor.shape.size() * count);
  std::vector<OutputSamples> to;
  for (auto& numbers : results) to.emplace_back(std::span<Dyadic>(numbers));
  engine.run(count, from, to, options);
  return results;
}

}  // namespace wirefold
