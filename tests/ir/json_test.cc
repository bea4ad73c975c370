// SPDX-License-Identifier: Apache-2.0
#include "wirefold/ir/json.h"

#include "tests/catch.h"
#include "tests/ir/program_of_every_field.h"
#include "tests/programs/random_program.h"
#include "wirefold/ir/builder.h"
#include "wirefold/ir/text.h"

namespace wirefold {
namespace {

TEST_CASE("a program as JSON reads back to the same program") {
  const std::uint64_t seed = 2025;
  INFO("seed " << seed);
  Random random(seed);
  for (int i = 0; i < 150; ++i) {
    const CombLogic logic = random_program(random, {.operations = 30, .lowered = i % 3 == 0});
    const std::string text = print_json(logic);
    const StoredProgram back = parse_json(text);
    if (!(back.logic == logic)) FAIL("program " << i << "\n" << text << "\nbecame\n" << print_json(back.logic));
    CHECK_FALSE(back.schedule.has_value());
    if (print_json(parse(print(back.logic))) != text) FAIL("program " << i << " is another after text\n" << text);
  }
}

TEST_CASE("the JSON of a program shows every field") {
  const CombLogic logic = program_of_every_field();
  const Schedule schedule{2, {0, 0, 0, 1, 0, 1, 1, 1, 1, 1, 1, 1, 1}, true, false};
  const std::string text =
      R"({"schema": "wirefold program", "version": 1, "name": "a \"quoted\\\" name",
"locations": [["model.cc", 3], ["model.cc", 17], ["model.cc", 18]],
"inputs": [{"name": "x", "shape": [3]}, {"name": "none", "shape": [0]}],
"tables": [{"index": [true, 1, 0], "exponent": -2, "entries": [2, -12, 0, 5]}],
"operations": [
{"op": "input", "format": [true, 7, 0], "intervals": [[-128, 127, 0]], "at": 0},
{"op": "input", "format": [false, -3, 5], "intervals": [[0, 3, -5]], "at": 0},
{"op": "input", "format": [false, 0, 0], "intervals": [[0, 0, 0]], "at": 0},
{"op": "constant", "constant": [37, -8], "intervals": [[37, 37, -8]]},
{"op": "linear", "operands": [0, [1, 2, true]], "matrix": [[1, [-1, -1]], [3, 0]], "intervals": [[-1033, 1016, -3], [-127, 128, -1]], "at": 1},
{"op": "quantize", "operands": [[4, -1, true]], "format": [true, 3, 2], "rounding": "RND_CONV", "overflow": "SAT_SYM", "divisor": 5, "intervals": [[-31, 31, -2]], "at": 2},
{"op": "relu", "operands": [6], "intervals": [[0, 31, -2]]},
{"op": "relu", "operands": [6], "format": [false, 2, 0], "intervals": [[0, 3, 0]]},
{"op": "less_than", "operands": [6], "constant": [-1, -1], "intervals": [[0, 1, 0]]},
{"op": "select", "operands": [9, 6, [7, 50, false]], "intervals": [[-31, "34902897112121344", -2]]},
{"op": "equal", "operands": [6], "constant": 3, "intervals": [[0, 1, 0]]},
{"op": "lookup", "operands": [[7, -1, false]], "table": 0, "intervals": [[-12, 5, -2]]},
{"op": "xor", "operands": [6, 7, [0, -2, true]], "intervals": [[-256, 255, -2]]}
],
"tensors": [{"name": "dense 0", "shape": [2, 1], "elements": [4, null], "ends": [5, 8]}],
"outputs": [{"name": "y", "shape": [1], "elements": [[10, -3, true]]}, {"name": "empty", "shape": [0], "elements": []}],
"schedule": {"stage_count": 2, "stages": [0, 0, 0, 1, 0, 1, 1, 1, 1, 1, 1, 1, 1], "input_register": true, "output_register": false}}
)";
  CHECK(print_json(logic, &schedule) == text);
  const StoredProgram back = parse_json(text);
  CHECK(back.logic == logic);
  REQUIRE(back.schedule.has_value());
  CHECK(back.schedule->stage_count == schedule.stage_count);
  CHECK(back.schedule->stages == schedule.stages);
  CHECK(back.schedule->input_register);
  CHECK_FALSE(back.schedule->output_register);
}

TEST_CASE("JSON keeps names of any bytes") {
  for (const std::string& name :
       {std::string("two\nlines"), std::string("\\n\"\t\x01"), std::string(""), std::string("z\xc3\xa4hler \xff\xfe"),
        std::string("nul\0inside", 10), std::string("z\xc3\xa4hler \xf0\x9f\x98\x80")}) {
    Builder builder;
    builder.set_name(name);
    builder.begin_input(name, Shape{1});
    builder.input({true, 3, 0});
    builder.add_named_tensor({name, Shape{}, {{0}}});
    builder.add_output({name, Shape{1, 1}, {{0}}});
    const CombLogic logic = builder.finish();
    INFO(print_json(logic));
    CHECK(parse_json(print_json(logic)).logic == logic);
  }
}

TEST_CASE("JSON keeps intervals that are narrower than what was derived, of inputs too") {
  Builder builder;
  builder.begin_input("x", Shape{1});
  const ValueId x = builder.input({true, 3, 0});
  const ValueId square = builder.multiply({x}, {x});
  const Use terms[] = {{square}, {x}};
  const ValueId sum = builder.sum(terms);
  builder.narrow(sum, {-2, 60, 0});
  builder.narrow(x, {-8, 5, 0});
  builder.narrow(square, {0, 50, 0});
  builder.add_output({"y", Shape{1}, {{sum}}});
  const CombLogic logic = builder.finish();
  CHECK(parse_json(print_json(logic)).logic == logic);
}

TEST_CASE("JSON keeps inputs that begin between other operations") {
  Builder builder;
  builder.begin_input("empty", Shape{0, 5});
  builder.begin_input("a", Shape{1});
  builder.input({true, 3, 0});
  builder.relu({0});
  builder.begin_input("b", Shape{2});
  builder.input({true, 2, 0});
  builder.input({true, 1, 0});
  builder.begin_input("last", Shape{3, 0});
  builder.add_output({"y", Shape{1}, {{1}}});
  const CombLogic logic = builder.finish();
  CHECK(parse_json(print_json(logic)).logic == logic);
}

TEST_CASE("numbers at the limits read back from JSON") {
  Builder builder;
  builder.begin_input("x", Shape{2});
  builder.input({true, 1023, 0});
  builder.input({false, 32768, -32767});
  builder.constant(Dyadic(Integer::power_of_two(1024) - 1, -32768));
  builder.constant(Dyadic(-1, 32768));
  const Use shifted[] = {{0, -32768, false}};
  builder.sum(shifted);
  builder.quantize({0}, {{true, 500, 523}, Rounding::kTrn, Overflow::kWrap, Integer::power_of_two(2000) + 1});
  builder.less_than({0}, Dyadic(Integer::power_of_two(5000) - 1, 0));
  const CombLogic logic = builder.finish();
  CHECK(parse_json(print_json(logic)).logic == logic);
}

TEST_CASE("an integer of more than 53 bits is written as text, and read as text or number") {
  Builder builder;
  builder.constant(Dyadic((std::int64_t{1} << 53) + 1, 0));
  builder.constant(Dyadic((std::int64_t{1} << 52) + 1, 0));
  const CombLogic logic = builder.finish();
  const std::string text = print_json(logic);
  CHECK(text.find("\"constant\": \"9007199254740993\"") != std::string::npos);
  CHECK(text.find("\"constant\": 4503599627370497,") != std::string::npos);
  std::string plain = text;
  for (auto at = plain.find("\"9007"); at != std::string::npos; at = plain.find("\"9007")) {
    plain.erase(at, 1);
    plain.erase(plain.find('"', at), 1);
  }
  CHECK(parse_json(plain).logic == logic);
}

TEST_CASE("an empty program has a JSON form") { CHECK(parse_json(print_json(CombLogic())).logic == CombLogic()); }

TEST_CASE("a value whose interval overlaps what is derived reads back from JSON") {
  Builder builder;
  builder.begin_input("x", Shape{1});
  const ValueId x = builder.input({true, 3, 0});
  const ValueId square = builder.multiply({x}, {x});
  const Use terms[] = {{square}, {x, 2, false}};
  const ValueId sum = builder.sum(terms);
  builder.narrow(sum, {-20, 60, 0});
  builder.narrow(square, {0, 10, 0});
  builder.add_output({"y", Shape{1}, {{sum}}});
  const CombLogic logic = builder.finish();
  CHECK(parse_json(print_json(logic)).logic == logic);
}

}  // namespace
}  // namespace wirefold
