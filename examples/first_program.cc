// SPDX-License-Identifier: Apache-2.0
#include <wirefold/wirefold.hpp>

#include <cstdio>

namespace wf = wirefold;

// One function, two meanings: Tensor is wf::NumericArray (numbers) or wf::FixedVariableArray (hardware).
template <class Tensor>
Tensor layer(const Tensor& raw) {
  const wf::NumericArray weights = {{3, -5}, {7, 2.25}};
  auto x = wf::quantize(raw, {.is_signed = true, .integer_bits = 3, .fraction_bits = 4});
  auto y = wf::name(wf::matmul(x, weights) + 0.5, "dense");
  return wf::relu(y, {.integer_bits = 5, .fraction_bits = 2}, wf::RND, wf::SAT);
}

int main() {
  auto in = wf::FixedVariableArrayInput({2});
  auto logic = wf::comb_trace(in, layer(in));
  auto rtl = wf::VerilogModel(logic, {.name = "layer", .dir = "build/projects/layer", .latency_cutoff = 5});
  rtl.write();

  const wf::NumericArray x = {{1.5, -2}, {0.25, 7}, {-8, 3.1}};
  const auto hardware = rtl.predict(x);  // builds it with Verilator
  const auto numbers = wf::map_samples(x, [](const wf::NumericArray& sample) { return layer(sample); });
  std::printf("hardware %s\nnumbers  %s\n", to_string(hardware).c_str(), to_string(numbers).c_str());
  return hardware == numbers ? 0 : 1;
}
