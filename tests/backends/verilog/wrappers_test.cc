// SPDX-License-Identifier: Apache-2.0
// The wrappers' own test benches, which try back-pressure and resets, pass in Icarus and in Verilator, and fail for a
// wrapper that is wrong.
#include <algorithm>

#include "tests/backends/hardware_check.h"
#include "tests/backends/wrapped_designs.h"
#include "tests/catch.h"
#include "wirefold/backends/process.h"
#include "wirefold/ir/builder.h"

namespace wirefold::backends_test {
namespace {

using Catch::Matchers::Contains;

std::vector<std::string> hardware_of(const EmittedProgram& program) {
  std::vector<std::string> paths;
  for (const ProjectFile& file : program.files) {
    if (file.path.starts_with("rtl/")) paths.push_back(file.path);
  }
  return paths;
}

ProcessResult run_in_icarus(const EmittedProgram& program, const std::string& bench,
                            const std::filesystem::path& folder) {
  std::vector<std::string> command = {"iverilog", "-g2001", "-Wall", "-s", bench, "-o", bench + ".vvp"};
  for (const std::string& path : hardware_of(program)) command.push_back(path);
  command.push_back("tb/" + bench + ".v");
  const ProcessResult compiled = run_process(command, folder);
  if (compiled.exit_status != 0 || !compiled.output.empty()) return {1, compiled.output};
  return run_process({"vvp", "-N", bench + ".vvp"}, folder);
}

void check_in_icarus(const EmittedProgram& program) {
  const TemporaryFolder folder(WIREFOLD_TEST_DIR);
  write_project(program, folder.path());
  for (const std::string& bench : benches_of(program)) {
    INFO(bench);
    const ProcessResult result = run_in_icarus(program, bench, folder.path());
    CHECK_THAT(result.output, Contains("PASS: "));
    CHECK(result.exit_status == 0);
  }
}

TEST_CASE("wrappers of every kind pass their test benches in Icarus") {
  for (const EmittedProgram& program : wrapped_designs("verilog")) check_in_icarus(program);
}

TEST_CASE("no tool warns about a wrapper") {
  for (const EmittedProgram& program : wrapped_designs("verilog")) {
    INFO(program.design.top);
    CHECK(lint_output(program) == "");
  }
}

// One program of several benches: Verilator takes seconds a build. None of them may end the others, and a run ends by
// itself when nothing is left to do.
TEST_CASE("wrappers of every kind pass their test benches in Verilator") {
  const TemporaryFolder folder(WIREFOLD_TEST_DIR);
  std::string top = "module all_benches;\n";
  std::vector<std::string> command = {"verilator",   "--binary",  "--timing",   "-O0",
                                      "-Wno-fatal",  "-Wno-lint", "-Wno-style", "--top-module",
                                      "all_benches", "-CFLAGS",   "-O0 -w",     "all_benches.v"};
  std::size_t count = 0;
  for (const EmittedProgram& program :
       {wrapped("verilog", "beats", 0, {{"axis_data_bytes", "3"}}),
        wrapped("verilog", "deep", 5, {{"reset_active", "low"}, {"reset", "asynchronous"}})}) {
    for (const std::string& path : hardware_of(program)) command.push_back(path);
    write_project(program, folder.path());
    for (const char* kind : {"stream", "axis"}) {
      const std::string bench = program.design.top + "_" + kind + "_tb";
      std::string text = file_contents(program.files, "tb/" + bench + ".v");
      text.replace(text.find("$finish;"), 8, ";");
      text.replace(text.find("$stop;"), 6, ";");
      write_file(folder.path() / ("tb/" + bench + ".v"), text);
      command.push_back("tb/" + bench + ".v");
      top += "  " + bench + " u_" + bench + " ();\n";
      ++count;
    }
  }
  write_file(folder.path() / "all_benches.v", top + "endmodule\n");
  const ProcessResult built = run_process(command, folder.path());
  INFO(built.output);
  REQUIRE(built.exit_status == 0);
  const std::string output = run_process({"./obj_dir/Vall_benches"}, folder.path()).output;
  std::size_t passed = 0;
  for (std::size_t at = output.find("PASS: "); at != std::string::npos; at = output.find("PASS: ", at + 1)) ++passed;
  CHECK(passed == count);
  CHECK_THAT(output, !Contains("FAIL: "));
}

TEST_CASE("the test benches find wrappers that lose, repeat, change or take what they must not") {
  const auto mutation =
      GENERATE(Mutation{"deep_stream", "~is_valid[5] | out_ready", "1'b1"},  // loses what waits
               Mutation{"deep_stream", "advance & rst_n", "advance"},        // takes samples during reset
               Mutation{"deep_stream", "assign in_ready = advance", "assign in_ready = 1'b1"},  // loses what is offered
               Mutation{"deep_stream", "else if (advance)", "else if (1'b1)"},  // valid runs on without the data
               Mutation{"deep_valid", "[4:0], in_valid}", "[4:0], 1'b1}"},      // results nobody asked for
               Mutation{"deep_axis", "s_axis_tlast}", "1'b0}"},                 // loses packets' ends
               Mutation{"deep_vector", "clk", "1'b0"});                         // no clock at all
  INFO(mutation.module << ": " << mutation.from);
  EmittedProgram program = mutable_design("verilog");
  mutate(program, mutation);
  const TemporaryFolder folder(WIREFOLD_TEST_DIR);
  write_project(program, folder.path());
  const ProcessResult result = run_in_icarus(program, mutation.bench(), folder.path());
  INFO(result.output);
  CHECK(result.exit_status != 0);
  CHECK_THAT(result.output, !Contains("error"));  // it did compile
}

TEST_CASE("a tensor with the name of a wrapper's port is refused") {
  Builder builder;
  builder.begin_input("in_valid", Shape{});
  const ValueId x = builder.input({true, 7, 0});
  builder.add_output({"y", Shape{}, {{x}}});
  const CombLogic logic = builder.finish();
  const Schedule schedule = combinational_schedule(logic);
  const EmissionInput input{
      .logic = logic, .schedule = schedule, .module_name = "top", .version = "", .options = {{"wrappers", "valid"}}};
  CHECK_THROWS_WITH(find_backend("verilog").emit(input),
                    "emit: the tensor 'in_valid' has the name of a port of the wrapper top_valid; rename it, or leave "
                    "the wrapper out");
}

}  // namespace
}  // namespace wirefold::backends_test
