// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/backend.h"

#include "tests/backends/hardware_check.h"
#include "tests/catch.h"
#include "tests/programs/random_program.h"
#include "wirefold/backends/content_hash.h"
#include "wirefold/ir/builder.h"
#include "wirefold/ir/error.h"

namespace wirefold {
namespace {

using Catch::Matchers::Contains;

CombLogic copy_program() {
  Builder builder;
  builder.begin_input("x", Shape{2});
  const ValueId x = builder.input({true, 7, 0}, {"model.cc", 3});
  builder.input({}, {"model.cc", 3});
  builder.add_output({"y", Shape{}, {{x}}});
  return builder.finish();
}

std::vector<ProjectFile> emit_copy(const BackendOptions& options) {
  const CombLogic logic = copy_program();
  const Schedule schedule = combinational_schedule(logic);
  return find_backend("verilog").emit(
      {.logic = logic, .schedule = schedule, .module_name = "top", .version = "1.2.3", .options = options});
}

TEST_CASE("a backend that is not known is answered with those that are") {
  CHECK_THROWS_WITH(find_backend("verliog"),
                    Contains("find_backend: there is no backend 'verliog'; known are verilog, vhdl"));
  CHECK_THROWS_AS(find_backend(""), UnsupportedError);
}

TEST_CASE("a user's own backend is found by its name") {
  const Backend own{.name = "program_text",
                    .options = {},
                    .legalize = [](CombLogic logic, const BackendOptions&) { return logic; },
                    .emit =
                        [](const EmissionInput& input) {
                          return std::vector<ProjectFile>{{input.module_name + ".txt", "text"}};
                        }};
  register_backend(own);
  const CombLogic logic = copy_program();
  const Schedule schedule = combinational_schedule(logic);
  const EmissionInput input{.logic = logic, .schedule = schedule, .module_name = "top", .version = ""};
  CHECK(find_backend("program_text").emit(input) == std::vector<ProjectFile>{{"top.txt", "text"}});
  CHECK(backend_names() == std::vector<std::string>{"verilog", "vhdl", "vitis", "hlslib", "oneapi", "program_text"});
  CHECK_THROWS_WITH(register_backend(own),
                    "register_backend: the name 'program_text' is taken; known are verilog, vhdl, "
                    "vitis, hlslib, oneapi, program_text");
}

TEST_CASE("a backend without a name is refused") {
  CHECK_THROWS_WITH(register_backend({}), "register_backend: a backend needs a name");
}

TEST_CASE("options that are not known, or have no sensible value, are refused") {
  CHECK_THROWS_WITH(emit_copy({{"speed", "9"}}),
                    Contains("verilog: there is no option 'speed'; known are max_port_bits, source_comments, "));
  CHECK_THROWS_WITH(emit_copy({{"max_port_bits", "many"}}),
                    "verilog: option max_port_bits is 'many', it must be a positive integer");
  CHECK_THROWS_WITH(emit_copy({{"source_comments", "yes"}}),
                    "verilog: option source_comments is 'yes', it must be true or false");
}

TEST_CASE("the widest port allowed is an option") {
  CHECK_NOTHROW(emit_copy({{"max_port_bits", "8"}}));
  CHECK_THROWS_WITH(emit_copy({{"max_port_bits", "7"}}), Contains("port 'x' of shape (2,) has 8 bits, the limit is 7"));
}

TEST_CASE("a Verilog project has the files it promises") {
  const CombLogic logic = random_program(5, {.inputs = 8, .operations = 60, .lowered = true});
  const auto program = backends_test::emit_program(logic, random_schedule(logic, 3, 5), 8, 5);
  std::vector<std::string> paths;
  for (const ProjectFile& file : program.files) paths.push_back(file.path);
  CHECK(paths == std::vector<std::string>{"rtl/dut.v", "tb/dut_tb.v", "files.f", "dut.core", "constraints/dut.xdc",
                                          "constraints/dut.sdc", "syn/yosys/synth.sh", "syn/vivado/out_of_context.tcl",
                                          "syn/quartus/out_of_context.tcl", "README.md", "metadata.json",
                                          "name_map.json"});
}

TEST_CASE("without vectors there is no test bench") {
  for (const ProjectFile& file : emit_copy({})) CHECK(file.path.find("tb") == std::string::npos);
}

TEST_CASE("the same program gives the same bytes") {
  const CombLogic logic = random_program(6, {.inputs = 8, .operations = 300, .lowered = true});
  const Schedule schedule = random_schedule(logic, 4, 6);
  const auto first = backends_test::emit_program(logic, schedule, 10, 6);
  const auto second = backends_test::emit_program(random_program(6, {.inputs = 8, .operations = 300, .lowered = true}),
                                                  schedule, 10, 6);
  CHECK(first.files == second.files);
}

// {"name": "default", ...}, by name.
std::string all_options() {
  std::string text;
  for (const auto& [name, value] : completed_options(find_backend("verilog"), {})) {
    text += (text.empty() ? "{\"" : ", \"") + name + "\": \"" + value + "\"";
  }
  return text + "}";
}

TEST_CASE("the metadata describes ports and timing") {
  const auto files = emit_copy({});
  const std::string& rtl = backends_test::file_contents(files, "rtl/top.v");
  const std::string hash = content_hash(rtl.substr(rtl.find("`default_nettype none")));
  CHECK(backends_test::file_contents(files, "metadata.json") == R"({
  "schema": 2,
  "top": "top",
  "backend": "verilog",
  "wirefold": "1.2.3",
  "content_hash": ")" + hash + R"(",
  "options": )" + all_options() + R"(,
  "is_pipelined": false,
  "stages": 1,
  "input_register": false,
  "output_register": false,
  "latency_cycles": 0,
  "initiation_interval": 1,
  "register_bits": {"input": 0, "between_stages": 0, "output": 0},
  "figures": {},
  "controls": {"clock": null, "clock_enable": null, "reset": null},
  "ports": [
    {"name": "x", "direction": "input", "width_bits": 8, "shape": [2],
     "formats": ["s7.0", "zero"]},
    {"name": "y", "direction": "output", "width_bits": 8, "shape": [],
     "formats": ["s7.0"]}
  ],
  "wrappers": []
}
)");
}

TEST_CASE("the name map leads from signals to the user's lines and tensors") {
  Builder builder;
  builder.begin_input("x", Shape{2});
  const ValueId x = builder.input({true, 7, 0}, {"model.cc", 3});
  builder.input({}, {"model.cc", 3});
  const ValueId half = builder.constant(Dyadic(1, -1));
  const Use terms[] = {{x}, {half}};
  const ValueId sum = builder.sum(terms, {"/somewhere/model.cc", 7});
  builder.add_named_tensor({"dense0", Shape{3}, {{sum, 2}, {half, 0, true}, {kNoValue}}});
  builder.begin_input("nothing", Shape{0});
  builder.add_output({"y", Shape{}, {{sum, -1, true}}});
  const CombLogic logic = builder.finish();
  const Schedule schedule = combinational_schedule(logic);
  const auto files =
      find_backend("verilog").emit({.logic = logic, .schedule = schedule, .module_name = "top", .version = "1.2.3"});
  CHECK(backends_test::file_contents(files, "name_map.json") == R"({
  "module": "top",
  "omitted_ports": ["nothing"],
  "renamed_ports": [],
  "tensors": [
    {"name": "x", "kind": "input", "shape": [2], "elements": ["x[7:0]", "0"]},
    {"name": "nothing", "kind": "input", "shape": [0], "elements": []},
    {"name": "dense0", "kind": "intermediate", "shape": [3], "elements": ["dense0_0 << 2", "-1/2", null]},
    {"name": "y", "kind": "output", "shape": [], "elements": ["-dense0_0 >> 1"]}
  ],
  "signals": [
    {"signal": "dense0_0", "operation": "sum", "format": "s7.1", "stage": 0, "source": "model.cc:7"}
  ]
}
)");
}

}  // namespace
}  // namespace wirefold
