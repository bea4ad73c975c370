// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/passes/flatten.h"
#include "tests/optimizer/passes/pass_check.h"

namespace wirefold {
namespace {

// Something that is not lowered.
Use largest(TwoInputs& program, const Use& a, const Use& b) {
  const Use operands[] = {a, b};
  return {program.builder.maximum(operands)};
}
Use smallest(TwoInputs& program, const Use& a, const Use& b) {
  const Use operands[] = {a, b};
  return {program.builder.minimum(operands)};
}

TEST_CASE("flatten_nested makes one sum of a chain of them") {
  TwoInputs program;
  Use sum = largest(program, program.a, program.b);
  for (int i = 1; i < 6; ++i) sum = program.sum(compose(sum, 1, i % 2 == 0), compose(program.b, i, false));
  const CombLogic logic = after(flatten_nested, program.with_outputs({sum}));
  CHECK(count_of(logic, Opcode::kSum) == 1);
  CHECK(made(logic).operand_count == 6);
}

TEST_CASE("flatten_nested keeps a sum that is read twice, or has a name") {
  TwoInputs program;
  const Use inner = program.sum(program.a, largest(program, program.a, program.b));
  const Use named = program.sum(inner, program.b);
  program.builder.add_named_tensor({"dense", Shape{1}, {named}});
  after(flatten_nested, program.with_outputs({program.sum(named, program.a), inner}), /*changes=*/false);
}

TEST_CASE("flatten_nested takes the minimum of negated values for the negated maximum") {
  TwoInputs program;
  const Use inner = smallest(program, program.a, compose(program.b, 1, false));
  const Use outer = largest(program, minus(inner), program.number(2));
  const CombLogic logic = after(flatten_nested, program.with_outputs({outer}));
  CHECK(count_of(logic, Opcode::kMinimum) == 0);
  CHECK(made(logic).operand_count == 3);
}

TEST_CASE("flatten_nested leaves the bias at its product") {
  TwoInputs program;
  Matrix matrix(2, 1);
  matrix(0, 0) = 3;
  matrix(1, 0) = 5;
  const Use product{program.builder.linear({program.a, program.b}, matrix)};
  const Use biased = program.sum(product, program.number(4));
  after(flatten_nested, program.with_outputs({program.sum(biased, program.a)}), /*changes=*/false);
}

TEST_CASE("flatten_nested leaves a lowered program alone") {
  TwoInputs program;
  const Use sum = program.sum(program.sum(program.a, program.b), program.b);
  after(flatten_nested, program.with_outputs({sum}), /*changes=*/false);
}

}  // namespace
}  // namespace wirefold
