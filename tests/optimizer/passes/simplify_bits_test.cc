// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/passes/simplify_bits.h"
#include "tests/optimizer/passes/pass_check.h"

namespace wirefold {
namespace {

TEST_CASE("simplify_bits turns a select between a power of two and zero into the shifted bit") {
  TwoInputs program;
  const Use bit = program.bit();
  const Use select{program.builder.select(bit, program.number(-4), program.number(0))};
  CHECK(output(after(simplify_bits, program.with_outputs({select}))) == compose(bit, 2, true));
}

TEST_CASE("simplify_bits swaps the arms of a select by an inverted bit") {
  TwoInputs program;
  const Use bit = program.bit();
  const Use operands[] = {bit, program.number(1)};
  const Use inverse{program.builder.bitwise(Opcode::kXor, operands)};
  const Use select{program.builder.select(inverse, program.a, program.b)};
  const CombLogic logic = after(simplify_bits, program.with_outputs({select}));
  const auto uses = logic.operands(made(logic));
  CHECK(std::vector(uses.begin(), uses.end()) == std::vector{bit, program.b, program.a});
}

TEST_CASE("simplify_bits takes an arm that the same bit has chosen") {
  TwoInputs program;
  const Use bit = program.bit();
  const Use inner{program.builder.select(bit, program.a, program.number(7))};
  const Use outer{program.builder.select(bit, inner, program.b)};
  const CombLogic logic = after(simplify_bits, program.with_outputs({outer}));
  CHECK(logic.operands(made(logic))[1] == program.a);
}

TEST_CASE("simplify_bits takes 1 for the bit itself where it is 1") {
  TwoInputs program;
  const Use bit = program.bit();
  const Use select{program.builder.select(bit, bit, program.b)};
  const CombLogic logic = after(simplify_bits, program.with_outputs({select}));
  CHECK(logic.interval(logic.operands(made(logic))[1]) == Interval::point(Dyadic(1)));
}

TEST_CASE("simplify_bits sees a relu in a select by a sign") {
  TwoInputs program;
  const Use sign{program.builder.less_than(program.a, 0)};
  const Use select{program.builder.select(sign, program.number(0), compose(program.a, 3, false))};
  const CombLogic logic = after(simplify_bits, program.with_outputs({select}));
  CHECK(made(logic).opcode == Opcode::kRelu);
  CHECK(output(logic).shift == 3);
}

TEST_CASE("simplify_bits compares what was added to instead of the sum") {
  TwoInputs program;
  const Use sum = program.sum(program.a, program.number(3));
  const Use less{program.builder.less_than(sum, 5)};
  const CombLogic logic = after(simplify_bits, program.with_outputs({less}));
  CHECK(logic.operands(made(logic))[0] == program.a);
  CHECK(logic.constant(made(logic)) == Dyadic(2));
}

TEST_CASE("simplify_bits compares a sum that is there anyway") {
  TwoInputs program;
  const Use sum = program.sum(program.a, program.number(3));
  const Use less{program.builder.less_than(sum, 5)};
  after(simplify_bits, program.with_outputs({less, sum}), /*changes=*/false);
}

TEST_CASE("simplify_bits compares what a relu reads with a positive number") {
  TwoInputs program;
  const Use relu{program.builder.relu(program.a)};
  const Use equal{program.builder.equal(relu, 3)};
  const CombLogic logic = after(simplify_bits, program.with_outputs({equal}));
  CHECK(logic.operands(made(logic))[0] == program.a);
}

TEST_CASE("simplify_bits reads the highest bit where that is all a comparison asks") {
  TwoInputs program(Format{false, 4, 0});
  const Use less{program.builder.less_than(program.a, 8)};
  const CombLogic logic = after(simplify_bits, program.with_outputs({less}));
  CHECK(count_of(logic, Opcode::kLessThan) == 0);
  CHECK(made(logic).opcode == Opcode::kXor);
}

TEST_CASE("simplify_bits decides comparisons by the arms of a select") {
  TwoInputs program;
  const Use bit = program.bit();
  const Use select{program.builder.select(bit, program.number(3), program.number(5))};
  const Use less{program.builder.less_than(select, 4)};
  const Use equal{program.builder.equal(select, 5)};
  const CombLogic logic = after(simplify_bits, program.with_outputs({less, equal}));
  CHECK(output(logic, 0) == bit);
  CHECK(made(logic, 1).opcode == Opcode::kXor);
}

TEST_CASE("simplify_bits knows that an even number is not odd, though its interval does not say so") {
  TwoInputs program(Format{false, 4, 0});
  const Use masks[] = {program.a, program.number(10)};
  const Use even{program.builder.bitwise(Opcode::kAnd, masks)};
  const Use one_of_two[] = {even, program.cut(program.b, {false, 4, -2})};
  const Use joined{program.builder.bitwise(Opcode::kOr, one_of_two)};
  const Use equal{program.builder.equal(joined, 5)};
  const CombLogic logic = after(simplify_bits, program.with_outputs({equal}));
  CHECK(logic.interval(output(logic)).is_zero());
}

TEST_CASE("simplify_bits joins constants of nested masks") {
  TwoInputs program(Format{false, 6, 0});
  const Use first[] = {program.a, program.number(45)};
  const Use inner{program.builder.bitwise(Opcode::kAnd, first)};
  const Use second[] = {inner, program.number(21)};
  const CombLogic logic = after(simplify_bits, program.with_outputs({{program.builder.bitwise(Opcode::kAnd, second)}}));
  CHECK(logic.operands(made(logic))[0] == program.a);
  CHECK(logic.interval(logic.operands(made(logic))[1]) == Interval::point(Dyadic(5)));
}

TEST_CASE("simplify_bits drops bits where a mask is a run of ones") {
  TwoInputs program;
  const Use masks[] = {program.a, program.number(6)};
  const CombLogic logic = after(simplify_bits, program.with_outputs({{program.builder.bitwise(Opcode::kAnd, masks)}}));
  CHECK(made(logic).opcode == Opcode::kQuantize);
  CHECK(logic.quantizer(made(logic)).format == Format{false, 3, -1});
}

TEST_CASE("simplify_bits knows that a bit and its inverse are never both one") {
  TwoInputs program;
  const Use bit = program.bit();
  const Use flipped[] = {bit, program.number(1)};
  const Use both[] = {bit, {program.builder.bitwise(Opcode::kXor, flipped)}};
  const Use neither{program.builder.bitwise(Opcode::kAnd, both)};
  const Use either{program.builder.bitwise(Opcode::kOr, both)};
  const CombLogic logic = after(simplify_bits, program.with_outputs({neither, either}));
  CHECK(logic.interval(output(logic, 0)).is_zero());
  CHECK(logic.interval(output(logic, 1)) == Interval::point(Dyadic(1)));
}

TEST_CASE("simplify_bits joins bits that interleave without an adder") {
  TwoInputs program(Format{false, 4, 0});
  const Use even[] = {program.a, program.number(5)};
  const Use odd[] = {program.b, program.number(10)};
  const Use sum =
      program.sum({program.builder.bitwise(Opcode::kAnd, even)}, {program.builder.bitwise(Opcode::kAnd, odd)});
  const CombLogic logic = after(simplify_bits, program.with_outputs({sum}));
  CHECK(made(logic).opcode == Opcode::kOr);
}

TEST_CASE("simplify_bits reads a slice of bits side by side where it comes from") {
  TwoInputs program(Format{false, 4, 0});
  const Use joined = program.sum(program.a, compose(program.b, 4, false));
  const Use low = program.cut(joined, {false, 3, 0});
  const Use high = program.cut(joined, {false, 8, -5});
  const CombLogic logic = after(simplify_bits, program.with_outputs({low, high}));
  CHECK(logic.operands(made(logic, 0))[0] == program.a);
  CHECK(logic.operands(made(logic, 1))[0] == compose(program.b, 4, false));
}

TEST_CASE("simplify_bits knows the sign by one name") {
  TwoInputs program;
  const Use top = program.cut(program.a, {false, 4, -3});
  const CombLogic logic = after(simplify_bits, program.with_outputs({top}));
  CHECK(made(logic).opcode == Opcode::kLessThan);
  CHECK(output(logic).shift == 3);
}

}  // namespace
}  // namespace wirefold
