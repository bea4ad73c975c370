// SPDX-License-Identifier: Apache-2.0
#include "tests/catch.h"
#include "wirefold/driver/catch_matchers.h"
#include "wirefold/driver/wirefold.hpp"

namespace wf = wirefold;

namespace {

TEST_CASE("a report counts every adder once, in the layer that leads to it first") {
  auto in = wf::FixedVariableArrayInput({2}, wf::Format{true, 3, 0});
  const auto first = wf::name(in(0) + in(1), "first");
  const auto logic = wf::optimize(wf::comb_trace(in, first * 3 + in(0)));
  const auto report = wf::make_report(logic, wf::combinational_schedule(logic), "unit");
  REQUIRE(report.layers.size() == 2);
  CHECK(report.layers[0].name == "first");
  CHECK(report.layers[0].adders == 1);
  CHECK(report.layers[1].name == "y");
  CHECK(report.layers[0].adders + report.layers[1].adders == report.total.adders);
}

TEST_CASE("an adder stays in its layer when a pass removes the element that it leads to") {
  auto in = wf::FixedVariableArrayInput({2}, wf::Format{true, 3, 0});
  // The quantizer takes over the relu, of which nothing is left.
  const auto first = wf::name(wf::relu(in(0) + in(1)), "first");
  const auto traced = wf::comb_trace(in, wf::quantize(first, {false, 2, 0}) + in(0));
  const auto logic = wf::optimize(traced);
  REQUIRE(logic.named_tensors()[0].elements[0].value == wf::kNoValue);
  const auto report = wf::make_report(logic, wf::combinational_schedule(logic), "unit");
  REQUIRE(report.layers.size() == 2);
  CHECK(report.layers[0].adders == 1);
  CHECK(report.layers[1].adders == 1);
  CHECK(report.total.adders == 2);
}

TEST_CASE("a report as text shows layers, stages and registers") {
  auto in = wf::FixedVariableArrayInput({2}, wf::Format{true, 3, 0});
  const wf::VerilogModel rtl(wf::comb_trace(in, in(0) + in(1)), {.latency_cutoff = 5});
  CHECK(wf::to_string(rtl.report()) ==
        "layer                      adders adder bits  multipliers  LUTs (est.)\n"
        "y                               1          4            0            4\n"
        "total                           1          4            0            4\n"
        "stages 1, latency 2 cycles, longest stage 1.17 ns (est., ultrascale_plus)\n"
        "estimate of ultrascale_plus: 1.03 of da4ml's cost on its graph of a jet network, where post-route LUTs of 20 "
        "designs of it (xcvu13p) were 0.97 to 1.13, mean 1.05; sums of three were not synthesised (bench/calibrate)\n"
        "register bits 13: input 8, between stages 0, output 5\n");
}

TEST_CASE("BitExactTo shows the first element that differs") {
  const wf::NumericArray actual = {{1, 2}, {3, 4.5}};
  const wf::BitExactTo matcher(wf::NumericArray{{1, 2}, {3, 4}});
  CHECK_FALSE(matcher.match(actual));
  CHECK(matcher.toString() == "is not bit-exact: 1 of 4 elements differ, first at (1, 1): 9/2, expected 4");
  CHECK_THAT(actual, wf::BitExactTo(actual));
}

TEST_CASE("one line of a unit test emits, builds, runs and compares") {
  auto in = wf::FixedVariableArrayInput({2}, wf::Format{true, 3, 0});
  const auto logic = wf::comb_trace(in, in * 5 - 1);
  const wf::NumericArray x = {{1, 2}, {-8, 7}};
  const wf::NumericArray expected = {{4, 9}, {-41, 34}};
  CHECK_THAT(wf::VerilogModel(logic, {.name = "layer"}).predict(x), wf::BitExactTo(expected));
}

TEST_CASE("several inputs and outputs keep their order and names") {
  auto a = wf::FixedVariableArrayInput({2}, wf::Format{true, 3, 0});
  auto b = wf::FixedVariableArrayInput({1}, wf::Format{false, 2, 1});
  const auto logic = wf::comb_trace({{"left", a}, {"right", b}}, {{"sum", a + b}, {"product", a * b}});
  wf::VerilogModel rtl(logic, {.name = "two_ports"});
  const auto inputs = wf::random_samples(logic, 50, 9);
  const auto outputs = rtl.predict_all(inputs);
  REQUIRE(outputs.size() == 2);
  for (std::int64_t i = 0; i < 50; ++i) {
    CHECK(outputs[0](i) == inputs[0](i) + inputs[1](i));
    CHECK(outputs[1](i) == inputs[0](i) * inputs[1](i));
  }
}

}  // namespace
