// SPDX-License-Identifier: Apache-2.0
// The RTL computes what ir/semantics.h says, in Verilator, Icarus and GHDL, and no tool warns about it.
#include "tests/backends/hardware_check.h"
#include "tests/backends/vhdl/vhdl_check.h"
#include "tests/catch.h"
#include "tests/programs/random_program.h"
#include "wirefold/backends/verilog/icarus_simulator.h"
#include "wirefold/backends/verilog/verilator_emulator.h"

namespace wirefold::backends_test {
namespace {

constexpr std::size_t kSampleCount = 200;

void check_in_all_tools(const CombLogic& logic, const Schedule& schedule, std::uint64_t seed) {
  INFO("seed " << seed);
  const EmittedProgram program = emit_program(logic, schedule, kSampleCount, seed);
  CHECK(lint_output(program) == "");
  VerilatorEmulator verilator(program.design, {.cache_folder = test_cache_folder(), .optimization = "-O0"});
  CHECK(first_difference(program, verilator) == "");
  IcarusSimulator icarus(program.design);
  CHECK(first_difference(program, icarus) == "");
  CHECK(vhdl_problem(logic, schedule, kSampleCount, seed) == "");
}

TEST_CASE("random combinational programs are bit-exact in Verilator, Icarus and GHDL") {
  const std::uint64_t seed = GENERATE(1U, 2U, 3U);
  const CombLogic logic = random_program(seed, {.inputs = 8, .operations = 250, .lowered = true});
  check_in_all_tools(logic, combinational_schedule(logic), seed);
}

TEST_CASE("random programs of wide values are bit-exact in Verilator, Icarus and GHDL") {
  const std::uint64_t seed = GENERATE(11U, 12U);
  const CombLogic logic =
      random_program(seed, {.inputs = 5, .operations = 100, .widest = 700, .widest_format = 200, .lowered = true});
  check_in_all_tools(logic, combinational_schedule(logic), seed);
}

TEST_CASE("random pipelined programs are bit-exact in Verilator, Icarus and GHDL") {
  const std::uint64_t seed = GENERATE(21U, 22U, 23U, 24U);
  const CombLogic logic = random_program(seed, {.inputs = 8, .operations = 120, .lowered = true});
  check_in_all_tools(logic, random_schedule(logic, static_cast<std::uint32_t>(2 * seed - 40), seed), seed);
}

}  // namespace
}  // namespace wirefold::backends_test
