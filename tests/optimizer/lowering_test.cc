// SPDX-License-Identifier: Apache-2.0
#include "tests/optimizer/equivalence.h"
#include "wirefold/ir/builder.h"
#include "wirefold/ir/verifier.h"
#include "wirefold/optimizer/cost/operation_cost.h"
#include "wirefold/optimizer/optimize.h"

namespace wirefold {
namespace {

std::size_t adders_of(const CombLogic& logic) {
  std::size_t count = 0;
  for (const Operation& operation : logic.operations()) count += is_adder(logic, operation) ? 1 : 0;
  return count;
}

// The most operations between an input and the first output.
int depth_of(const CombLogic& logic) {
  std::vector<int> level(logic.value_count(), 0);
  for (const Operation& operation : logic.operations()) {
    for (const Use& use : logic.operands(operation)) {
      level[operation.first_result] = std::max(level[operation.first_result], level[use.value] + 1);
    }
  }
  return level[logic.outputs()[0].elements[0].value];
}

// One input of `format`, quantized; every value of the input is tried.
void check_quantizer(const Format& input, const Quantizer& quantizer) {
  Builder builder;
  builder.begin_input("x", Shape{1});
  const ValueId x = builder.input(input);
  builder.add_output({"y", Shape{1}, {{builder.quantize({x}, quantizer)}}});
  const CombLogic traced = builder.finish();
  const CombLogic lowered = optimize(traced);
  REQUIRE(violations(lowered, ProgramStage::kLowered).empty());
  Interpreter expected(traced);
  Interpreter actual(lowered);
  const Interval range = Interval::of(input);
  for (Integer n = range.low; n <= range.high; n += 1) {
    const Dyadic number(n, range.exponent);
    const Dyadic wanted = expected.run({&number, 1})[0];
    const Dyadic got = actual.run({&number, 1})[0];
    if (wanted == got) continue;
    INFO(print(traced) << print(lowered) << "x = " << number.to_string());
    REQUIRE(wanted.to_string() == got.to_string());
  }
}

TEST_CASE("a quantizer of every mode and divisor lowers to the same function on every input") {
  const auto rounding = static_cast<Rounding>(GENERATE(range(0, 7)));
  const auto overflow = static_cast<Overflow>(GENERATE(range(0, 4)));
  const auto divisor = GENERATE(1, 3, 5, 7, 11, 255);
  INFO(to_string(rounding) << " " << to_string(overflow) << " / " << divisor);
  for (const Format input : {Format{true, 4, 4}, Format{false, 4, 3}, Format{true, 6, -2}, Format{true, 0, 5}}) {
    for (const Format target : {Format{true, 2, 2}, Format{false, 3, 0}, Format{true, 5, -1}, Format{false, 1, 6},
                                Format{true, 0, 0}, Format{false, 0, 0}, Format{true, -2, 4}, Format{false, 9, -4}}) {
      check_quantizer(input, {target, rounding, overflow, Integer(divisor)});
    }
  }
}

TEST_CASE("optimize keeps random programs bit-exact and leaves only what a backend takes") {
  const auto seed = GENERATE(range(1000, 1400));
  INFO("seed " << seed);
  Random random(static_cast<std::uint64_t>(seed));
  const CombLogic traced = random_program(random, {.inputs = 1 + seed % 6, .operations = 5 + seed % 40});
  const CombLogic lowered = optimize(traced);
  CHECK(violations(lowered, ProgramStage::kLowered).empty());
  CHECK(optimize(lowered) == lowered);
  check_equivalent(traced, lowered, random, 30);
}

TEST_CASE("optimize keeps wide random programs bit-exact") {
  const auto seed = GENERATE(range(0, 60));
  INFO("seed " << seed);
  Random random(static_cast<std::uint64_t>(seed));
  const CombLogic traced = random_program(random, {.operations = 30, .widest = 300});
  check_equivalent(traced, optimize(traced), random, 10);
}

TEST_CASE("a sum of eight terms becomes a tree of three levels") {
  Builder builder;
  builder.begin_input("x", Shape{8});
  std::vector<Use> terms;
  for (int i = 0; i < 8; ++i) terms.push_back({builder.input({true, 7, 0})});
  builder.add_output({"y", Shape{1}, {{builder.sum(terms)}}});
  const CombLogic lowered = optimize(builder.finish());
  CHECK(adders_of(lowered) == 7);
  CHECK(depth_of(lowered) == 3);
}

TEST_CASE("a bias takes no adder level of its own") {
  Builder builder;
  builder.begin_input("x", Shape{3});
  std::vector<Use> inputs;
  for (int i = 0; i < 3; ++i) inputs.push_back({builder.input({true, 7, 0})});
  Matrix ones(3, 1);
  for (Dyadic& entry : ones.entries) entry = 1;
  const Use terms[] = {{builder.linear(inputs, ones)}, {builder.constant(9)}};
  builder.add_output({"y", Shape{1}, {{builder.sum(terms)}}});
  const CombLogic lowered = optimize(builder.finish());
  CHECK(adders_of(lowered) == 3);
  CHECK(depth_of(lowered) == 2);
}

TEST_CASE("the maximum of a value and zero is a relu") {
  Builder builder;
  builder.begin_input("x", Shape{1});
  const ValueId x = builder.input({true, 7, 0});
  const Use operands[] = {{x}, {builder.constant(0)}};
  builder.add_output({"y", Shape{1}, {{builder.maximum(operands)}}});
  const CombLogic lowered = optimize(builder.finish());
  CHECK(lowered.operations().back().opcode == Opcode::kRelu);
  CHECK(adders_of(lowered) == 0);
}

TEST_CASE("a product with a constant needs no multiplier") {
  Builder builder;
  builder.begin_input("x", Shape{1});
  const ValueId x = builder.input({true, 7, 0});
  builder.add_output({"y", Shape{1}, {{builder.multiply({x}, {builder.constant(45)})}}});
  const CombLogic lowered = optimize(builder.finish());
  for (const Operation& operation : lowered.operations()) CHECK(operation.opcode != Opcode::kMultiply);
  CHECK(adders_of(lowered) == 2);  // 45 = 5 * 9
}

TEST_CASE("names of layers survive optimization") {
  Builder builder;
  builder.begin_input("x", Shape{1});
  const ValueId x = builder.input({true, 7, 0});
  Matrix weight(1, 1);
  weight(0, 0) = 3;
  const ValueId tripled = builder.linear({{x}}, weight);
  builder.add_named_tensor({"tripled", Shape{1}, {{tripled}}});
  builder.add_output({"y", Shape{1}, {{builder.relu({tripled})}}});
  const CombLogic lowered = optimize(builder.finish());
  REQUIRE(lowered.named_tensors().size() == 1);
  const Use& element = lowered.named_tensors()[0].elements[0];
  REQUIRE(element.value != kNoValue);
  CHECK(lowered.interval(element) == Interval{-384, 381, 0});
}

}  // namespace
}  // namespace wirefold
