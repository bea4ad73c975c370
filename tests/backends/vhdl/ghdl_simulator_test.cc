// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/vhdl/ghdl_simulator.h"

#include "tests/backends/hardware_check.h"
#include "tests/catch.h"
#include "tests/programs/random_program.h"
#include "wirefold/ir/error.h"

namespace wirefold::backends_test {
namespace {

using Catch::Matchers::Contains;

TEST_CASE("processes of GHDL share the samples and give the same result") {
  const CombLogic logic = random_program(3, {.inputs = 4, .operations = 30, .lowered = true});
  const EmittedProgram program = emit_program(logic, random_schedule(logic, 3, 3), 3100, 3, "dut", "vhdl");
  GhdlSimulator ghdl(program.design);
  CHECK(first_difference(program, ghdl, 1) == "");
  CHECK(first_difference(program, ghdl, 3) == "");
}

TEST_CASE("text that GHDL refuses is reported with the command and what it printed") {
  const EmulatedDesign design{
      .top = "dut", .sources = {{"rtl/dut.vhd", "entity dut is\nend entity other;\n"}}, .inputs = {}, .outputs = {}};
  GhdlSimulator ghdl(design, vhdl::Standard::k93, WIREFOLD_TEST_DIR "/ghdl");
  CHECK_THROWS_AS(ghdl.compile(), ToolError);
  CHECK_THROWS_WITH(ghdl.compile(), Contains("compile: ghdl failed with status 1; the command was\ncd ") &&
                                        Contains(" -a --std=93c --warn-error --work=design source0.vhd\n") &&
                                        Contains("misspelling, \"dut\" expected"));
}

TEST_CASE("outputs that are not known are an error") {
  const std::string text =
      "library ieee;\nuse ieee.std_logic_1164.all;\nentity dut is\n  port (y : out std_logic_vector(4 downto 0));\n"
      "end entity dut;\narchitecture rtl of dut is\nbegin\n  y <= \"1U000\";\nend architecture rtl;\n";
  GhdlSimulator ghdl({.top = "dut", .sources = {{"rtl/dut.vhd", text}}, .inputs = {}, .outputs = {{"y", 5}}});
  CHECK_THROWS_WITH(ghdl.run({}, 1, 1), "run: the simulated hardware has outputs that are not known: 1x");
}

TEST_CASE("a design of no samples runs") {
  const CombLogic logic = random_program(3, {.inputs = 4, .operations = 30, .lowered = true});
  const EmittedProgram program = emit_program(logic, random_schedule(logic, 3, 3), 1, 3, "dut", "vhdl");
  GhdlSimulator ghdl(program.design);
  CHECK(ghdl.run(PortWords(program.design.inputs.size()), 0, 1) == PortWords(program.design.outputs.size()));
}

}  // namespace
}  // namespace wirefold::backends_test
