// SPDX-License-Identifier: Apache-2.0
// Every operator's Verilog is proved to compute what was traced, for every input. Takes minutes: run it by its tag,
// [.formal].
#include "wirefold/backends/formal/proof.h"

#include <algorithm>

#include "tests/catch.h"
#include "tests/operators/operator_case.h"
#include "wirefold/backends/backend.h"
#include "wirefold/backends/emulator.h"
#include "wirefold/driver/verilog_model.h"
#include "wirefold/dsl/comb_trace.h"

namespace wirefold::operators {
namespace {

// Operands of a hundred bits: no solver decides products of them.
constexpr int kWidestInput = 16;

bool is_small(const OperatorCase& one) {
  for (const OperatorInput& input : one.inputs) {
    if (input.format.width() > kWidestInput) return false;
  }
  return true;
}

CombLogic traced(const std::vector<OperatorCase>& cases) {
  std::vector<NamedArray> inputs;
  std::vector<NamedArray> outputs;
  for (const OperatorCase& one : cases) {
    std::vector<FixedVariableArray> arrays;
    for (const OperatorInput& input : one.inputs) {
      arrays.push_back(FixedVariableArrayInput(input.shape, input.format));
      inputs.emplace_back("x_" + one.name + std::to_string(arrays.size()), arrays.back());
    }
    outputs.emplace_back("y_" + one.name, one.on_variables(arrays));
  }
  return comb_trace(inputs, outputs, {.name = "operators"});
}

Proof::Outcome outcome(const std::vector<OperatorCase>& cases) {
  const CombLogic program = traced(cases);
  const VerilogModel model(program, {.name = "operators", .test_bench_samples = 0});
  const EmissionInput input{
      .logic = model.logic(), .schedule = model.schedule(), .module_name = "operators", .version = ""};
  return prove(program, emulated_design(input, model.files()), input_ports(model.logic()), output_ports(model.logic()),
               {.timeout_seconds = 5})
      .outcome;
}

// The operators that are not proved; those of a group that is not are tried one by one.
std::string not_proved(const std::vector<OperatorCase>& cases) {
  if (outcome(cases) == Proof::Outcome::kProved) return "";
  std::string names;
  for (const OperatorCase& one : cases) {
    const Proof::Outcome alone = outcome({one});
    if (alone != Proof::Outcome::kProved) {
      names += "\n  " + one.name + (alone == Proof::Outcome::kRefuted ? " REFUTED" : " undecided");
    }
  }
  return names;
}

TEST_CASE("every operator of narrow operands is proved to be what was traced", "[.formal]") {
  constexpr std::size_t kGroup = 8;
  std::vector<OperatorCase> small;
  for (const OperatorCase& one : all_cases()) {
    if (is_small(one)) small.push_back(one);
  }
  CHECK(small.size() + 5 > all_cases().size());
  std::string names;
  for (std::size_t first = 0; first < small.size(); first += kGroup) {
    const auto begin = small.begin() + static_cast<std::ptrdiff_t>(first);
    const auto count = static_cast<std::ptrdiff_t>(std::min(kGroup, small.size() - first));
    names += not_proved({begin, begin + count});
  }
  CHECK(names == "");
}

}  // namespace
}  // namespace wirefold::operators
