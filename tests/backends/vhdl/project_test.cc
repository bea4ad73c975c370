// SPDX-License-Identifier: Apache-2.0
// The files of a VHDL project do what its README says.
#include "tests/backends/hardware_check.h"
#include "tests/catch.h"
#include "tests/programs/random_program.h"
#include "wirefold/backends/process.h"

namespace wirefold::backends_test {
namespace {

using Catch::Matchers::Contains;

// A pipelined program with 40 samples; `wrong_bits` of them are expected with their last bit inverted.
std::vector<ProjectFile> project_files(std::size_t wrong_bits, const std::string& standard) {
  const std::uint64_t seed = 41;
  const CombLogic logic = random_program(seed, {.inputs = 8, .operations = 40, .lowered = true});
  const Schedule schedule = random_schedule(logic, 4, seed);
  EmissionInput input{
      .logic = logic, .schedule = schedule, .module_name = "dut", .version = "", .options = {{"standard", standard}}};
  input.vectors = emit_program(logic, schedule, 40, seed, "dut", "vhdl").vectors;
  for (std::size_t i = 0; i < wrong_bits; ++i) input.vectors.outputs[1][input.vectors.outputs[1].size() - 1 - i] ^= 1;
  return find_backend("vhdl").emit(input);
}

// Runs the lines of README.md that begin with these words, one after the other, as a user would.
ProcessResult run_from_readme(const std::vector<ProjectFile>& files, const std::vector<std::string>& beginnings) {
  const TemporaryFolder folder(WIREFOLD_TEST_DIR);
  for (const ProjectFile& file : files) write_file(folder.path() / file.path, file.contents);
  const std::string& readme = file_contents(files, "README.md");
  std::string commands;
  for (const std::string& words : beginnings) {
    const std::size_t begin = readme.find("\n" + words);
    REQUIRE(begin != std::string::npos);
    const std::string line = readme.substr(begin + 1, readme.find('\n', begin + 1) - begin - 1);
    commands += (commands.empty() ? "" : " && ") + line;
  }
  INFO(commands);
  return run_process({"sh", "-c", commands}, folder.path());
}

TEST_CASE("the VHDL test bench passes in GHDL") {
  const std::string standard = GENERATE("93", "2008");
  const ProcessResult result = run_from_readme(project_files(0, standard), {"ghdl -a", "ghdl -r"});
  CHECK(result.exit_status == 0);
  CHECK(result.output == "PASS: 40 samples\n");
}

TEST_CASE("the VHDL test bench fails in GHDL where an output is not as expected") {
  const std::string standard = GENERATE("93", "2008");
  const ProcessResult result = run_from_readme(project_files(2, standard), {"ghdl -a", "ghdl -r"});
  CHECK(result.exit_status != 0);
  CHECK_THAT(result.output, Contains("sample 38: y is") && Contains("sample 39: y is") &&
                                Contains("FAIL: 2 mismatches in 40 samples"));
}

}  // namespace
}  // namespace wirefold::backends_test
