// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/passes/demanded_bits.h"
#include "tests/optimizer/passes/pass_check.h"
#include "wirefold/optimizer/cost/operation_cost.h"

namespace wirefold {
namespace {

const Format kTenBits{true, 9, 0};

int adder_bits_of(const CombLogic& logic) {
  int bits = 0;
  for (const Operation& operation : logic.operations()) {
    if (operation.opcode == Opcode::kSum) bits += adder_bits(logic, operation);
  }
  return bits;
}

TEST_CASE("drop_undemanded_bits computes a sum modulo the widest quantizer that reads it") {
  TwoInputs program(kTenBits);
  const Use sum = program.sum(program.a, program.b);
  const CombLogic before = program.with_outputs({program.cut(sum, {true, 3, 0}), program.cut(sum, {false, 6, 0})});
  CHECK(adder_bits_of(before) == 10);
  CHECK(adder_bits_of(after(drop_undemanded_bits, before)) == 6);
}

TEST_CASE("drop_undemanded_bits goes through chains of sums") {
  TwoInputs program(kTenBits);
  Use sum = program.sum(program.a, program.b);
  for (int i = 0; i < 3; ++i) sum = program.sum(sum, compose(program.b, i, true));
  const CombLogic before = program.with_outputs({program.cut(sum, {true, 4, 0})});
  CHECK(adder_bits_of(after(drop_undemanded_bits, before)) == 5 + 5 + 4 + 3);
}

TEST_CASE("drop_undemanded_bits leaves a sum alone whose sign is read") {
  TwoInputs program(kTenBits);
  const Use sum = program.sum(program.a, program.b);
  const Use sign{program.builder.less_than(sum, 0)};
  after(drop_undemanded_bits, program.with_outputs({program.cut(sum, {true, 3, 0}), sign}), /*changes=*/false);
}

TEST_CASE("drop_undemanded_bits leaves a relu's operand its sign") {
  TwoInputs program(kTenBits);
  const Use sum = program.sum(program.a, program.b);
  const Use relu{program.builder.relu(sum, Format{false, 3, 0})};
  after(drop_undemanded_bits, program.with_outputs({relu}), /*changes=*/false);
}

TEST_CASE("drop_undemanded_bits selects only the bits that are read") {
  TwoInputs program(kTenBits);
  const Use bit = program.bit();
  const Use select{program.builder.select(bit, program.a, program.b)};
  const CombLogic logic = after(drop_undemanded_bits, program.with_outputs({program.cut(select, {false, 6, -2})}));
  const Operation& narrow = logic.definition(logic.operands(made(logic))[0].value);
  CHECK(narrow.opcode == Opcode::kSelect);
  CHECK(logic.format(narrow.first_result).width() == 4);
}

TEST_CASE("drop_undemanded_bits keeps low bits that make a carry") {
  TwoInputs program({true, 4, 4});
  const Use carries = program.sum(program.a, program.b);
  after(drop_undemanded_bits, program.with_outputs({program.cut(carries, {true, 5, 0})}), /*changes=*/false);
  TwoInputs other({true, 4, 4});
  const Use passes = other.sum(other.a, compose(other.b, 4, false));
  const CombLogic logic = after(drop_undemanded_bits, other.with_outputs({other.cut(passes, {true, 9, 0})}));
  CHECK(count_of(logic, Opcode::kQuantize) == 2);
}

TEST_CASE("drop_undemanded_bits keeps the sign that a signed format copies upwards") {
  TwoInputs program({true, 2, 6});
  const Use fraction = program.cut(program.a, {true, -1, 5});
  after(drop_undemanded_bits, program.with_outputs({program.cut(fraction, {true, 4, 0})}), /*changes=*/false);
}

TEST_CASE("drop_undemanded_bits takes the name from a value that is computed modulo") {
  TwoInputs program(kTenBits);
  const Use sum = program.sum(program.a, program.b);
  program.builder.add_named_tensor({"dense", Shape{2}, {sum, program.a}});
  const CombLogic logic = after(drop_undemanded_bits, program.with_outputs({program.cut(sum, {true, 3, 0})}));
  REQUIRE(logic.named_tensors().size() == 1);
  CHECK(logic.named_tensors()[0].elements[0].value == kNoValue);
  CHECK(logic.named_tensors()[0].elements[1] == program.a);
}

}  // namespace
}  // namespace wirefold
