// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <wirefold/wirefold.hpp>

#include <chrono>
#include <cstdio>
#include <functional>
#include <string>

// What the lessons share: they print what they do, check it, and fail if it is not so.
namespace lesson {

namespace wf = wirefold;

/// Runs a step and prints how long it took.
template <class Step>
auto timed(const char* what, const Step& step) {
  const auto start = std::chrono::steady_clock::now();
  auto result = step();
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  std::printf("  %-34s %8.3f s\n", what, seconds.count());
  return result;
}

/// Prints "name: bit-exact: N of N samples", or where it is not.
inline bool check(const char* name, const wf::NumericArray& actual, const wf::NumericArray& expected) {
  const std::string mismatch = wf::first_mismatch(actual, expected);
  const long samples = static_cast<long>(expected.shape()[0]);
  if (mismatch.empty()) {
    std::printf("  %-12s bit-exact: %ld of %ld samples\n", name, samples, samples);
  } else {
    std::printf("  %-12s MISMATCH: %s\n", name, mismatch.c_str());
  }
  return mismatch.empty();
}

/// Optimizes, emits, builds and runs a traced program of one output, and compares the batch engine, Verilator and
/// Icarus with `expected`. Samples are one array an input.
inline bool build_and_verify(const wf::CombLogic& traced, const wf::VerilogModelOptions& options,
                             const std::vector<wf::NumericArray>& samples, const wf::NumericArray& expected) {
  const auto logic = timed("optimize", [&] { return wf::optimize(traced, {.device = options.device}); });
  auto rtl = timed("pipeline and emit Verilog", [&] {
    wf::VerilogModel model(logic, options);
    model.write();
    return model;
  });
  std::printf("%s", wf::to_string(rtl.report()).c_str());
  timed("build with Verilator", [&] { return rtl.compile(), 0; });
  const auto computed = timed("run the batch engine", [&] { return wf::predict_all(logic, samples).at(0); });
  const auto simulated = timed("run the Verilator model", [&] { return rtl.predict_all(samples).at(0); });
  auto icarus_options = options;
  icarus_options.simulator = wf::Simulator::icarus;
  wf::VerilogModel icarus(logic, icarus_options);
  const auto cross_checked = timed("build and run Icarus", [&] { return icarus.predict_all(samples).at(0); });
  wf::VHDLModel vhdl(logic, options);
  const auto in_vhdl = timed("build and run GHDL", [&] { return vhdl.predict_all(samples).at(0); });
  bool all_well = check("engine", computed, expected);
  all_well &= check("Verilator", simulated, expected);
  all_well &= check("Icarus", cross_checked, expected);
  all_well &= check("GHDL", in_vhdl, expected);
  std::printf("  project: %s\n", options.dir.c_str());
  return all_well;
}

inline bool build_and_verify(const wf::CombLogic& traced, const wf::VerilogModelOptions& options,
                             const wf::NumericArray& x, const wf::NumericArray& expected) {
  return build_and_verify(traced, options, std::vector<wf::NumericArray>{x}, expected);
}

}  // namespace lesson
