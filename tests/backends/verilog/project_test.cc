// SPDX-License-Identifier: Apache-2.0
// The files of a project do what its README says.
#include <algorithm>

#include "tests/backends/hardware_check.h"
#include "tests/catch.h"
#include "tests/programs/random_program.h"
#include "wirefold/backends/process.h"

namespace wirefold::backends_test {
namespace {

using Catch::Matchers::Contains;

class WrittenProject {
 public:
  explicit WrittenProject(const EmittedProgram& program) : folder(WIREFOLD_TEST_DIR) {
    for (const ProjectFile& file : program.files) write_file(folder.path() / file.path, file.contents);
  }

  // Runs the last line of README.md that begins with these words, as a user would.
  ProcessResult run_from_readme(const std::string& words) const {
    const std::string readme = read_file(folder.path() / "README.md");
    const std::size_t begin = readme.rfind("\n" + words);
    REQUIRE(begin != std::string::npos);
    const std::string line = readme.substr(begin + 1, readme.find('\n', begin + 1) - begin - 1);
    INFO(line);
    return run_process({"sh", "-c", line}, folder.path());
  }

  TemporaryFolder folder;
};

EmittedProgram pipelined_program() {
  const std::uint64_t seed = 41;
  const CombLogic logic = random_program(seed, {.inputs = 8, .operations = 40, .lowered = true});
  return emit_program(logic, random_schedule(logic, 4, seed), 40, seed);
}

// The program with one bit of one expected output of its test bench changed.
EmittedProgram with_wrong_expectation() {
  const std::uint64_t seed = 41;
  const CombLogic logic = random_program(seed, {.inputs = 8, .operations = 40, .lowered = true});
  const Schedule schedule = random_schedule(logic, 4, seed);
  EmittedProgram program = emit_program(logic, schedule, 40, seed);
  EmissionInput input{.logic = logic, .schedule = schedule, .module_name = "dut", .version = ""};
  input.vectors = program.vectors;
  input.vectors.outputs[1].back() ^= 1;
  program.files = find_backend("verilog").emit(input);
  return program;
}

TEST_CASE("the test bench passes in Icarus and in Verilator") {
  const WrittenProject project(pipelined_program());
  const ProcessResult icarus = project.run_from_readme("iverilog -g2001 -Wall -s");
  CHECK(icarus.exit_status == 0);
  CHECK_THAT(icarus.output, Contains("PASS: 40 samples"));
  const ProcessResult verilator = project.run_from_readme("verilator --binary");
  CHECK(verilator.exit_status == 0);
  CHECK_THAT(verilator.output, Contains("PASS: 40 samples"));
}

TEST_CASE("the test bench fails in Icarus and in Verilator where an output is not as expected") {
  const WrittenProject project(with_wrong_expectation());
  const ProcessResult icarus = project.run_from_readme("iverilog -g2001 -Wall -s");
  CHECK(icarus.exit_status != 0);
  CHECK_THAT(icarus.output, Contains("sample 39: y is") && Contains("FAIL: 1 mismatches in 40 samples"));
  const ProcessResult verilator = project.run_from_readme("verilator --binary");
  CHECK(verilator.exit_status != 0);
  CHECK_THAT(verilator.output, Contains("sample 39: y is") && Contains("FAIL: 1 mismatches in 40 samples"));
}

TEST_CASE("the checks of the README pass without a word") {
  const WrittenProject project(pipelined_program());
  for (const char* words : {"verilator --lint-only", "iverilog -g2001 -Wall -o"}) {
    const ProcessResult result = project.run_from_readme(words);
    CHECK(result.exit_status == 0);
    CHECK(result.output == "");
  }
  CHECK(project.run_from_readme("yosys -p").exit_status == 0);
}

TEST_CASE("the yosys script runs from any folder and counts cells") {
  const WrittenProject project(pipelined_program());
  const std::string script = (project.folder.path() / "syn/yosys/synth.sh").string();
  const ProcessResult result = run_process({"sh", script}, WIREFOLD_TEST_DIR);
  CHECK(result.exit_status == 0);
  CHECK_THAT(result.output, Contains("Number of cells") && Contains("FDRE") && Contains("LUT"));
  CHECK(run_process({"sh", script, "no-such-family"}, WIREFOLD_TEST_DIR).exit_status != 0);
}

TEST_CASE("the Vivado script is complete Tcl with the constraint of the kind of design") {
  const CombLogic logic = random_program(7, {.inputs = 8, .operations = 60, .lowered = true});
  const std::string combinational =
      file_contents(emit_program(logic, combinational_schedule(logic), 1, 7).files, "syn/vivado/out_of_context.tcl");
  const std::string pipelined = file_contents(pipelined_program().files, "syn/vivado/out_of_context.tcl");
  CHECK_THAT(combinational, Contains("set_max_delay $period_ns") && !Contains("create_clock"));
  CHECK_THAT(pipelined, Contains("create_clock -name clk -period $period_ns") && !Contains("set_max_delay"));
  for (const std::string& script : {combinational, pipelined}) {
    CHECK(script.find('@') == std::string::npos);
    CHECK(std::count(script.begin(), script.end(), '{') == std::count(script.begin(), script.end(), '}'));
    CHECK(std::count(script.begin(), script.end(), '[') == std::count(script.begin(), script.end(), ']'));
  }
}

}  // namespace
}  // namespace wirefold::backends_test
