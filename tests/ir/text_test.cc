// SPDX-License-Identifier: Apache-2.0
#include "wirefold/ir/text.h"

#include "tests/catch.h"
#include "tests/ir/program_of_every_field.h"
#include "tests/programs/random_program.h"
#include "wirefold/ir/builder.h"

namespace wirefold {
namespace {

TEST_CASE("a printed program reads back to the same program") {
  const std::uint64_t seed = 2024;
  INFO("seed " << seed);
  Random random(seed);
  for (int i = 0; i < 150; ++i) {
    const CombLogic logic = random_program(random, {.operations = 30, .lowered = i % 3 == 0});
    const std::string text = print(logic);
    const CombLogic back = parse(text);
    if (print(back) != text) FAIL("program " << i << "\n" << text << "\nbecame\n" << print(back));
    if (!(back == logic)) FAIL("program " << i << " differs\n" << text);
  }
}

TEST_CASE("the text of a program shows every field") {
  const CombLogic logic = program_of_every_field();
  const std::string text =
      R"(wirefold 1 "a \"quoted\\\" name"
input "x" (3,) s7.0, u-3.5, zero  @ model.cc:3
input "none" (0,) 
table 0 s1.0 exponent -2 [2, -12, 0, 5]
%3 = constant 37/256 : [37/256]
%4, %5 = linear (%0, -%1 << 2) matrix 2x2 [1, -1/2, 3, 0] : [-1033/8, 127] step 1/8, [-127/2, 64] step 1/2  @ model.cc:17
%6 = quantize -%4 >> 1 / 5 to s3.2 RND_CONV SAT_SYM : [-31/4, 31/4] step 1/4  @ model.cc:18
%7 = relu %6 : [0, 31/4] step 1/4
%8 = relu %6 to u2.0 : [0, 3] step 1
%9 = less_than %6, -1/2 : [0, 1] step 1
%10 = select (%9, %6, %7 << 50) : [-31/4, 31*2^48] step 1/4
%11 = equal %6, 3 : [0, 1] step 1
%12 = lookup %7 >> 1 table 0 : [-3, 5/4] step 1/4
%13 = xor (%6, %7, -%0 >> 2) : [-64, 255/4] step 1/4
tensor "dense 0" (2, 1) %4, removed ends %5, %8
output "y" (1,) -%10 >> 3
output "empty" (0,) 
)";
  CHECK(print(logic) == text);
  CHECK(parse(text) == logic);
}

TEST_CASE("operations keep the file and line they were made at") {
  const std::string text =
      "wirefold 1 \"m\"\n"
      "input \"x\" (1,) s3.0  @ input.cc:5\n"
      "%1 = sum (%0) : [-8, 7] step 1  @ b.cc:5\n"
      "%2 = sum (%0) : [-8, 7] step 1  @ c.cc:5\n"
      "%3 = sum (%0) : [-8, 7] step 1  @ my file:with@odd chars.cc:5\n"
      "%4 = sum (%0) : [-8, 7] step 1\n"
      "%5 = sum (%0) : [-8, 7] step 1  @ b.cc:6\n";
  CHECK(print(parse(text)) == text);
}

TEST_CASE("names may hold any character") {
  for (const std::string& name :
       {std::string("two\nlines"), std::string("\\n"), std::string("\\"), std::string("\"\"\n"), std::string(""),
        std::string("@ a.cc:3"), std::string("z\xc3\xa4hler \t\r")}) {
    Builder builder;
    builder.set_name(name);
    builder.begin_input(name, Shape{1});
    builder.input({true, 3, 0});
    builder.add_named_tensor({name, Shape{}, {{0}}});
    builder.add_output({name, Shape{1, 1}, {{0}}});
    const CombLogic logic = builder.finish();
    INFO(print(logic));
    CHECK(parse(print(logic)) == logic);
  }
}

TEST_CASE("a narrowed program reads back to the same program") {
  Builder builder;
  builder.begin_input("x", Shape{1});
  builder.input({true, 7, 0});
  const Use use[] = {{0, -1, false}};
  builder.narrow(builder.sum(use), {-3, 5, 0});
  const Use twice[] = {{1}, {1, 1, false}};
  builder.narrow(builder.sum(twice), Interval::point(3));
  builder.sum(twice);
  const CombLogic logic = builder.finish();
  CHECK(parse(print(logic)) == logic);
}

TEST_CASE("numbers at the limits read back") {
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
  CHECK(parse(print(logic)) == logic);
}

TEST_CASE("an empty program is a name") {
  CHECK(print(CombLogic()) == "wirefold 1 \"model\"\n");
  CHECK(parse("wirefold 1 \"model\"") == CombLogic());
}

TEST_CASE("a value that was narrowed after others were derived from it reads back as it was printed") {
  Builder builder;
  builder.begin_input("x", Shape{1});
  const ValueId x = builder.input({true, 3, 0});
  const ValueId square = builder.multiply({x}, {x});
  const Use terms[] = {{square}, {x}};
  const ValueId sum = builder.sum(terms);
  builder.narrow(square, {0, 50, 0});
  builder.add_output({"y", Shape{1}, {{sum}}});
  const CombLogic logic = builder.finish();
  CHECK(parse(print(logic)) == logic);
}

TEST_CASE("a value whose interval overlaps what is derived reads back from text") {
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
  CHECK(parse(print(logic)) == logic);
}

}  // namespace
}  // namespace wirefold
