// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/interface.h"

#include "tests/catch.h"
#include "wirefold/ir/builder.h"
#include "wirefold/ir/error.h"

namespace wirefold {
namespace {

using Catch::Matchers::Contains;

CombLogic program_with_ports(const std::string& input, const std::string& output) {
  Builder builder;
  builder.begin_input(input, Shape{});
  const ValueId x = builder.input({true, 7, 0}, {"model.cc", 3});
  builder.add_output({output, Shape{}, {{x}}});
  return builder.finish();
}

Interface interface_of(const CombLogic& logic, bool is_pipelined, const BackendOptions& options = {},
                       const std::string& module_name = "top") {
  Schedule schedule = combinational_schedule(logic);
  schedule.output_register = is_pipelined;
  return make_interface(logic, schedule, module_name, hardware_options("verilog", options));
}

TEST_CASE("a port with a keyword for a name is the user's to rename") {
  CHECK_THROWS_WITH(interface_of(program_with_ports("in", "y"), false),
                    "emit: input name 'in' is a VHDL keyword; ports are named as the tensors, rename it, for example "
                    "'in_t', or set the option rename_ports  [model.cc:3]");
}

TEST_CASE("two ports whose names differ only in case clash") {
  CHECK_THROWS_WITH(interface_of(program_with_ports("x", "X"), false),
                    "emit: output name 'X' is taken by the module, a control port or another tensor (names that "
                    "differ only in case clash); rename it, or set the option rename_ports  [model.cc:3]");
}

TEST_CASE("a port may be named clk only where there is no clock") {
  const CombLogic logic = program_with_ports("clk", "y");
  CHECK_NOTHROW(interface_of(logic, false));
  CHECK_THROWS_AS(interface_of(logic, true), UserError);
}

CombLogic program_with_tensors() {
  Builder builder;
  builder.begin_input("x", Shape{2, 3});
  std::vector<Use> uses;
  for (int i = 0; i < 6; ++i) uses.push_back({builder.input({true, i == 1 ? -1 : i, 0}, {"model.cc", 3})});
  builder.begin_input("gain", Shape{});
  uses.push_back({builder.input({false, 2, 0}, {"model.cc", 4})});
  builder.add_output({"y", Shape{7}, uses});
  return builder.finish();
}

std::vector<std::string> pin_names(const Port& port) {
  std::vector<std::string> names;
  for (const Pin& pin : port.pins) names.push_back(pin.name);
  return names;
}

TEST_CASE(
    "a port an element is named by the element's place, a scalar's as the tensor, and one of no bits is left out") {
  const Interface interface = interface_of(program_with_tensors(), false, {{"ports", "element"}});
  const std::vector<std::string> places = {"x_0_0", "x_0_2", "x_1_0", "x_1_1", "x_1_2"};
  CHECK(pin_names(interface.inputs[0]) == places);
  CHECK(pin_names(interface.inputs[1]) == std::vector<std::string>{"gain"});
  CHECK(interface.inputs[0].pins[2].offset_bits == 4);
  CHECK(interface.inputs[0].pins[2].width_bits == 4);
  CHECK(interface.outputs[0].pins.size() == 6);
}

TEST_CASE("a port a tensor is one pin of all bits") {
  const Interface interface = interface_of(program_with_tensors(), false);
  CHECK(pin_names(interface.inputs[0]) == std::vector<std::string>{"x"});
  CHECK(interface.inputs[0].pins[0].width_bits == interface.inputs[0].width_bits);
}

TEST_CASE("the port of an element that another tensor has the name of is refused, or renamed") {
  Builder builder;
  builder.begin_input("x", Shape{2});
  const ValueId a = builder.input({true, 7, 0}, {"model.cc", 3});
  const ValueId b = builder.input({true, 7, 0}, {"model.cc", 3});
  builder.add_output({"X_1", Shape{}, {{a}}});
  builder.add_output({"y", Shape{}, {{b}}});
  const CombLogic logic = builder.finish();
  CHECK_THROWS_WITH(interface_of(logic, false, {{"ports", "element"}}),
                    "emit: the port 'x_1' of an element of tensor 'x' has the name of another port (names that differ "
                    "only in case clash); rename a tensor, or set the option rename_ports  [model.cc:3]");
  const Interface renamed = interface_of(logic, false, {{"ports", "element"}, {"rename_ports", "true"}});
  CHECK(pin_names(renamed.inputs[0]) == std::vector<std::string>{"x_0", "x_1_2"});
}

TEST_CASE("a module name that is a keyword is refused") {
  CHECK_THROWS_WITH(interface_of(program_with_ports("x", "y"), false, {}, "module"),
                    "emit: module name 'module' is a Verilog keyword; choose another, for example 'module_t'");
}

TEST_CASE("where it is allowed, ports get other names and the interface says which") {
  const Interface interface = interface_of(program_with_ports("in", "IN_T"), true, {{"rename_ports", "true"}});
  CHECK(interface.inputs[0].name == "in_t");
  CHECK(interface.outputs[0].name == "IN_T_2");
  CHECK(interface.renamed == std::vector<std::pair<std::string, std::string>>{{"in", "in_t"}, {"IN_T", "IN_T_2"}});
}

TEST_CASE("a pipelined design has the controls that the options ask for, a combinational one has none") {
  const CombLogic logic = program_with_ports("x", "y");
  const BackendOptions options = {{"clock_enable", "true"}, {"reset_data", "true"}, {"reset_active", "low"}};
  CHECK(interface_of(logic, false, options).controls.clock == "");
  const ControlPorts controls = interface_of(logic, true, options).controls;
  CHECK(controls.clock == "clk");
  CHECK(controls.clock_enable == "ce");
  CHECK(controls.reset == "rst_n");
  CHECK(controls.reset_is_active_low);
  const ControlPorts plain = interface_of(logic, true).controls;
  CHECK(plain.clock_enable == "");
  CHECK(plain.reset == "");
  CHECK(interface_of(logic, true, {{"wrappers", "stream"}}).controls.clock_enable == "ce");
}

TEST_CASE("options that contradict each other are refused with the rule") {
  const auto refused = [](const BackendOptions& options) { hardware_options("verilog", options); };
  CHECK_THROWS_WITH(refused({{"reset", "sometimes"}}),
                    "verilog: option reset is 'sometimes', it must be none, synchronous or asynchronous");
  CHECK_THROWS_WITH(refused({{"wrappers", "stream,axi"}}), Contains("option wrappers is 'stream,axi', it must be none, "
                                                                    "all, or some of vector, valid, stream, axis"));
  CHECK_THROWS_WITH(refused({{"multipliers", "dsp"}}),
                    "verilog: option multipliers is 'dsp', which needs attributes=xilinx or attributes=intel");
  CHECK_THROWS_WITH(refused({{"keep_hierarchy", "true"}, {"attributes", "intel"}}),
                    "verilog: option keep_hierarchy is 'true', which needs attributes=xilinx: other tools take no such "
                    "attribute");
  CHECK_THROWS_WITH(refused({{"reset", "none"}, {"reset_data", "true"}}),
                    "verilog: option reset_data is 'true', but reset is none");
  CHECK_THROWS_WITH(refused({{"layer_modules", "true"}, {"operator_modules", "true"}}),
                    "verilog: option operator_modules is 'true', but layer_modules is true as well; choose one");
  CHECK_THROWS_WITH(refused({{"axis_data_bytes", "-1"}}),
                    "verilog: option axis_data_bytes is '-1', it must be an integer that is not negative");
  CHECK_THROWS_WITH(refused({{"wrappers", "stream"}, {"register_slice", "full"}}),
                    "verilog: option register_slice is 'full', it must be none, input, output or both");
  CHECK_THROWS_WITH(
      refused({{"wrappers", "vector,valid"}, {"register_slice", "both"}}),
      "verilog: option register_slice is 'both', which needs wrappers=stream or wrappers=axis: the others "
      "have no ready");
}

TEST_CASE("a summary of options names those that differ from the defaults") {
  const auto& rows = hardware_option_rows();
  CHECK(option_summary(rows, {}) == "defaults");
  CHECK(option_summary(rows, {{"reset", "synchronous"}}) == "defaults");
  CHECK(option_summary(rows, {{"reset", "none"}, {"clock_enable", "true"}}) == "clock_enable=true, reset=none");
}

}  // namespace
}  // namespace wirefold
