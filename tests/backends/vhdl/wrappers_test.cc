// SPDX-License-Identifier: Apache-2.0
// The wrappers' own test benches, which try back-pressure and resets, pass in GHDL, and fail for a wrapper that is
// wrong.
#include "tests/backends/wrapped_designs.h"
#include "tests/catch.h"

namespace wirefold::backends_test {
namespace {

using Catch::Matchers::Contains;

// All files of a project, in the order in which they are emitted.
std::string analysis_output(const EmittedProgram& program, const std::string& standard,
                            const std::filesystem::path& folder) {
  std::vector<std::string> command = {"ghdl", "-a", "--std=" + standard, "-Wunused"};
  for (const ProjectFile& file : program.files) {
    if (file.path.ends_with(".vhd")) command.push_back(file.path);
  }
  const ProcessResult result = run_process(command, folder);
  return result.output + (result.exit_status == 0 ? "" : "status " + std::to_string(result.exit_status));
}

ProcessResult run_bench(const std::string& bench, const std::string& standard, const std::filesystem::path& folder) {
  return run_process({"ghdl", "-r", "--std=" + standard, bench, "--ieee-asserts=disable"}, folder);
}

TEST_CASE("wrappers of every kind pass their test benches in GHDL without a warning") {
  const std::string standard = GENERATE("93c", "08");
  for (const EmittedProgram& program : wrapped_designs("vhdl")) {
    const TemporaryFolder folder(WIREFOLD_TEST_DIR);
    write_project(program, folder.path());
    INFO(program.design.top << " " << standard);
    REQUIRE(analysis_output(program, standard, folder.path()) == "");
    for (const std::string& bench : benches_of(program)) {
      INFO(bench);
      const ProcessResult result = run_bench(bench, standard, folder.path());
      CHECK_THAT(result.output, Contains("PASS: "));
      CHECK(result.exit_status == 0);
    }
  }
}

TEST_CASE("the VHDL benches find wrappers that lose, repeat, change or take what they must not") {
  const auto mutation =
      GENERATE(Mutation{"deep_stream", "not is_valid(5) or out_ready", "'1'"},       // loses what waits
               Mutation{"deep_stream", "advance and rst_n", "advance"},              // takes samples during reset
               Mutation{"deep_stream", "in_ready <= advance", "in_ready <= rst_n"},  // loses what is offered
               Mutation{"deep_stream", "elsif advance = '1'", "elsif rst_n = '1'"},  // valid runs on without the data
               Mutation{"deep_valid", "(4 downto 0) & in_valid", "(4 downto 0) & '1'"},     // results nobody asked for
               Mutation{"deep_axis", "(4 downto 0) & s_axis_tlast", "(4 downto 0) & '0'"},  // loses packets' ends
               Mutation{"deep_vector", "clk => clk", "clk => '0'"});                        // no clock at all
  INFO(mutation.module << ": " << mutation.from);
  EmittedProgram program = mutable_design("vhdl");
  mutate(program, mutation);
  const TemporaryFolder folder(WIREFOLD_TEST_DIR);
  write_project(program, folder.path());
  REQUIRE(analysis_output(program, "93c", folder.path()) == "");
  CHECK(run_bench(mutation.bench(), "93c", folder.path()).exit_status != 0);
}

}  // namespace
}  // namespace wirefold::backends_test
