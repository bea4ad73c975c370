// SPDX-License-Identifier: Apache-2.0
// What a user sees after a mistake: function, values, rule or remedy, the line.
#include <limits>

#include "tests/catch.h"
#include "wirefold/driver/wirefold.hpp"

namespace wf = wirefold;

namespace {

using Catch::Matchers::Message;

std::string at(int line) { return "  [errors_test.cc:" + std::to_string(line) + "]"; }

wf::CombLogic doubler() {
  auto in = wf::FixedVariableArrayInput({2}, wf::Format{true, 3, 0});
  return wf::comb_trace(in, in * 3);
}

TEST_CASE("predict refuses NaN and infinity with element and value") {
  auto rtl = wf::VerilogModel(doubler());
  const double nan = std::numeric_limits<double>::quiet_NaN();
  CHECK_THROWS_AS(rtl.predict({{1, nan}}), wf::ValueError);
  CHECK_THROWS_AS(wf::predict(doubler(), {{1, -std::numeric_limits<double>::infinity()}}), wf::ValueError);
}

TEST_CASE("predict refuses samples of another shape") {
  const auto logic = doubler();
  const wf::NumericArray x = {{1, 2, 3}};
  const auto call = [&] { return wf::predict(logic, x); };
  const std::string line = at(__LINE__ - 1);
  CHECK_THROWS_MATCHES(call(), wf::ShapeError,
                       Message("predict: input 'x' takes samples of shape (n, 2), got (1, 3)" + line));
}

TEST_CASE("strict inputs refuse numbers that the port does not hold") {
  const auto logic = doubler();
  const wf::PredictOptions strict{.inputs = wf::Inputs::strict};
  const wf::NumericArray x = {{1, 2}, {3, 0.5}};
  const auto call = [&] { return wf::predict(logic, x, strict); };
  const std::string line = at(__LINE__ - 1);
  CHECK_THROWS_MATCHES(
      call(), wf::ValueError,
      Message(
          "predict: element 1 of input 'x' in sample 1 is 1/2, which s3.0 does not hold, and the inputs are strict" +
          line));
}

TEST_CASE("a latency cutoff that no operation meets names the operation and its line") {
  auto in = wf::FixedVariableArrayInput({2}, wf::Format{true, 3, 0});
  const auto sum = in(0) + in(1);
  const std::string line = at(__LINE__ - 1);
  const auto logic = wf::comb_trace(in, sum);
  CHECK_THROWS_MATCHES(wf::VerilogModel(logic, {.latency_cutoff = 0.5}), wf::ValueError,
                       Message("pipeline: the longest stage is 0.500 ns, but one sum of 5 bits takes 1.169 ns; allow "
                               "longer stages or quantize its operands" +
                               line));
}

TEST_CASE("a latency cutoff that is not a length of time is refused") {
  const auto negative = [&] { wf::VerilogModel(doubler(), {.latency_cutoff = -1}); };
  const std::string line = at(__LINE__ - 1);
  CHECK_THROWS_MATCHES(
      negative(), wf::ValueError,
      Message("VerilogModel: latency_cutoff is -1 ns; give a positive number of nanoseconds, or 0 for none" + line));
}

TEST_CASE("a simulator of another language is refused") {
  const auto wrong = [&] { wf::VHDLModel(doubler(), {.simulator = wf::Simulator::icarus}); };
  const std::string line = at(__LINE__ - 1);
  CHECK_THROWS_MATCHES(wrong(), wf::ValueError,
                       Message("VHDLModel: the simulator is one of another language; it must be ghdl" + line));
  CHECK_THROWS_AS(wf::VerilogModel(doubler(), {.simulator = wf::Simulator::ghdl}), wf::ValueError);
  CHECK_THROWS_AS(wf::RtlModel(doubler(), "program_text"), wf::ValueError);
}

TEST_CASE("a folder that cannot be made is an error with its path") {
  wf::VerilogModel rtl(doubler(), {.dir = "/proc/none/model"});
  CHECK_THROWS_AS(rtl.write(), wf::IoError);
}

TEST_CASE("a missing array file is an error with its path") {
  CHECK_THROWS_AS(wf::load_npz("no_such_file.npz"), wf::IoError);
}

}  // namespace
