// SPDX-License-Identifier: Apache-2.0
// A user's program, built against an installed wirefold.
#include <wirefold/wirefold.hpp>

#include <iostream>

namespace wf = wirefold;

template <class Tensor>
Tensor model(const Tensor& raw) {
  const wf::NumericArray weights = {{3, -5}, {7, 2.25}};
  return wf::relu(wf::matmul(wf::quantize(raw, {true, 3, 4}), weights));
}

int main() {
  const auto in = wf::FixedVariableArrayInput({2});
  const auto rtl = wf::VerilogModel(wf::comb_trace(in, model(in)), {.name = "consumer"});
  std::cout << rtl.verilog();

  const wf::NumericArray x = {{1.5, -2}, {0.25, 7}};
  const auto numbers = wf::map_samples(x, [](const wf::NumericArray& sample) { return model(sample); });
  return wf::predict(rtl.logic(), x) == numbers ? 0 : 1;
}
