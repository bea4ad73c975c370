// SPDX-License-Identifier: Apache-2.0
#include "tests/backends/vhdl/vhdl_check.h"

#include "tests/backends/hardware_check.h"
#include "wirefold/backends/process.h"
#include "wirefold/backends/vhdl/ghdl_simulator.h"

namespace wirefold::backends_test {
namespace {

std::string analysis_output(const EmittedProgram& program, const std::string& standard) {
  const TemporaryFolder folder(WIREFOLD_TEST_DIR);
  for (const ProjectFile& file : program.files) write_file(folder.path() / file.path, file.contents);
  std::vector<std::string> command = {"ghdl", "-a", "--std=" + standard, "-Wunused"};
  for (const ProjectFile& file : program.files) {
    if (file.path.ends_with(".vhd")) command.push_back(file.path);
  }
  const ProcessResult result = run_process(command, folder.path());
  return result.output + (result.exit_status == 0 ? "" : "status " + std::to_string(result.exit_status));
}

std::string simulation_problem(const EmittedProgram& program, vhdl::Standard standard) {
  GhdlSimulator ghdl(program.design, standard);
  return first_difference(program, ghdl);
}

}  // namespace

std::string vhdl_problem(const CombLogic& logic, const Schedule& schedule, std::size_t sample_count, std::uint64_t seed,
                         BackendOptions options) {
  const EmittedProgram of_1993 = emit_program(logic, schedule, sample_count, seed, "dut", "vhdl", options);
  options["standard"] = "2008";
  const EmittedProgram of_2008 = emit_program(logic, schedule, sample_count, seed, "dut", "vhdl", options);
  return analysis_output(of_1993, "93c") + analysis_output(of_1993, "08") + analysis_output(of_2008, "08") +
         simulation_problem(of_1993, vhdl::Standard::k93) + simulation_problem(of_2008, vhdl::Standard::k2008);
}

}  // namespace wirefold::backends_test
