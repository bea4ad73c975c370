// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/passes/pass.h"
#include "tests/optimizer/equivalence.h"
#include "wirefold/ir/builder.h"
#include "wirefold/ir/verifier.h"
#include "wirefold/optimizer/optimize.h"
#include "wirefold/optimizer/passes/common_subexpressions.h"
#include "wirefold/optimizer/passes/dead_code.h"

namespace wirefold {
namespace {

// Two inputs of four bits.
struct TwoInputs {
  TwoInputs() {
    builder.begin_input("x", Shape{2});
    a = {builder.input({true, 3, 0})};
    b = {builder.input({true, 3, 0})};
  }
  CombLogic with_outputs(std::vector<Use> elements) {
    builder.add_output({"y", Shape{elements.size()}, elements});
    return builder.finish();
  }
  ValueId sum(const Use& first, const Use& second) {
    const Use terms[] = {first, second};
    return builder.sum(terms);
  }

  Builder builder;
  Use a;
  Use b;
};

void check_pass(Pass pass, const CombLogic& before, bool changes, std::size_t operations_after) {
  CombLogic after = before;
  const bool changed = pass(after, {});
  CHECK(changed == changes);
  CHECK((after == before) == !changes);
  CHECK(after.operations().size() == operations_after);
  CombLogic again = after;
  CHECK_FALSE(pass(again, {}));
  CHECK(again == after);
  Random random(1);
  check_equivalent(before, after, random, 50);
}

TEST_CASE("remove_dead_code drops what no output needs and keeps inputs") {
  TwoInputs program;
  const ValueId kept = program.sum(program.a, program.b);
  program.builder.multiply(program.a, program.b);
  check_pass(remove_dead_code, program.with_outputs({{kept}}), true, 3);
}

TEST_CASE("remove_dead_code leaves a live program alone") {
  TwoInputs program;
  const ValueId kept = program.sum(program.a, program.b);
  check_pass(remove_dead_code, program.with_outputs({{kept}}), false, 3);
}

TEST_CASE("remove_dead_code lets a named tensor keep nothing alive") {
  TwoInputs program;
  const ValueId kept = program.sum(program.a, program.b);
  const ValueId dead = program.builder.multiply(program.a, program.b);
  program.builder.add_named_tensor({"middle", Shape{2}, {{kept}, {dead}}});
  CombLogic logic = program.with_outputs({{kept}});
  CHECK(remove_dead_code(logic, {}));
  REQUIRE(logic.named_tensors().size() == 1);
  CHECK(logic.named_tensors()[0].elements[0] == Use{2});
  CHECK(logic.named_tensors()[0].elements[1].value == kNoValue);
}

TEST_CASE("the layer of an element that is gone ends at what its operands became") {
  TwoInputs program;
  const ValueId kept = program.sum(program.a, program.b);
  const ValueId squared = program.builder.multiply({kept}, {kept});
  const ValueId dead = program.sum({squared}, program.a);
  program.builder.add_named_tensor({"middle", Shape{2}, {{dead}, program.a}});
  CombLogic logic = program.with_outputs({{kept}});
  CHECK(remove_dead_code(logic, {}));
  CHECK(logic.named_tensors()[0].elements == std::vector<Use>{Use{}, program.a});
  CHECK(logic.named_tensors()[0].ends == std::vector<ValueId>{kept});
  SECTION("and stays there") {
    CHECK_FALSE(remove_dead_code(logic, {}));
    CHECK_FALSE(merge_common_subexpressions(logic, {}));
  }
}

TEST_CASE("merge_common_subexpressions computes a + b and b + a once") {
  TwoInputs program;
  const ValueId first = program.sum(program.a, program.b);
  const ValueId second = program.sum(program.b, program.a);
  check_pass(merge_common_subexpressions, program.with_outputs({{first}, {second}}), true, 3);
}

TEST_CASE("merge_common_subexpressions computes a - b and b - a once") {
  TwoInputs program;
  const ValueId first = program.sum(program.a, compose(program.b, 0, true));
  const ValueId second = program.sum(program.b, compose(program.a, 0, true));
  check_pass(merge_common_subexpressions, program.with_outputs({{first}, {second}}), true, 3);
}

TEST_CASE("merge_common_subexpressions sees through shifts that all terms share") {
  TwoInputs program;
  const ValueId first = program.sum(program.a, program.b);
  const ValueId second = program.sum(compose(program.a, 3, true), compose(program.b, 3, true));
  check_pass(merge_common_subexpressions, program.with_outputs({{first}, {second}}), true, 3);
}

TEST_CASE("merge_common_subexpressions turns x + x into a shift and x - x into zero") {
  TwoInputs program;
  const ValueId twice = program.sum(program.a, program.a);
  const ValueId nothing = program.sum(program.a, compose(program.a, 0, true));
  const CombLogic logic = program.with_outputs({{twice}, {nothing}});
  check_pass(merge_common_subexpressions, logic, true, 3);  // the inputs and the constant 0
}

TEST_CASE("merge_common_subexpressions drops quantizers that never change a value") {
  TwoInputs program;
  const ValueId wide = program.builder.quantize(program.a, {.format = {true, 5, 2}});
  check_pass(merge_common_subexpressions, program.with_outputs({{wide}}), true, 2);
}

TEST_CASE("merge_common_subexpressions keeps two relus of different formats apart") {
  TwoInputs program;
  const ValueId first = program.builder.relu(program.a, Format{false, 2, 0});
  const ValueId second = program.builder.relu(program.a, Format{false, 1, 0});
  check_pass(merge_common_subexpressions, program.with_outputs({{first}, {second}}), false, 4);
}

TEST_CASE("merge_common_subexpressions computes equal linear operations once") {
  TwoInputs program;
  Matrix matrix(2, 1);
  matrix(0, 0) = 3;
  matrix(1, 0) = 5;
  const ValueId first = program.builder.linear({program.a, program.b}, matrix);
  const ValueId second = program.builder.linear({program.a, program.b}, matrix);
  matrix(1, 0) = 7;
  const ValueId third = program.builder.linear({program.a, program.b}, matrix);
  check_pass(merge_common_subexpressions, program.with_outputs({{first}, {second}, {third}}), true, 4);
}

TEST_CASE("every pass keeps random programs equivalent, sound and is idempotent") {
  const auto seed = GENERATE(range(0, 300));
  INFO("seed " << seed);
  Random random(static_cast<std::uint64_t>(seed));
  CombLogic logic = random_program(random, {.operations = 5 + seed % 30, .lowered = seed % 3 == 0});
  for (int round = 0; round < 2; ++round) {
    for (const PassInfo& pass : all_passes()) {
      INFO("pass " << pass.name << " in round " << round);
      const CombLogic before = logic;
      const bool changed = pass.run(logic, {});
      CHECK(changed == !(logic == before));
      CHECK(violations(logic).empty());
      CombLogic again = logic;
      CHECK_FALSE(pass.run(again, {}));
      check_equivalent(before, logic, random, 20);
      CHECK(logic.inputs().size() == before.inputs().size());
      CHECK(logic.outputs()[0].name == before.outputs()[0].name);
    }
  }
}

TEST_CASE("passes take a chain of two hundred thousand operations without recursion") {
  TwoInputs program;
  Use x = program.a;
  for (int i = 0; i < 100000; ++i) {
    x = {program.builder.quantize({program.sum(x, program.b)}, {.format = {true, 3, 0}})};
  }
  CombLogic logic = program.with_outputs({x});
  run_pipeline(logic, optimization_pipeline(), {});
  CHECK(logic.operations().size() == 200002);
}

// A bit may turn out to be a negated value: -x for x in {-1, 0}.
TEST_CASE("a select by a value that another pass knows as a negated one is kept a select by a bit") {
  Builder builder;
  builder.begin_input("x", Shape{3});
  const Use sign{builder.input({true, 0, 0})};
  const Use a{builder.input({true, 3, 0})};
  const Use b{builder.input({true, 3, 0})};
  const Use negated[] = {compose(sign, 0, true)};
  const Use bit{builder.sum(negated)};
  builder.add_output({"y", Shape{1}, {{builder.select(bit, a, b)}}});
  const CombLogic logic = builder.finish();
  const CombLogic optimized = optimize(logic);
  for (const int x : {-1, 0}) {
    const Dyadic sample[] = {Dyadic(x), Dyadic(5), Dyadic(-3)};
    CHECK(Interpreter(optimized).run(sample)[0] == Dyadic(x == 0 ? -3 : 5));
  }
}

}  // namespace
}  // namespace wirefold
