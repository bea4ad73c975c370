// SPDX-License-Identifier: Apache-2.0
// Every operator's Verilog is proved to compute what was traced, for every input.
#include "wirefold/backends/formal/proof.h"

#include <algorithm>
#include <functional>
#include <iterator>

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

// Sums of many products: of elements of at most three bits.
std::vector<OperatorCase> narrowed(std::vector<OperatorCase> cases) {
  for (OperatorCase& one : cases) {
    for (OperatorInput& input : one.inputs) {
      input.format.integer_bits = std::min(input.format.integer_bits, 1);
      input.format.fraction_bits = std::min(input.format.fraction_bits, 1);
    }
  }
  return cases;
}

std::vector<OperatorCase> small_cases() {
  std::vector<OperatorCase> cases;
  for (const auto& more : {arithmetic_cases(), quantizer_cases(), narrowed(reduction_cases()),
                           narrowed(contraction_cases()), logic_cases(), structure_cases(), table_cases()}) {
    std::copy_if(more.begin(), more.end(), std::back_inserter(cases), is_small);
  }
  return cases;
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

// `change` may make other hardware of what was emitted.
Proof proof_of(
    const std::vector<OperatorCase>& cases, const std::function<void(std::string&)>& change = [](std::string&) {}) {
  const CombLogic program = traced(cases);
  const VerilogModel model(program, {.name = "operators", .test_bench_samples = 0});
  const EmissionInput input{
      .logic = model.logic(), .schedule = model.schedule(), .module_name = "operators", .version = ""};
  EmulatedDesign design = emulated_design(input, model.files());
  for (ProjectFile& source : design.sources) change(source.contents);
  return prove(program, design, input_ports(model.logic()), output_ports(model.logic()), {.timeout_seconds = 30});
}

// The operators that are not proved; those of a group that is not are tried one by one.
std::string not_proved(const std::vector<OperatorCase>& cases) {
  if (proof_of(cases).outcome == Proof::Outcome::kProved) return "";
  std::string names;
  for (const OperatorCase& one : cases) {
    const Proof::Outcome alone = proof_of({one}).outcome;
    if (alone != Proof::Outcome::kProved) {
      names += "\n  " + one.name + (alone == Proof::Outcome::kRefuted ? " REFUTED" : " undecided");
    }
  }
  return names;
}

TEST_CASE("every operator of narrow operands is proved to be what was traced") {
  constexpr std::size_t kGroup = 10;
  const std::vector<OperatorCase> small = small_cases();
  CHECK(small.size() + 5 > all_cases().size());
  std::string names;
  for (std::size_t first = 0; first < small.size(); first += kGroup) {
    const auto begin = small.begin() + static_cast<std::ptrdiff_t>(first);
    const auto count = static_cast<std::ptrdiff_t>(std::min(kGroup, small.size() - first));
    names += not_proved({begin, begin + count});
  }
  CHECK(names == "");
}

struct Mistake {
  std::string operation;
  std::string right;
  std::string wrong;
};

TEST_CASE("a mistake in the text of an operator is refuted") {
  const Mistake mistake = GENERATE(values<Mistake>({{"add", " + ", " - "},
                                                    {"subtract", " - ", " + "},
                                                    {"multiply", " * ", " + "},
                                                    {"maximum", " ? ", " == 1'b0 ? "},
                                                    {"quantize_RND_CONV_SAT", " + ", " | "},
                                                    {"relu", "7'd0", "7'd1"},
                                                    {"less", "_v0[6]", "_v0[5]"},
                                                    {"bitwise_and", " & ", " | "},
                                                    {"sort", " ? ", " == 1'b0 ? "},
                                                    {"dot", " * ", " + "},
                                                    {"lookup", "6'd25", "6'd24"}}));
  INFO(mistake.operation);
  for (const OperatorCase& one : small_cases()) {
    if (one.name != mistake.operation) continue;
    bool is_there = false;
    const Proof proof = proof_of({one}, [&](std::string& source) {
      const std::size_t at = source.find(mistake.right, source.find("\nmodule "));
      is_there = at != std::string::npos;
      if (is_there) source.replace(at, mistake.right.size(), mistake.wrong);
    });
    CHECK(is_there);
    CHECK(proof.outcome == Proof::Outcome::kRefuted);
    CHECK(proof.expected != proof.actual);
    return;
  }
  FAIL("there is no such operator");
}

}  // namespace
}  // namespace wirefold::operators
