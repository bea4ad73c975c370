// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/lowering/balance_sums.h"

#include "tests/optimizer/adder_levels.h"
#include "tests/optimizer/dense_layers.h"
#include "tests/optimizer/passes/pass_check.h"
#include "wirefold/optimizer/optimize.h"

namespace wirefold {
namespace {

const PassContext& early() {
  static const PassContext context{.depth = {.adds_early = true}};
  return context;
}

// ((((a + b) + a << 1) - b << 2) + a << 3) + b << 4
Use chain_of_sums(TwoInputs& program) {
  Use sum = program.sum(program.a, program.b);
  for (int i = 1; i < 5; ++i) {
    sum = program.sum(sum, compose(i % 2 == 1 ? program.a : program.b, i, i == 2));
  }
  return sum;
}

TEST_CASE("balance_sums makes a chain of sums a tree") {
  TwoInputs program;
  const CombLogic before = program.with_outputs({chain_of_sums(program)});
  const CombLogic balanced = after(balance_sums, before, true, early());
  CHECK(adder_levels(before) == 5);
  CHECK(adder_levels(balanced) == 3);
  CHECK(count_of(balanced, Opcode::kSum) == 5);
}

TEST_CASE("balance_sums does nothing unless depth asks for early sums") {
  TwoInputs program;
  after(balance_sums, program.with_outputs({chain_of_sums(program)}), false);
}

TEST_CASE("balance_sums keeps a sum that is read twice, or has a name") {
  TwoInputs program;
  const Use inner = program.sum(program.a, program.b);
  const Use outer = program.sum(inner, compose(program.b, 3, false));
  SECTION("read twice") { after(balance_sums, program.with_outputs({outer, inner}), false, early()); }
  SECTION("named") {
    program.builder.add_named_tensor({"inner", Shape{1}, {inner}});
    const CombLogic logic = after(balance_sums, program.with_outputs({outer}), false, early());
    CHECK(logic.named_tensors()[0].elements[0].value != kNoValue);
  }
}

TEST_CASE("balance_sums keeps random programs equivalent and is idempotent") {
  const auto seed = GENERATE(range(0, 100));
  INFO("seed " << seed);
  Random random(static_cast<std::uint64_t>(seed));
  const CombLogic before = optimize(random_program(random, {.operations = 40, .lowered = true}));
  CombLogic balanced = before;
  const bool changed = balance_sums(balanced, early());
  CHECK(changed == !(balanced == before));
  CHECK(violations(balanced, ProgramStage::kLowered).empty());
  check_equivalent(before, balanced, random, 20);
  CHECK_FALSE(balance_sums(balanced, early()));
}

TEST_CASE("sums for stages keep random programs equivalent, within their stages, and are idempotent") {
  const auto seed = GENERATE(range(0, 60));
  const std::uint32_t levels = 1 + static_cast<std::uint32_t>(seed) % 4;
  INFO("seed " << seed << ", " << levels << " levels");
  Random random(static_cast<std::uint64_t>(seed));
  const CombLogic before = optimize(dense_layers(random, {8, 6, 5}));
  const PassContext staged{.depth = {.adds_early = true, .levels_per_stage = levels}};
  CombLogic earliest = before;
  balance_sums(earliest, early());
  CombLogic balanced = before;
  balance_sums(balanced, staged);
  CHECK(violations(balanced, ProgramStage::kLowered).empty());
  check_equivalent(before, balanced, random, 20);
  const auto stages = [&](const CombLogic& logic) { return (adder_levels(logic) + levels - 1) / levels; };
  CHECK(stages(balanced) == stages(earliest));
  CHECK_FALSE(balance_sums(balanced, staged));
}

}  // namespace
}  // namespace wirefold
