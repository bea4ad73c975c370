// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/passes/merge_quantizers.h"
#include "tests/optimizer/passes/pass_check.h"

namespace wirefold {
namespace {

const Format kByte{true, 4, 3};

TEST_CASE("merge_quantizers skips a quantizer that keeps more bits") {
  TwoInputs program(kByte);
  const Use outer = program.cut(program.cut(program.a, {true, 3, 2}), {false, 2, 1});
  const CombLogic logic = after(merge_quantizers, program.with_outputs({outer}));
  CHECK(logic.operands(made(logic))[0] == program.a);
  CHECK(logic.quantizer(made(logic)).format == Format{false, 2, 1});
}

TEST_CASE("merge_quantizers keeps what the inner quantizer truncates away") {
  TwoInputs program(kByte);
  const Use inner = program.cut(program.a, {true, 3, 1});
  const Use outer = program.cut(compose(inner, 1, false), {false, 2, 3});
  const CombLogic logic = after(merge_quantizers, program.with_outputs({outer}));
  CHECK(logic.operands(made(logic))[0] == compose(program.a, 1, false));
  CHECK(logic.quantizer(made(logic)).format == Format{false, 2, 0});
}

TEST_CASE("merge_quantizers keeps an inner quantizer that wraps to fewer bits") {
  TwoInputs program(kByte);
  const Use outer = program.cut(program.cut(program.a, {false, 2, 3}), {true, 1, 2});
  after(merge_quantizers, program.with_outputs({outer}));
  TwoInputs other(kByte);
  const Use wide = other.cut(compose(other.cut(other.a, {true, 2, 3}), 1, true), {false, 5, 0});
  after(merge_quantizers, other.with_outputs({wide}), /*changes=*/false);
}

TEST_CASE("merge_quantizers gives a relu the format of the one quantizer that reads it") {
  TwoInputs program(kByte);
  const Use relu{program.builder.relu(program.a)};
  const CombLogic logic = after(merge_quantizers, program.with_outputs({program.cut(relu, {false, 2, 1})}));
  REQUIRE(logic.relu_format(made(logic)) != nullptr);
  CHECK(*logic.relu_format(made(logic)) == Format{false, 2, 1});
}

TEST_CASE("merge_quantizers leaves a relu alone that is read twice") {
  TwoInputs program(kByte);
  const Use relu{program.builder.relu(program.a)};
  after(merge_quantizers, program.with_outputs({program.cut(relu, {false, 2, 1}), relu}), /*changes=*/false);
}

TEST_CASE("merge_quantizers drops a number that is a multiple of the period") {
  TwoInputs program(kByte);
  const Use sum = program.sum(program.a, program.number(24));
  const CombLogic logic = after(merge_quantizers, program.with_outputs({program.cut(sum, {true, 2, 1}), sum}));
  CHECK(logic.operands(made(logic))[0] == program.a);
}

TEST_CASE("merge_quantizers adds the smallest number with the same effect") {
  TwoInputs program(kByte);
  const Use sum = program.sum(program.a, program.number(15));
  const CombLogic logic = after(merge_quantizers, program.with_outputs({program.cut(sum, {true, 3, 1})}));
  const Operation& added = logic.definition(logic.operands(made(logic))[0].value);
  CHECK(logic.interval(logic.operands(added)[1]) == Interval::point(Dyadic(-1)));
}

}  // namespace
}  // namespace wirefold
