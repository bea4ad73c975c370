// SPDX-License-Identifier: Apache-2.0
#include "wirefold/sim/interpreter.h"

#include "tests/catch.h"
#include "tests/programs/random_program.h"
#include "wirefold/ir/builder.h"
#include "wirefold/ir/error.h"
#include "wirefold/ir/semantics.h"
#include "wirefold/ir/text.h"

namespace wirefold {
namespace {

std::vector<Dyadic> run(const CombLogic& logic, const std::vector<Dyadic>& inputs) {
  Interpreter interpreter(logic);
  const auto outputs = interpreter.run(inputs);
  return {outputs.begin(), outputs.end()};
}

// The interpreter throws where a value leaves its interval, so this holds every interval rule against every operation.
TEST_CASE("no value of a random program leaves its interval") {
  const std::uint64_t seed = 4242;
  INFO("seed " << seed);
  Random random(seed);
  for (int i = 0; i < 500; ++i) {
    const CombLogic logic = random_program(random, {.operations = random.between(5, 60), .lowered = random.one_in(3)});
    INFO("program " << i << "\n" << print(logic));
    Interpreter interpreter(logic);
    for (int sample = 0; sample < 40; ++sample) CHECK_NOTHROW(interpreter.run(random_sample(random, logic)));
  }
}

TEST_CASE("a program read back from text computes the same") {
  const std::uint64_t seed = 4343;
  INFO("seed " << seed);
  Random random(seed);
  for (int i = 0; i < 50; ++i) {
    const CombLogic logic = random_program(random);
    const CombLogic back = parse(print(logic));
    const std::vector<Dyadic> sample = random_sample(random, logic);
    if (run(logic, sample) != run(back, sample)) FAIL(print(logic));
  }
}

TEST_CASE("values of 200 bits are exact") {
  Builder builder;
  builder.begin_input("x", Shape{2});
  builder.input({true, 150, 50});
  builder.input({true, 150, 50});
  const ValueId product = builder.multiply({0}, {1});
  const ValueId cut = builder.quantize({product}, {.format = {true, 199, 0}, .rounding = Rounding::kRndConv});
  const Use difference[] = {{0, 60, false}, {1, 0, true}};
  const ValueId total = builder.sum(difference);
  builder.add_output({"y", Shape{3}, {{product}, {cut, -7, true}, {total}}});
  const CombLogic logic = builder.finish();
  const Integer a = *Integer::parse("1234567890123456789012345678901234567890123456789012345678901");
  const Integer b = *Integer::parse("-1000000000000000000000000000000000000000000000000000000000057");
  const auto outputs = run(logic, {Dyadic(a, -50), Dyadic(b, -50)});
  CHECK(outputs[0] == Dyadic(a * b, -100));
  // By Python: the product rounded to an integer, modulo 2^200, as a signed number.
  CHECK(outputs[1] ==
        scaled(-Dyadic(*Integer::parse("-407832621042709155694751848368861892069257291446864944022168"), 0), -7));
  CHECK(outputs[2] == Dyadic((a << 60) - b, -50));
}

TEST_CASE("ports floor and wrap whatever they are given") {
  Builder builder;
  builder.begin_input("a", Shape{2});
  builder.input({true, 3, 1});
  builder.input({false, 2, 0});
  builder.begin_input("b", Shape{1});
  builder.input({true, 2, -2});
  builder.add_output({"y", Shape{3}, {{2}, {1}, {0, 1, true}}});
  const CombLogic logic = builder.finish();
  CHECK(run(logic, {Dyadic(-1, -9), 4, 1}) == std::vector<Dyadic>{0, 0, 1});
  CHECK(run(logic, {Dyadic(33, -2), -1, -1}) == std::vector<Dyadic>{-4, 3, 16});
  CHECK(run(logic, {Dyadic(Integer::power_of_two(900) + 3, 0), Dyadic(7, -1), 11}) == std::vector<Dyadic>{0, 3, -6});
}

TEST_CASE("the value of a use can be read after a run") {
  Builder builder;
  builder.begin_input("x", Shape{1});
  builder.input({true, 3, 0});
  const ValueId positive = builder.relu({0, 0, true});
  builder.add_output({"y", Shape{0}, {}});
  const CombLogic logic = builder.finish();
  Interpreter interpreter(logic);
  CHECK(interpreter.input_size() == 1);
  CHECK(interpreter.output_size() == 0);
  CHECK(interpreter.run(std::vector<Dyadic>{-5}).empty());
  CHECK(interpreter.value({positive, -1, true}) == Dyadic(-5, -1));
}

TEST_CASE("a sample of the wrong size is our mistake") {
  const CombLogic logic = parse("wirefold 1 \"m\"\ninput \"x\" (2,) s3.0, s3.0\n");
  Interpreter interpreter(logic);
  CHECK_THROWS_AS(interpreter.run(std::vector<Dyadic>{1}), InternalError);
  CHECK_THROWS_AS(interpreter.run(std::vector<Dyadic>{1, 2, 3}), InternalError);
}

TEST_CASE("an interval that lies is found at the sample that shows it") {
  const CombLogic logic = parse(
      "wirefold 1 \"m\"\ninput \"x\" (1,) s3.0\n%1 = sum (%0) : [-8, 6] step 2  @ model.cc:4\noutput \"y\" (1,) %1\n");
  CHECK(run(logic, {-8}) == std::vector<Dyadic>{-8});
  std::string text;
  try {
    run(logic, {5});
  } catch (const InternalError& error) {
    text = error.what();
  }
  CHECK(text ==
        "wirefold internal error, please report: %1 (sum, model.cc:4) is 5, outside its interval [-8, 6] step 2");
}

}  // namespace
}  // namespace wirefold
