// SPDX-License-Identifier: Apache-2.0
// A user's design, generated when the project is built.
#include <wirefold/wirefold.hpp>

namespace wf = wirefold;

int main(int, char** arguments) {
  const wf::NumericArray weights = {{3, -5}, {7, 2.25}};
  const auto in = wf::FixedVariableArrayInput({2}, wf::Format{true, 3, 4});
  const auto logic = wf::comb_trace(in, wf::relu(wf::matmul(in, weights)));
  wf::VerilogModel(logic, {.name = "consumer_layer", .dir = arguments[1], .latency_cutoff = 5}).write();
}
