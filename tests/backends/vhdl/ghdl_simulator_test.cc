// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/vhdl/ghdl_simulator.h"

#include "tests/backends/hardware_check.h"
#include "tests/backends/vhdl/vhdl_check.h"
#include "tests/backends/wrapped_designs.h"
#include "tests/catch.h"
#include "tests/programs/random_program.h"
#include "wirefold/backends/process.h"
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

// GHDL compresses an FST file as a whole; its header holds the last time, in femtoseconds.
std::uint64_t last_femtosecond(const std::filesystem::path& folder, const std::string& name) {
  const ProcessResult plain =
      run_process({"sh", "-c", "tail -c +18 " + name + " | gzip -dc > plain.fst && echo done"}, folder);
  REQUIRE(plain.output == "done\n");
  const std::string bytes = read_file(folder / "plain.fst");
  REQUIRE(bytes.size() > 25);
  CHECK(bytes[0] == 0);  // the block of the header
  std::uint64_t time = 0;
  for (std::size_t i = 17; i < 25; ++i) time = time << 8U | static_cast<unsigned char>(bytes[i]);
  return time;
}

TEST_CASE("a window of cycles is written as FST by GHDL, and the results are those of a run") {
  const CombLogic logic = random_program(3, {.inputs = 4, .operations = 30, .lowered = true});
  const EmittedProgram program = emit_program(logic, random_schedule(logic, 3, 3), 400, 3, "dut", "vhdl");
  const std::size_t latency = program.design.latency_cycles;
  const vhdl::Standard standard = GENERATE(vhdl::Standard::k93, vhdl::Standard::k2008);
  GhdlSimulator ghdl(program.design, standard);
  const TemporaryFolder folder(WIREFOLD_TEST_DIR);
  const auto record = [&](std::size_t first, std::size_t count) {
    const std::string path = (folder.path() / "waves.fst").string();
    const WaveformWindow window{.path = path, .first_cycle = first, .cycle_count = count};
    CHECK(ghdl.record(program.vectors.inputs, program.vectors.sample_count, window) == program.vectors.outputs);
    return read_file(path).size();
  };
  const std::size_t whole_bytes = record(0, 1000);
  CHECK(last_femtosecond(folder.path(), "waves.fst") == 2000000 * (400 + latency));
  const std::size_t early_bytes = record(5, 3);
  CHECK(last_femtosecond(folder.path(), "waves.fst") == 2000000 * 8);
  const std::size_t late_bytes = record(390, 3);
  CHECK(last_femtosecond(folder.path(), "waves.fst") == 2000000 * 393);
  CHECK(early_bytes < whole_bytes);
  CHECK(late_bytes < whole_bytes);
  record(5000, 3);  // nothing is left by then
  CHECK_THROWS_AS(ghdl.record(program.vectors.inputs, program.vectors.sample_count,
                              {.path = (folder.path() / "waves.fst/nowhere").string()}),
                  IoError);
}

TEST_CASE("ports of 4000 bits, one bit and none, and outputs that compute nothing, are bit-exact in GHDL") {
  const CombLogic logic = program_of_port_shapes();
  CHECK(vhdl_problem(logic, combinational_schedule(logic), 20, 7) == "");
  CHECK(vhdl_problem(logic, random_schedule(logic, 2, 7), 20, 7, {{"ports", "element"}}) == "");
}

TEST_CASE("a design without any bits runs in GHDL") {
  Builder builder;
  builder.begin_input("x", Shape{});
  builder.input({});
  builder.add_output({"y", Shape{}, {{0}}});
  const CombLogic logic = builder.finish();
  CHECK(vhdl_problem(logic, combinational_schedule(logic), 3, 1) == "");
}

TEST_CASE("a design of no samples runs") {
  const CombLogic logic = random_program(3, {.inputs = 4, .operations = 30, .lowered = true});
  const EmittedProgram program = emit_program(logic, random_schedule(logic, 3, 3), 1, 3, "dut", "vhdl");
  GhdlSimulator ghdl(program.design);
  CHECK(ghdl.run(PortWords(program.design.inputs.size()), 0, 1) == PortWords(program.design.outputs.size()));
}

}  // namespace
}  // namespace wirefold::backends_test
