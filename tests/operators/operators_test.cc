// SPDX-License-Identifier: Apache-2.0
// Every operator in every form that a program takes: the interpreter, files, each pass of the optimizer, and the RTL,
// combinational and pipelined, in Verilator, Icarus and GHDL. All of them must give what the function gives on numbers.
//
// A simulator takes seconds to build a program, so operators share programs; each has an output of its own name, which
// a mismatch shows.
#include <algorithm>
#include <array>

#include "tests/catch.h"
#include "tests/operators/operator_case.h"
#include "wirefold/driver/mismatch.h"
#include "wirefold/driver/predictor.h"
#include "wirefold/driver/random_samples.h"
#include "wirefold/driver/rtl_model.h"
#include "wirefold/dsl/comb_trace.h"
#include "wirefold/dsl/structure.h"
#include "wirefold/ir/json.h"
#include "wirefold/ir/text.h"
#include "wirefold/ir/verifier.h"
#include "wirefold/optimizer/optimize.h"
#include "wirefold/optimizer/passes/pass.h"

namespace wirefold::operators {
namespace {

constexpr std::size_t kSamples = 48;
constexpr std::uint64_t kSeed = 11;

// Operators side by side in one program, with samples and what they give on numbers.
class Design {
 public:
  explicit Design(std::vector<OperatorCase> cases) : cases_(std::move(cases)), logic_(trace()) {
    samples_ = random_samples(logic_, kSamples, kSeed);
    std::size_t next = 0;
    for (const OperatorCase& one : cases_) {
      std::vector<NumericArray> results;
      for (std::size_t i = 0; i < kSamples; ++i) {
        std::vector<NumericArray> inputs;
        for (std::size_t j = 0; j < one.inputs.size(); ++j) inputs.push_back(samples_[next + j](static_cast<int>(i)));
        results.push_back(one.on_numbers(inputs));
      }
      next += one.inputs.size();
      expected_.push_back(stack(results, 0));
    }
  }

  const CombLogic& logic() const { return logic_; }
  const std::vector<NumericArray>& samples() const { return samples_; }
  const std::vector<OperatorCase>& cases() const { return cases_; }

  /// The operators whose outputs differ from the numbers, with the first difference of each; empty if there is none.
  std::string differences(const std::vector<NumericArray>& outputs) const {
    std::string text;
    for (std::size_t i = 0; i < cases_.size(); ++i) {
      const std::string mismatch = first_mismatch(outputs[i], expected_[i]);
      if (!mismatch.empty()) text += "\n  " + cases_[i].name + ": " + mismatch;
    }
    return text;
  }

 private:
  CombLogic trace() const {
    std::vector<NamedArray> inputs;
    std::vector<NamedArray> outputs;
    for (const OperatorCase& one : cases_) {
      std::vector<FixedVariableArray> arrays;
      for (const OperatorInput& input : one.inputs) {
        arrays.push_back(FixedVariableArrayInput(input.shape, input.format));
        inputs.emplace_back("x_" + one.name + std::to_string(arrays.size()), arrays.back());
      }
      outputs.emplace_back("y_" + one.name, one.on_variables(arrays));
    }
    return comb_trace(inputs, outputs, {.name = "operators"});
  }

  std::vector<OperatorCase> cases_;
  CombLogic logic_;
  std::vector<NumericArray> samples_;
  std::vector<NumericArray> expected_;
};

const Design& all_operators() {
  static const Design design(all_cases());
  return design;
}

TEST_CASE("every operator computes in the interpreter what it does on numbers") {
  const Design& design = all_operators();
  verify(design.logic());
  CHECK(design.differences(interpret_all(design.logic(), design.samples())) == "");
}

TEST_CASE("every operator is the same program when it was printed and read back") {
  const CombLogic& logic = all_operators().logic();
  CHECK(parse(print(logic)) == logic);
  CHECK(parse_json(print_json(logic)).logic == logic);
}

// As one batch, traced and optimized, on every level of SIMD that the processor has.
TEST_CASE("every operator computes in the batch engine what it does on numbers") {
  const Design& design = all_operators();
  for (const CombLogic& logic : {design.logic(), optimize(design.logic())}) {
    for (const SimdLevel level : simd_levels()) {
      INFO(to_string(level));
      CHECK(design.differences(Predictor(logic, {.simd = level}).predict_all(design.samples())) == "");
    }
  }
}

TEST_CASE("every operator computes the same after each pass of the optimizer") {
  const Design& design = all_operators();
  CombLogic logic = design.logic();
  run_pipeline(logic, optimization_pipeline(), {}, [&](const PassRun& run, const CombLogic& now) {
    INFO("after " << run.pass.name);
    CHECK(violations(now) == std::vector<std::string>{});
    CHECK(design.differences(interpret_all(now, design.samples())) == "");
    CHECK(parse(print(now)) == now);
    return true;
  });
  CHECK(is_lowered(logic));
}

// The operators in parts of about equal size, one program each.
std::vector<OperatorCase> part(std::size_t index, std::size_t count) {
  const std::vector<OperatorCase> cases = all_cases();
  return {cases.begin() + static_cast<std::ptrdiff_t>(cases.size() * index / count),
          cases.begin() + static_cast<std::ptrdiff_t>(cases.size() * (index + 1) / count)};
}

struct RtlSimulator {
  const char* backend;
  Simulator simulator;
};
constexpr std::array kSimulators = {RtlSimulator{"verilog", Simulator::verilator},
                                    RtlSimulator{"verilog", Simulator::icarus}, RtlSimulator{"vhdl", Simulator::ghdl}};

// What is wrong with the RTL of the operators in one simulator. Where the tools fail, the operators are halved until
// one is found whose RTL they do not take.
std::string rtl_problem(const std::vector<OperatorCase>& cases, const char* backend, const RtlModelOptions& options) {
  const Design design(cases);
  try {
    return design.differences(RtlModel(design.logic(), backend, options).predict_all(design.samples()));
  } catch (const std::exception& error) {
    if (cases.size() == 1) return "\n  " + cases[0].name + ": " + error.what();
  }
  const auto middle = cases.begin() + static_cast<std::ptrdiff_t>(cases.size() / 2);
  const std::string first = rtl_problem({cases.begin(), middle}, backend, options);
  return first.empty() ? rtl_problem({middle, cases.end()}, backend, options) : first;
}

constexpr std::size_t kParts = 4;

TEST_CASE("every operator is bit-exact as combinational RTL") {
  const std::size_t index = GENERATE(Catch::Generators::range(std::size_t{0}, kParts));
  for (const auto& [backend, simulator] : kSimulators) {
    INFO(backend);
    CHECK(rtl_problem(part(index, kParts), backend, {.name = "operators", .simulator = simulator}) == "");
  }
}

TEST_CASE("every operator is bit-exact as pipelined RTL") {
  const std::size_t index = GENERATE(Catch::Generators::range(std::size_t{0}, kParts));
  for (const auto& [backend, simulator] : kSimulators) {
    INFO(backend);
    CHECK(rtl_problem(part(index, kParts), backend, {.name = "operators", .stages = 4, .simulator = simulator}) == "");
  }
}

}  // namespace
}  // namespace wirefold::operators
