// SPDX-License-Identifier: Apache-2.0
// The text of the emitted C++, and what is refused; nothing here is compiled.
#include "tests/backends/hardware_check.h"
#include "tests/catch.h"
#include "wirefold/backends/hls/hls_emulator.h"
#include "wirefold/ir/builder.h"
#include "wirefold/ir/error.h"

namespace wirefold::backends_test {
namespace {

using Catch::Matchers::Contains;

// One line of every kind of operation, from named tensors of mixed formats.
CombLogic example_program() {
  Builder builder;
  builder.begin_input("x", Shape{3});
  const Use a{builder.input({true, 3, 2}, {"model.cc", 3})};
  const Use b{builder.input({false, 4, 0}, {"model.cc", 3})};
  builder.input({}, {"model.cc", 3});
  const Use sum{builder.sum(std::vector{a, compose(b, 1, true)}, {"model.cc", 5})};
  builder.add_named_tensor({"dense", Shape{1}, {sum}});
  const Use product{builder.multiply(a, b, {"model.cc", 6})};
  const Use dropped{builder.quantize(compose(product, 0, true), {.format = {true, 2, 1}}, {"model.cc", 7})};
  const Use positive{builder.relu(sum, {false, 3, 1}, {"model.cc", 8})};
  const Use bit{builder.less_than(sum, 0, {"model.cc", 9})};
  const Use same{builder.equal(b, 5, {"model.cc", 9})};
  const Use chosen{builder.select(bit, dropped, positive, {"model.cc", 10})};
  const Use both{builder.bitwise(Opcode::kAnd, std::vector{a, b}, {"model.cc", 11})};
  const std::vector<Dyadic> entries = {Dyadic(3, -2), Dyadic(-1), Dyadic(300), Dyadic(7)};
  const auto table = std::make_shared<const Table>(Format{true, 1, 0}, entries);
  const Use entry{builder.lookup(dropped, table, {"model.cc", 12})};
  builder.add_output({"y", Shape{6}, {chosen, both, entry, compose(b, -1, true), same, {builder.constant(-1)}}});
  builder.begin_input("nothing", Shape{0});
  return builder.finish();
}

std::vector<ProjectFile> emit(const CombLogic& logic, const std::string& backend, const std::string& name,
                              const BackendOptions& options = {}) {
  const Schedule schedule = combinational_schedule(logic);
  return find_backend(backend).emit(
      {.logic = logic, .schedule = schedule, .module_name = name, .version = "1.2.3", .options = options});
}

std::string from(const std::string& text, const std::string& words) {
  REQUIRE(text.find(words) != std::string::npos);
  return text.substr(text.find(words));
}

TEST_CASE("a function for Vitis reads as the operations do") {
  const auto files = emit(example_program(), "vitis", "top");
  CHECK(from(file_contents(files, "src/top.cc"), "static const") == R"(static const int16_t y_2_table[4] = {
    3, -4, 1200, 28};

void top(const top_x_t x[3], top_y_t y[6]) {
#pragma HLS PIPELINE II=1
#pragma HLS ARRAY_PARTITION variable=x complete
#pragma HLS ARRAY_PARTITION variable=y complete
  const ap_int<6> x_0 = x[0].range(5, 0);  // s3.2
  const ap_uint<4> x_1 = x[1].range(5, 2);  // u4.0
  const ap_int<9> dense = x_0 - (ap_uint<7>(x_1) << 3);  // sum s6.2, model.cc:5
  const ap_int<10> y_v0 = x_0 * x_1;  // multiply s7.2, model.cc:6
  const ap_int<4> y_v1 = ap_int<4>((-y_v0) >> 1);  // quantize s2.1, model.cc:7
  const ap_uint<4> y_v2 = dense > 0 ? ap_uint<4>(dense >> 1) : ap_uint<4>(0);  // relu u3.1, model.cc:8
  const ap_uint<1> y_v3 = dense < 0;  // less_than u1.0, model.cc:9
  const ap_uint<1> y_4 = x_1 == ap_uint<3>(5);  // equal u1.0, model.cc:9
  const ap_int<5> y_0 = y_v3 != 0 ? ap_int<5>(y_v1) : ap_int<5>(y_v2);  // select s3.1, model.cc:10
  const ap_uint<4> y_1 = ap_uint<4>(x_0 >> 2) & x_1;  // and u4.0, model.cc:11
  const ap_int<12> y_2 = y_2_table[ap_uint<2>(y_v1 >> 1).to_uint()];  // lookup s9.2, model.cc:12
  y[0] = with_bits<top_y_t>(ap_int<12>(ap_int<6>(y_0) << 1));  // s3.1
  y[1] = with_bits<top_y_t>(ap_int<12>(ap_uint<6>(y_1) << 2));  // u4.0
  y[2] = with_bits<top_y_t>(y_2);  // s9.2
  y[3] = with_bits<top_y_t>(ap_int<12>(ap_int<6>(-x_1) << 1));  // s3.1
  y[4] = with_bits<top_y_t>(ap_int<12>(ap_uint<3>(y_4) << 2));  // u1.0
  y[5] = with_bits<top_y_t>(ap_int<12>(-4));  // s0.0
}
)");
}

TEST_CASE("the header of a function declares the types of its arrays") {
  const auto files = emit(example_program(), "hlslib", "top");
  CHECK(from(file_contents(files, "src/top.h"), "typedef ac_fixed<7") ==
        R"(typedef ac_fixed<7, 5, true> top_x_t;  // of x: 3 x mixed formats
typedef ac_fixed<12, 10, true> top_y_t;  // of y: 6 x mixed formats

void top(const top_x_t x[3], top_y_t y[6]);

// The same with wires for arguments.
struct top_inputs {
  top_x_t x[3];
};
struct top_outputs {
  top_y_t y[6];
};
WIREFOLD_COMPONENT top_outputs top_component(const top_inputs inputs);

#endif  // WIREFOLD_TOP_H
)");
  CHECK(from(file_contents(files, "src/top.cc"), "WIREFOLD_COMPONENT") ==
        R"(WIREFOLD_COMPONENT top_outputs top_component(const top_inputs inputs) {
  top_outputs outputs;
  top(inputs.x, outputs.y);
  return outputs;
}
)");
}

TEST_CASE("a kernel for hls4ml reads each input in a line that hls4ml knows") {
  Builder builder;
  builder.begin_input("x", Shape{3});
  const Use a{builder.input({true, 3, 2})};
  builder.input({});
  const Use c{builder.input({false, 0, 4})};
  builder.add_output(
      {"y", Shape{2}, {{builder.sum(std::vector{a, compose(c, 2, true)})}, {builder.constant(Dyadic(0))}}});
  const auto files = emit(builder.finish(), "vitis", "dense_da_7", {{"interface", "kernel"}});
  CHECK(from(file_contents(files, "src/dense_da_7.h"), "template") == R"(template <typename inp_t, typename out_t>
void dense_da_7(inp_t model_inp[3], out_t model_out[2]) {
  #pragma HLS INLINE
  const ap_fixed<6, 4> in_0 = model_inp[0];
  const ap_int<6> x_0 = in_0.range(5, 0);  // s3.2
  const ap_ufixed<4, 0> in_2 = model_inp[2];
  const ap_uint<4> x_2 = in_2.range(3, 0);  // u0.4
  const ap_int<7> y_0 = x_0 - x_2;  // sum s4.2
  ap_fixed<7, 5> out_0;
  out_0.range() = y_0;
  model_out[0] = out_0;
  model_out[1] = 0;
}
)");
}

TEST_CASE("an HLS project has the files it promises") {
  const auto paths_of = [](const std::vector<ProjectFile>& files) {
    std::vector<std::string> paths;
    for (const ProjectFile& file : files) paths.push_back(file.path);
    return paths;
  };
  CHECK(paths_of(emit(example_program(), "vitis", "top")) ==
        std::vector<std::string>{"src/top.h", "src/top.cc", "tb/top_packed.h", "syn/vitis_hls/build.tcl", "README.md",
                                 "metadata.json", "name_map.json"});
  CHECK(paths_of(emit(example_program(), "hlslib", "top")) ==
        std::vector<std::string>{"src/top.h", "src/top.cc", "tb/top_packed.h", "syn/intel_hls/build.sh", "README.md",
                                 "metadata.json", "name_map.json"});
  CHECK(paths_of(emit(example_program(), "oneapi", "top")) ==
        std::vector<std::string>{"src/top.h", "src/top.cc", "tb/top_packed.h", "README.md", "metadata.json",
                                 "name_map.json"});
}

TEST_CASE("names that mean something in C++ are refused, and for variables avoided") {
  Builder builder;
  builder.begin_input("double", Shape{1});
  const Use x{builder.input({true, 3, 2}, {"model.cc", 3})};
  builder.add_output({"y", Shape{1}, {x}});
  const CombLogic logic = builder.finish();
  CHECK_THROWS_WITH(emit(logic, "vitis", "top"),
                    "emit: input name 'double' has a meaning in C++ or in its HLS libraries; rename it, for example "
                    "'double_t'");
  CHECK_THROWS_WITH(emit(logic, "vitis", "main"),
                    "emit: function name 'main' has a meaning in C++ or in its HLS libraries; rename it, for example "
                    "'main_t'");
}

TEST_CASE("a tensor whose name is no identifier is refused with one that is") {
  Builder builder;
  builder.begin_input("inp.1", Shape{1});
  const Use x{builder.input({true, 3, 2})};
  builder.add_output({"y", Shape{1}, {x}});
  CHECK_THROWS_WITH(emit(builder.finish(), "vitis", "top"),
                    "emit: input name 'inp.1' has a character that is not a letter, digit or underscore; functions and "
                    "arguments have the names of model and tensors, rename it, for example 'inp_1'");
}

TEST_CASE("a tensor that is named as the type of another is refused") {
  Builder builder;
  builder.begin_input("x", Shape{1});
  const Use x{builder.input({true, 3, 2})};
  builder.add_output({"top_x_t", Shape{1}, {x}});
  CHECK_THROWS_WITH(emit(builder.finish(), "vitis", "top"),
                    "emit: the name 'top_x_t' is taken by a tensor and by the type of 'x'; rename one of them");
}

TEST_CASE("elements without a common type are refused") {
  Builder builder;
  builder.begin_input("x", Shape{2});
  builder.input({true, 1000, 0});
  builder.input({true, 0, 100});
  builder.add_output({"y", Shape{0}, {}});
  CHECK_THROWS_WITH(emit(builder.finish(), "vitis", "top"),
                    "emit: the elements of 'x' need a common type of 1101 bits, the limit is 1024; split the tensor "
                    "into elements of like formats");
}

TEST_CASE("HLS options and schedules that make no sense are refused") {
  const CombLogic logic = example_program();
  CHECK_THROWS_WITH(emit(logic, "vitis", "top", {{"interface", "stream"}}),
                    "vitis: option interface is 'stream', it must be 'function' or 'kernel'");
  CHECK_THROWS_WITH(emit(logic, "oneapi", "top", {{"interface", "kernel"}}),
                    "oneapi: there is no option 'interface'; known are source_comments");
  CHECK_THROWS_WITH(emit(logic, "vitis", "top", {{"interface", "kernel"}}),
                    "emit: a kernel has one input and one output tensor, 'top' has 2 and 1");
  Schedule schedule = combinational_schedule(logic);
  schedule.input_register = true;
  CHECK_THROWS_WITH(
      find_backend("vitis").emit({.logic = logic, .schedule = schedule, .module_name = "top", .version = ""}),
      "vitis: an HLS tool chooses the stages itself; convert without stages and latency cutoff");
}

TEST_CASE("type headers that are not found are named with the remedy") {
  CHECK_THROWS_WITH(find_type_headers("vitis", "/nowhere"),
                    "compile: there is no ap_fixed.h in '/nowhere', which the option type_headers names");
  CHECK_THROWS_AS(HlsEmulator({}, "oneapi", {.type_headers = "/nowhere"}).compile(), ToolError);
}

}  // namespace
}  // namespace wirefold::backends_test
