// SPDX-License-Identifier: Apache-2.0
#include <xtensor/xarray.hpp>

#include "tests/catch.h"
#include "wirefold/driver/catch_matchers.h"
#include "wirefold/driver/wirefold.hpp"

namespace wf = wirefold;

namespace {

const std::string kGolden = WIREFOLD_SOURCE_DIR "/tests/golden/";

// The program of the design document, word for word.
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

template <class Tensor>
Tensor network(const Tensor& raw, const std::map<std::string, wf::NumericArray>& weights) {
  auto x = wf::quantize(raw, {true, 3, 4});
  for (const std::string layer : {"0", "1", "2"}) {
    x = wf::relu(wf::matmul(x, weights.at("w" + layer)) + weights.at("b" + layer),
                 {.integer_bits = 2, .fraction_bits = 4});
  }
  return wf::matmul(x, weights.at("w3")) + weights.at("b3");
}

TEST_CASE("the tutorial's operation gives the golden outputs as numbers, in the interpreter and as RTL") {
  const auto golden = wf::load_npz(kGolden + "tutorial_operation.npz");
  const xt::xarray<double> w = golden.at("w");
  const auto& x = golden.at("x");
  const auto expected = wf::reshape(golden.at("y"), {1000, 4, 6});

  auto in = wf::FixedVariableArrayInput({4, 5});
  auto logic = wf::comb_trace(in, model(in, w));
  CHECK_THAT(wf::map_samples(wf::reshape(x, {1000, 4, 5}), [&](const wf::NumericArray& s) { return model(s, w); }),
             wf::BitExactTo(expected));
  CHECK_THAT(wf::predict(logic, x), wf::BitExactTo(expected));
  CHECK_THAT(wf::predict(wf::optimize(logic), x), wf::BitExactTo(expected));
  CHECK_THAT(wf::VerilogModel(logic, {.name = "model", .latency_cutoff = 5}).predict(x), wf::BitExactTo(expected));
  CHECK_THAT(wf::VerilogModel(logic, {.name = "model", .simulator = wf::Simulator::icarus}).predict(x),
             wf::BitExactTo(expected));
  CHECK_THAT(wf::VHDLModel(logic, {.name = "model", .latency_cutoff = 5}).predict(x), wf::BitExactTo(expected));
}

TEST_CASE("the tutorial's operation needs forty multipliers because repeated rows are shared") {
  const auto w = wf::load_npz(kGolden + "tutorial_operation.npz").at("w");
  auto in = wf::FixedVariableArrayInput({4, 5});
  const auto logic = wf::optimize(wf::comb_trace(in, model(in, w)));
  CHECK(wf::make_report(logic, wf::combinational_schedule(logic), "unit").total.multipliers == 40);
}

TEST_CASE("the 16-64-32-32-5 network gives the golden outputs as numbers, in the interpreter and as RTL") {
  const auto golden = wf::load_npz(kGolden + "jsc_like.npz");
  const auto& x = golden.at("x");
  auto in = wf::FixedVariableArrayInput({16});
  const auto logic = wf::comb_trace(in, network(in, golden));
  CHECK_THAT(wf::map_samples(x, [&](const wf::NumericArray& s) { return network(s, golden); }),
             wf::BitExactTo(golden.at("y")));
  CHECK_THAT(wf::predict(logic, x), wf::BitExactTo(golden.at("y")));
  CHECK_THAT(wf::VerilogModel(logic, {.name = "jet"}).predict(x), wf::BitExactTo(golden.at("y")));
  CHECK_THAT(wf::VHDLModel(logic, {.name = "jet", .latency_cutoff = 5}).predict(x), wf::BitExactTo(golden.at("y")));
}

TEST_CASE("the H.264 transform takes eight adders in two levels") {
  const wf::NumericArray transform = {{1, 1, 1, 1}, {2, 1, -1, -2}, {1, -1, -1, 1}, {1, -2, 2, -1}};
  auto in = wf::FixedVariableArrayInput({4}, wf::Format{true, 8, 0});
  const auto logic = wf::optimize(wf::comb_trace(in, wf::matmul(transform, in)));
  const auto report = wf::make_report(logic, wf::combinational_schedule(logic), "unit");
  CHECK(report.total.adders == 8);
  CHECK(report.longest_stage_ns() == 2);
}

}  // namespace
