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
  const ProcessResult icarus = project.run_from_readme("iverilog -g2001 -Wall -s dut_tb");
  CHECK(icarus.exit_status == 0);
  CHECK_THAT(icarus.output, Contains("PASS: 40 samples"));
  const ProcessResult verilator = project.run_from_readme("verilator --binary");
  CHECK(verilator.exit_status == 0);
  CHECK_THAT(verilator.output, Contains("PASS: 40 samples"));
}

TEST_CASE("the test bench fails in Icarus and in Verilator where an output is not as expected") {
  const WrittenProject project(with_wrong_expectation());
  const ProcessResult icarus = project.run_from_readme("iverilog -g2001 -Wall -s dut_tb");
  CHECK(icarus.exit_status != 0);
  CHECK_THAT(icarus.output, Contains("sample 39: y is") && Contains("FAIL: 1 mismatches in 40 samples"));
  const ProcessResult verilator = project.run_from_readme("verilator --binary");
  CHECK(verilator.exit_status != 0);
  CHECK_THAT(verilator.output, Contains("sample 39: y is") && Contains("FAIL: 1 mismatches in 40 samples"));
}

TEST_CASE("the checks of the README pass without a word") {
  const WrittenProject project(pipelined_program());
  for (const char* words : {"verilator --lint-only", "iverilog -g2001 -Wall -s dut -o"}) {
    const ProcessResult result = project.run_from_readme(words);
    CHECK(result.exit_status == 0);
    CHECK(result.output == "");
  }
  CHECK(project.run_from_readme("yosys -p").exit_status == 0);
}

TEST_CASE("the yosys script runs from any folder, counts cells and ends with a status where it fails") {
  const WrittenProject project(pipelined_program());
  const std::string script = (project.folder.path() / "syn/yosys/synth.sh").string();
  const TemporaryFolder elsewhere(WIREFOLD_TEST_DIR);
  const ProcessResult result = run_process({"sh", script, "xcup", "dut", "my results"}, elsewhere.path());
  CHECK(result.exit_status == 0);
  CHECK_THAT(result.output, Contains("Number of cells") && Contains("FDRE") && Contains("LUT"));
  CHECK(std::filesystem::exists(elsewhere.path() / "my results" / "dut.v"));
  CHECK(run_process({"sh", script, "no-such-family"}, elsewhere.path()).exit_status != 0);
  CHECK(run_process({"sh", script, "gates", "no_such_top"}, elsewhere.path()).exit_status != 0);
}

// Tcl that has the commands of Vivado and Quartus but does nothing with them, so that the scripts' own logic runs.
constexpr const char* kStandIn = R"(
foreach command {read_verilog read_xdc synth_design opt_design place_design phys_opt_design route_design
                 report_utilization report_timing_summary report_power get_timing_paths get_property project_new
                 set_global_assignment set_instance_assignment execute_flow project_close} {
  proc $command {args} "puts \"$command \$args\"; return 1"
}
proc execute_flow {args} { if {[file exists [file join [pwd] fail]]} { error "no licence" } }
proc route_design {args} { global results; if {[file exists [file join $results fail]]} { error "no licence" } }
rename package real_package
proc package {args} {}
)";

TEST_CASE("the vendors' scripts read every source, put the period in, and end with a status where a step fails") {
  const bool is_quartus = GENERATE(false, true);
  const WrittenProject project(pipelined_program());
  const TemporaryFolder elsewhere(WIREFOLD_TEST_DIR);
  const std::string script =
      (project.folder.path() / (is_quartus ? "syn/quartus/out_of_context.tcl" : "syn/vivado/out_of_context.tcl"))
          .string();
  write_file(elsewhere.path() / "run.tcl",
             std::string(kStandIn) + "set quartus(args) $argv\nset argv0 {" + script + "}\nsource {" + script + "}\n");
  const std::vector<std::string> command = {"tclsh", "run.tcl", "part", "2.5", "out"};
  const ProcessResult result = run_process(command, elsewhere.path());
  INFO(result.output);
  CHECK(result.exit_status == 0);
  CHECK_THAT(result.output, Contains("rtl/dut.v"));
  const std::string constraints = read_file(elsewhere.path() / "out" / (is_quartus ? "dut.sdc" : "dut.xdc"));
  CHECK_THAT(constraints, Contains("\nset period_ns 2.5\ncreate_clock -name clk -period $period_ns [get_ports clk]\n"));
  write_file(elsewhere.path() / "out/fail", "");
  const ProcessResult failed = run_process(command, elsewhere.path());
  CHECK(failed.exit_status == 1);
  CHECK_THAT(failed.output, Contains("ERROR: no licence"));
}

TEST_CASE("a combinational design is constrained from its inputs to its outputs") {
  const CombLogic logic = random_program(7, {.inputs = 8, .operations = 60, .lowered = true});
  const auto files = emit_program(logic, combinational_schedule(logic), 1, 7).files;
  for (const char* path : {"constraints/dut.xdc", "constraints/dut.sdc"}) {
    CHECK_THAT(file_contents(files, path),
               Contains("set_max_delay $period_ns -from [all_inputs] -to [all_outputs]") && !Contains("create_clock"));
  }
}

TEST_CASE("every wrapper has constraints for its own clock, and all sources are in all lists") {
  const CombLogic logic = random_program(8, {.inputs = 4, .operations = 20, .lowered = true});
  const auto files =
      emit_program(logic, random_schedule(logic, 2, 8), 3, 8, "dut", "verilog", {{"wrappers", "stream,axis"}}).files;
  CHECK_THAT(file_contents(files, "constraints/dut_axis.sdc"), Contains("[get_ports aclk]"));
  CHECK_THAT(file_contents(files, "constraints/dut_stream.xdc"), Contains("[get_ports clk]"));
  CHECK(file_contents(files, "files.f") == "rtl/dut.v\nrtl/dut_stream.v\nrtl/dut_axis.v\n");
  for (const char* path : {"dut.core", "syn/vivado/out_of_context.tcl", "syn/quartus/out_of_context.tcl",
                           "syn/yosys/synth.sh", "README.md"}) {
    CHECK_THAT(file_contents(files, path), Contains("rtl/dut_stream.v") && Contains("rtl/dut_axis.v"));
  }
}

TEST_CASE("the design and every wrapper have FuseSoC targets of their own") {
  const CombLogic logic = random_program(8, {.inputs = 4, .operations = 20, .lowered = true});
  const Schedule schedule = random_schedule(logic, 2, 8);
  const BackendOptions options = {{"wrappers", "stream,axis"}};
  const std::string verilog =
      file_contents(emit_program(logic, schedule, 3, 8, "dut", "verilog", options).files, "dut.core");
  const std::string vhdl = file_contents(emit_program(logic, schedule, 3, 8, "dut", "vhdl", options).files, "dut.core");
  for (const std::string suffix : {"", "_stream", "_axis"}) {
    INFO(suffix);
    const std::string constraints =
        "  constraints" + suffix + ":\n    files:\n      - constraints/dut" + suffix + ".xdc: {file_type: xdc}\n";
    const std::string synth = "  synth" + suffix + ":\n    default_tool: vivado\n    filesets: [rtl, constraints" +
                              suffix + "]\n    toplevel: dut" + suffix + "\n";
    const std::string sim = "  sim" + suffix + ":\n    default_tool: ";
    const std::string bench = "\n    filesets: [rtl, tb]\n    toplevel: dut" + suffix + "_tb\n";
    CHECK_THAT(verilog, Contains(constraints) && Contains(synth) && Contains(sim + "icarus" + bench) &&
                            Contains("  lint" + suffix + ":\n"));
    CHECK_THAT(vhdl, Contains(constraints) && Contains(synth) && Contains(sim + "ghdl" + bench) && !Contains("lint"));
  }
}

}  // namespace
}  // namespace wirefold::backends_test
