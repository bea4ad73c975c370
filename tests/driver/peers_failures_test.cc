// SPDX-License-Identifier: Apache-2.0
// What other tools of this kind were seen to do wrongly beyond their language (tests/dsl/peers_failures_test.cc), with
// tables, files, passes and simulation.
#include "tests/catch.h"
#include "wirefold/driver/catch_matchers.h"
#include "wirefold/driver/predictor.h"
#include "wirefold/driver/wirefold.hpp"
#include "wirefold/ir/json.h"
#include "wirefold/ir/text.h"

namespace wf = wirefold;

namespace {

TEST_CASE("S12: table entries of more than 24 bits are exact") {
  const auto model = [](const auto& x) {
    return wf::quantize(wf::apply(x, [](double v) { return v * 33554433; }), {false, 28, 0});
  };
  auto x = wf::FixedVariableArrayInput({1}, {false, 3, 0});
  const auto logic = wf::comb_trace(x, model(x));
  CHECK(wf::predict(logic, {{7}}) == wf::NumericArray{{234881031}});
  CHECK(wf::VerilogModel(logic, {.name = "wide_table"}).predict({{7}}) == wf::NumericArray{{234881031}});
}

TEST_CASE("S16: a tap shows the value of its sample, not what took its place later") {
  const auto model = [](const auto& x) {
    auto y = x;
    for (int i = 0; i < 20; ++i) y = wf::name(wf::quantize(y * 3 - x, {true, 5, 1}), "step" + std::to_string(i));
    return y;
  };
  auto x = wf::FixedVariableArrayInput({2}, {true, 4, 1});
  const auto logic = wf::comb_trace(x, model(x));
  const wf::Predictor predictor(logic, {.taps = {"step3", "step11"}});
  const wf::NumericArray samples = {{1.5, -7}, {3, 0.5}};
  const auto results = predictor.predict_all({samples});
  auto y = samples;
  for (int i = 0; i < 20; ++i) {
    y = wf::quantize(y * 3 - samples, {true, 5, 1});
    if (i == 3) CHECK(results[1] == y);
    if (i == 11) CHECK(results[2] == y);
  }
  CHECK(results[0] == y);
}

TEST_CASE("S18: optimizing keeps inputs that nothing reads, names and lines") {
  auto x = wf::FixedVariableArrayInput({2}, {true, 3, 1});
  auto unused = wf::FixedVariableArrayInput({3}, {false, 5, 0});
  const auto y = wf::name(wf::matmul(x, wf::NumericArray{{3}, {5}}), "dense");
  const auto logic = wf::comb_trace({{"x", x}, {"unused", unused}}, {{"y", y}}, {.name = "layer"});
  const auto optimized = wf::optimize(logic);
  CHECK(optimized.name() == "layer");
  REQUIRE(optimized.inputs().size() == 2);
  CHECK(optimized.inputs()[1].shape == wf::Shape{3});
  CHECK(optimized.input_format(optimized.definition(optimized.inputs()[1].elements[2].value)) ==
        wf::Format{false, 5, 0});
  CHECK(optimized.named_tensors().at(0).name == "dense");
  const auto& made = optimized.location(optimized.definition(optimized.outputs()[0].elements[0].value));
  CHECK(std::string(made.file) == "peers_failures_test.cc");
}

TEST_CASE("S19: an output that is no value of the program is refused when it is read") {
  const char* text =
      "wirefold 1 \"m\"\n"
      "input \"x\" (1,) u3.0\n"
      "output \"y\" (1,) %50000\n";
  CHECK_THROWS_WITH(wf::parse(text), "parse: line 3: %50000 is not defined yet");
  std::string json = wf::print_json(wf::parse(std::string(text).replace(std::string(text).find("%50000"), 6, "%0")));
  json.replace(json.rfind("\"elements\": [0]"), 15, "\"elements\": [50000]");
  CHECK_THROWS_AS(wf::parse_json(json), wf::IoError);
}

TEST_CASE("S20: a table is read back with every entry, also those that no index reaches") {
  auto x = wf::FixedVariableArrayInput({1}, {false, 2, 0});
  const wf::LookupTable table({false, 3, 0}, {1, 2, 3, 4, 50, 60, 70, 80});
  const auto logic = wf::comb_trace(x, wf::lookup(x, table));
  CHECK(wf::parse(wf::print(logic)) == logic);
  CHECK(wf::parse_json(wf::print_json(logic)).logic == logic);
  CHECK(*wf::parse_json(wf::print_json(logic)).logic.tables()[0] == *table.table());
}

TEST_CASE("S21: a table is read at a negated and at a scaled value") {
  const auto model = [](const auto& x) {
    const wf::LookupTable table({true, 2, 0}, {10, 11, 12, 13, 14, 15, 16, 17});
    return wf::lookup(-x, table) - wf::lookup(x * -2, table);
  };
  auto x = wf::FixedVariableArrayInput({1}, {true, 2, 0});
  const auto logic = wf::comb_trace(x, model(x));
  const wf::NumericArray samples = {{-4}, {-3}, {-2}, {-1}, {0}, {1}, {2}, {3}};
  const auto expected = wf::map_samples(samples, model);
  CHECK_THAT(wf::predict(logic, samples), wf::BitExactTo(expected));
  CHECK_THAT(wf::predict(wf::optimize(logic), samples), wf::BitExactTo(expected));
  CHECK_THAT(wf::VerilogModel(logic, {.name = "negated"}).predict(samples), wf::BitExactTo(expected));
}

TEST_CASE("S22: samples in threads do not meet in a pipeline") {
  const auto model = [](const auto& x) {
    return wf::relu(wf::matmul(x, wf::NumericArray{{3, -5}, {7, 2}, {-1, 9}}) - 4);
  };
  auto x = wf::FixedVariableArrayInput({3}, {true, 4, 1});
  const auto logic = wf::comb_trace(x, model(x));
  wf::VerilogModel rtl(logic, {.name = "pipelined", .stages = 4});
  const auto samples = wf::random_samples(logic, 500, 3)[0];
  CHECK_THAT(rtl.predict(samples, {.threads = 2}), wf::BitExactTo(wf::map_samples(samples, model)));
}

TEST_CASE("S23: a simulator that cannot be built is an error and no result") {
  auto x = wf::FixedVariableArrayInput({1}, {true, 4, 1});
  wf::VerilogModel rtl(wf::comb_trace(x, x + 1), {.name = "m", .cache_dir = "/dev/null/cache"});
  CHECK_THROWS_AS(rtl.predict({{1}}), wf::UserError);
}

}  // namespace
