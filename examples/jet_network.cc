// SPDX-License-Identifier: Apache-2.0
// Lesson 4. A 16-64-32-32-5 network, from weights in a file to verified Verilog with a stage limit.
#include "lesson.h"

namespace wf = wirefold;

namespace {

using Weights = std::map<std::string, wf::NumericArray>;

// One function, two meanings: numbers in, numbers out; or hardware.
template <class Tensor>
Tensor network(const Tensor& raw, const Weights& weights) {
  auto x = wf::quantize(raw, {.is_signed = true, .integer_bits = 3, .fraction_bits = 4});
  for (const std::string layer : {"0", "1", "2"}) {
    x = wf::name(wf::matmul(x, weights.at("w" + layer)) + weights.at("b" + layer), "dense" + layer);
    x = wf::relu(x, {.integer_bits = 2, .fraction_bits = 4});
  }
  return wf::name(wf::matmul(x, weights.at("w3")) + weights.at("b3"), "dense3");
}

}  // namespace

int main() {
  std::printf("A 16-64-32-32-5 network, stages of at most 5 ns\n");
  const auto data = wf::load_npz(WIREFOLD_EXAMPLE_GOLDEN "/jsc_like.npz");
  const auto& x = data.at("x");
  const auto expected = lesson::timed("numeric twin, every sample", [&] {
    return wf::map_samples(x, [&](const wf::NumericArray& sample) { return network(sample, data); });
  });
  bool all_well = lesson::check("twin", expected, data.at("y"));

  const auto logic = lesson::timed("trace", [&] {
    const auto in = wf::FixedVariableArrayInput({16});
    return wf::comb_trace(in, network(in, data));
  });
  all_well &= lesson::build_and_verify(
      logic, {.name = "jet_network", .dir = "build/projects/jet_network", .latency_cutoff = 5}, x, expected);
  return all_well ? 0 : 1;
}
