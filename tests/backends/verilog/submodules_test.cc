// SPDX-License-Identifier: Apache-2.0
// One module a layer, one module an operation, and the attributes for synthesis.
#include <algorithm>

#include "tests/backends/hardware_check.h"
#include "tests/backends/vhdl/vhdl_check.h"
#include "tests/catch.h"
#include "tests/programs/random_program.h"
#include "wirefold/backends/verilog/icarus_simulator.h"
#include "wirefold/ir/builder.h"

namespace wirefold::backends_test {
namespace {

using Catch::Matchers::Contains;

// Three layers: the first two do the same to different inputs, the third joins them.
CombLogic three_layers() {
  Builder builder;
  builder.begin_input("x", Shape{4});
  std::vector<Use> x;
  for (int i = 0; i < 4; ++i) x.push_back({builder.input({true, 3, 2}, {"net.cc", 4})});
  std::vector<Use> sums;
  for (const std::size_t first : {0U, 2U}) {
    const Use terms[] = {x[first], {x[first + 1].value, 1, true}};
    const ValueId sum = builder.sum(terms, {"net.cc", 6});
    const ValueId positive = builder.relu(Use{sum}, Location{"net.cc", 7});
    builder.add_named_tensor({first == 0 ? "left" : "right", Shape{2}, {{positive}, {sum}}});
    sums.push_back({positive});
  }
  const ValueId product = builder.multiply(sums[0], sums[1], {"net.cc", 9});
  builder.add_named_tensor({"joined", Shape{1}, {{product}}});
  const Use last[] = {{product}, x[3]};
  builder.add_output({"y", Shape{2}, {{builder.sum(last, {"net.cc", 10})}, {x[0].value, 0, true}}});
  return builder.finish();
}

std::vector<std::string> rtl_of(const EmittedProgram& program) {
  std::vector<std::string> names;
  for (const ProjectFile& file : program.files) {
    if (file.path.starts_with("rtl/")) names.push_back(file.path.substr(4));
  }
  return names;
}

void check_everywhere(const EmittedProgram& program) {
  CHECK(lint_output(program) == "");
  IcarusSimulator icarus(program.design);
  CHECK(first_difference(program, icarus) == "");
}

TEST_CASE("layers that are the same share a module") {
  const CombLogic logic = three_layers();
  const auto program =
      emit_program(logic, combinational_schedule(logic), 40, 1, "dut", "verilog", {{"layer_modules", "true"}});
  CHECK(rtl_of(program) == std::vector<std::string>{"dut_left.v", "dut_joined.v", "dut_y.v", "dut.v"});
  const std::string& top = file_contents(program.files, "rtl/dut.v");
  CHECK_THAT(top, Contains("  dut_left u_left (\n") && Contains("  dut_left u_right (\n") &&
                      Contains("  dut_joined u_joined (\n"));
  const std::string& layer = file_contents(program.files, "rtl/dut_left.v");
  CHECK_THAT(layer, Contains("wire [7:0] y_1 = ") && Contains("net.cc:6"));
  CHECK_THAT(file_contents(program.files, "name_map.json"), Contains("\"signal\": \"u_right.y_1\""));
  check_everywhere(program);
}

TEST_CASE("layers of a pipeline have their own registers, as many as one module has") {
  const std::uint32_t stages = GENERATE(2U, 5U);
  const CombLogic logic = three_layers();
  const Schedule schedule = random_schedule(logic, stages, 7);
  const BackendOptions options = {{"layer_modules", "true"}, {"reset_data", "true"}, {"clock_enable", "true"}};
  const auto program = emit_program(logic, schedule, 40, 1, "dut", "verilog", options);
  check_everywhere(program);
  CHECK(vhdl_problem(logic, schedule, 40, 1, options) == "");
}

TEST_CASE("random programs with named tensors are bit-exact in layers and in operator modules") {
  const std::uint64_t seed = GENERATE(3U, 4U);
  const CombLogic logic = random_program(seed, {.inputs = 6, .operations = 60, .lowered = true});
  const Schedule schedule = random_schedule(logic, 3, seed);
  for (const char* option : {"layer_modules", "operator_modules"}) {
    INFO("seed " << seed << ", " << option);
    check_everywhere(emit_program(logic, schedule, 60, seed, "dut", "verilog", {{option, "true"}}));
    CHECK(vhdl_problem(logic, schedule, 60, seed,
                       {{option, "true"}, {"keep_hierarchy", "true"}, {"attributes", "xilinx"}}) == "");
  }
}

TEST_CASE("operations that are the same share a module named after its content") {
  const CombLogic logic = three_layers();
  const auto program =
      emit_program(logic, combinational_schedule(logic), 40, 1, "dut", "verilog", {{"operator_modules", "true"}});
  std::vector<std::string> kinds;
  for (const std::string& name : rtl_of(program)) kinds.push_back(name.substr(0, name.find_last_of('_')));
  CHECK(kinds == std::vector<std::string>{"dut_sum", "dut_relu", "dut_multiply", "dut_sum", "dut.v"});
  CHECK_THAT(file_contents(program.files, "rtl/dut.v"), !Contains(" + ") && !Contains(" * "));
  check_everywhere(program);
}

TEST_CASE("synthesis is told what the options ask for") {
  const CombLogic logic = three_layers();
  const Schedule schedule = random_schedule(logic, 4, 7);
  const auto text = [&](const char* vendor) {
    const BackendOptions options = {{"attributes", vendor}, {"multipliers", "logic"}, {"shift_registers", "registers"}};
    const auto program = emit_program(logic, schedule, 5, 1, "dut", "verilog", options);
    check_everywhere(program);
    CHECK(vhdl_problem(logic, schedule, 5, 1, options) == "");
    return file_contents(program.files, "rtl/dut.v");
  };
  CHECK_THAT(text("xilinx"),
             Contains("  (* use_dsp = \"no\" *) wire ") && Contains("  (* shreg_extract = \"no\" *) reg "));
  CHECK_THAT(text("intel"),
             Contains("  (* multstyle = \"logic\" *) wire ") &&
                 Contains("(* altera_attribute = \"-name AUTO_SHIFT_REGISTER_RECOGNITION OFF\" *) reg "));
}

}  // namespace
}  // namespace wirefold::backends_test
