// SPDX-License-Identifier: Apache-2.0
// Lesson 1. An ordinary function over tensors, as numbers and as hardware.
#include <wirefold/wirefold.hpp>
#include <xtensor/xarray.hpp>

#include "lesson.h"

namespace wf = wirefold;

// One function, two meanings: Tensor is wf::NumericArray (numbers) or wf::FixedVariableArray (hardware).
template <class Tensor>
Tensor model(const Tensor& raw, const xt::xarray<double>& w) {
  auto in = wf::quantize(raw, {.is_signed = true, .integer_bits = 7, .fraction_bits = 0});
  auto out1 = wf::relu(in);
  auto out2 = wf::transpose(in(wf::all(), wf::range(1, 3)));
  out2 = wf::repeat(out2, 2, /*axis=*/0) * 3 + 4;
  out2 = wf::amax(wf::stack({out2, -out2 * 2}, 0), 0);
  auto out3 = wf::quantize(wf::matmul(out2, out1), {true, 10, 2});
  return wf::einsum("ijk,ij->ik", w, out3);
}

int main() {
  const auto golden = wf::load_npz(WIREFOLD_EXAMPLE_GOLDEN "/tutorial_operation.npz");
  const xt::xarray<double> w = golden.at("w");
  const auto& x = golden.at("x");

  auto in = wf::FixedVariableArrayInput({4, 5});  // a factory: returns a FixedVariableArray
  auto logic = wf::comb_trace(in, model(in, w));  // CombLogic: the combinational program
  auto rtl = wf::VerilogModel(logic, {.name = "model", .dir = "build/projects/tutorial", .latency_cutoff = 5});
  rtl.write();
  rtl.compile();
  auto y = rtl.predict(x);

  const auto expected = wf::map_samples(x, [&](const wf::NumericArray& flat) {
    return model(wf::reshape(flat, {4, 5}), w);
  });
  std::printf("The operation of the tutorial\n%s", wf::to_string(rtl.report()).c_str());
  bool all_well = lesson::check("Verilator", y, expected);
  all_well &= lesson::check("golden", wf::reshape(y, {-1, 24}), golden.at("y"));
  return all_well ? 0 : 1;
}
