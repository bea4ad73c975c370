// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/formal/proof.h"

#include "tests/backends/hardware_check.h"
#include "tests/catch.h"
#include "tests/programs/random_program.h"
#include "wirefold/backends/verilog/icarus_simulator.h"
#include "wirefold/ir/builder.h"
#include "wirefold/ir/error.h"

namespace wirefold::backends_test {
namespace {

CombLogic network(int last_weight) {
  Builder builder;
  builder.begin_input("x", Shape{3});
  std::vector<Use> x;
  for (int i = 0; i < 3; ++i) x.push_back({builder.input({true, 2, 1})});
  const Use terms[] = {{x[0].value, 1}, {x[1].value, 0, true}};
  const ValueId sum = builder.sum(terms);
  const Use more[] = {{sum}, {x[2].value, last_weight}};
  const ValueId total = builder.sum(more);
  builder.add_output({"y", Shape{}, {{builder.relu({total}, {false, 3, 1})}}});
  return builder.finish();
}

Proof prove_emitted(const CombLogic& program, const CombLogic& emitted, const Schedule& schedule,
                    const BackendOptions& options = {}) {
  const EmittedProgram hardware = emit_program(emitted, schedule, 0, 1, "dut", "verilog", options);
  return prove(program, hardware.design, input_ports(emitted), output_ports(emitted));
}

TEST_CASE("hardware that computes the program is proved to") {
  const CombLogic logic = network(2);
  CHECK(prove_emitted(logic, logic, combinational_schedule(logic)).outcome == Proof::Outcome::kProved);
  const BackendOptions options = {{"clock_enable", "true"}, {"reset_data", "true"}, {"reset", "asynchronous"}};
  CHECK(prove_emitted(logic, logic, random_schedule(logic, 3, 4), options).outcome == Proof::Outcome::kProved);
}

TEST_CASE("hardware that computes something else is refuted with an input that shows it") {
  const CombLogic program = network(2);
  const CombLogic other = network(1);
  const Schedule schedule = GENERATE(false, true) ? random_schedule(other, 3, 4) : combinational_schedule(other);
  const Proof proof = prove_emitted(program, other, schedule);
  REQUIRE(proof.outcome == Proof::Outcome::kRefuted);
  CHECK(proof.expected != proof.actual);
  IcarusSimulator icarus(emit_program(other, schedule, 0, 1).design);
  CHECK(icarus.run(proof.inputs, 1, 1) == proof.actual);
  IcarusSimulator right(emit_program(program, combinational_schedule(program), 0, 1).design);
  CHECK(right.run(proof.inputs, 1, 1) == proof.expected);
}

TEST_CASE("a pipeline of another latency is refuted") {
  const CombLogic logic = network(2);
  Schedule schedule = combinational_schedule(logic);
  schedule.output_register = true;
  EmittedProgram hardware = emit_program(logic, schedule, 0, 1);
  hardware.design.latency_cycles = 2;
  CHECK(prove(logic, hardware.design, input_ports(logic), output_ports(logic)).outcome == Proof::Outcome::kRefuted);
}

TEST_CASE("a proof that takes too long is undecided") {
  Builder builder;
  builder.begin_input("x", Shape{2});
  const ValueId a = builder.input({false, 24, 0});
  const ValueId b = builder.input({false, 24, 0});
  builder.add_output({"y", Shape{}, {{builder.multiply({a}, {b})}}});
  const CombLogic logic = builder.finish();
  const EmittedProgram hardware = emit_program(logic, combinational_schedule(logic), 0, 1);
  const Proof proof = prove(logic, hardware.design, input_ports(logic), output_ports(logic), {.timeout_seconds = 1});
  CHECK(proof.outcome == Proof::Outcome::kUndecided);
}

}  // namespace
}  // namespace wirefold::backends_test
