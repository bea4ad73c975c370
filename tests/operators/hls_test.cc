// SPDX-License-Identifier: Apache-2.0
// Every operator as HLS C++, compiled with the type libraries' own headers, against the interpreter.
#include "tests/catch.h"
#include "tests/operators/operator_case.h"
#include "wirefold/driver/hls_model.h"
#include "wirefold/driver/mismatch.h"
#include "wirefold/driver/random_samples.h"
#include "wirefold/dsl/comb_trace.h"

namespace wirefold::operators {
namespace {

constexpr unsigned kSamples = 48;
constexpr std::uint64_t kSeed = 12;

// All operators side by side; each has an output of its own name.
CombLogic all_operators() {
  std::vector<NamedArray> inputs;
  std::vector<NamedArray> outputs;
  for (const OperatorCase& one : all_cases()) {
    std::vector<FixedVariableArray> arrays;
    for (const OperatorInput& input : one.inputs) {
      arrays.push_back(FixedVariableArrayInput(input.shape, input.format));
      inputs.emplace_back("x_" + one.name + std::to_string(arrays.size()), arrays.back());
    }
    outputs.emplace_back("y_" + one.name, one.on_variables(arrays));
  }
  return comb_trace(inputs, outputs, {.name = "operators"});
}

TEST_CASE("every operator is bit-exact as HLS C++") {
  const CombLogic logic = all_operators();
  const auto samples = random_samples(logic, kSamples, kSeed);
  const auto expected = interpret_all(logic, samples);
  for (const HLSFlavor flavor : {HLSFlavor::vitis, HLSFlavor::hlslib}) {
    INFO("flavor " << static_cast<int>(flavor));
    HLSModel model(logic, {.name = "operators", .flavor = flavor, .cache_dir = WIREFOLD_TEST_DIR "/cache"});
    const auto results = model.predict_all(samples);
    for (std::size_t i = 0; i < results.size(); ++i) {
      INFO(logic.outputs()[i].name);
      CHECK(first_mismatch(results[i], expected[i]) == "");
    }
  }
}

}  // namespace
}  // namespace wirefold::operators
