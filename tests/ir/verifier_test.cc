// SPDX-License-Identifier: Apache-2.0
#include "wirefold/ir/verifier.h"

#include "tests/catch.h"
#include "tests/programs/random_program.h"
#include "wirefold/ir/builder.h"
#include "wirefold/ir/error.h"

namespace wirefold {
namespace {

using Texts = std::vector<std::string>;

Builder two_inputs() {
  Builder builder;
  builder.begin_input("x", Shape{2});
  builder.input({true, 3, 1});
  builder.input({true, 3, 1});
  return builder;
}

TEST_CASE("random traced programs are sound") {
  const std::uint64_t seed = 11;
  INFO("seed " << seed);
  Random random(seed);
  for (int i = 0; i < 100; ++i) CHECK(violations(random_program(random, {.operations = 40})) == Texts{});
}

TEST_CASE("random lowered programs are sound as lowered programs") {
  const std::uint64_t seed = 12;
  INFO("seed " << seed);
  Random random(seed);
  for (int i = 0; i < 100; ++i) {
    CHECK(violations(random_program(random, {.operations = 40, .lowered = true}), ProgramStage::kLowered) == Texts{});
  }
}

TEST_CASE("a lowered program holds no traced operations") {
  Builder builder = two_inputs();
  const Use three[] = {{0}, {1}, {0}};
  const Use four[] = {{0}, {1}, {0}, {1}};
  builder.sum(four, {"model.cc", 4});
  builder.maximum(three, {"model.cc", 5});
  builder.minimum(three);
  Matrix matrix(2, 2);
  builder.linear({{0}, {1}}, matrix, {"model.cc", 6});
  builder.quantize({0}, {.format = {true, 2, 0}, .rounding = Rounding::kRnd}, {"model.cc", 7});
  builder.quantize({0}, {.format = {true, 2, 0}, .overflow = Overflow::kSat});
  builder.quantize({0}, {.format = {true, 2, 0}, .divisor = 3});
  builder.quantize({0}, {.format = {true, 2, 0}});
  const CombLogic logic = builder.finish();
  CHECK(violations(logic) == Texts{});
  CHECK(violations(logic, ProgramStage::kLowered) ==
        Texts{"%2 = sum: 4 terms in a lowered program  [model.cc:4]",
              "%3 = maximum: is left in a lowered program  [model.cc:5]", "%4 = minimum: is left in a lowered program",
              "%5 = linear: is left in a lowered program  [model.cc:6]",
              "%7 = quantize: does more than drop bits in a lowered program  [model.cc:7]",
              "%8 = quantize: does more than drop bits in a lowered program",
              "%9 = quantize: does more than drop bits in a lowered program"});
}

TEST_CASE("tensors have as many elements as their shapes say") {
  Builder builder = two_inputs();
  builder.begin_input("late", Shape{3});
  builder.add_output({"y", Shape{2, 2}, {{0}, {1}}});
  builder.add_named_tensor({"hidden", Shape{}, {}});
  CHECK(violations(builder.finish()) == Texts{"output 'y' of shape (2, 2) has 2 elements",
                                              "tensor 'hidden' of shape () has 0 elements",
                                              "input 'late' of shape (3,) has 0 elements"});
}

TEST_CASE("named tensors use values that exist or were removed") {
  Builder builder = two_inputs();
  builder.add_named_tensor({"hidden", Shape{3}, {{1}, Use{}, {2}}});
  CHECK(violations(builder.finish()) == Texts{"tensor 'hidden' uses a value that does not exist"});
}

TEST_CASE("layers end at values that exist, each once") {
  Builder builder = two_inputs();
  builder.add_named_tensor({"twice", Shape{1}, {Use{}}, {1, 1}});
  builder.add_named_tensor({"beyond", Shape{1}, {Use{}}, {0, 2}});
  CHECK(violations(builder.finish()) == Texts{"tensor 'twice' ends at values that do not exist or do not rise",
                                              "tensor 'beyond' ends at values that do not exist or do not rise"});
}

TEST_CASE("an open input is too wide for a finished program") {
  Builder builder;
  builder.begin_input("x", Shape{1});
  builder.input({true, 1024, 1024}, {"model.cc", 3});
  CHECK(violations(builder.finish()) == Texts{"%0 = input: 2049 bits  [model.cc:3]"});
}

TEST_CASE("verify names the first broken rules") {
  Builder builder = two_inputs();
  for (int i = 0; i < 7; ++i) builder.add_output({"y" + std::to_string(i), Shape{1}, {}});
  const CombLogic logic = builder.finish();
  std::string text;
  try {
    verify(logic);
  } catch (const InternalError& error) {
    text = error.what();
  }
  CHECK(text ==
        "wirefold internal error, please report: the program breaks 7 rules:\n"
        "  output 'y0' of shape (1,) has 0 elements\n  output 'y1' of shape (1,) has 0 elements\n"
        "  output 'y2' of shape (1,) has 0 elements\n  output 'y3' of shape (1,) has 0 elements\n"
        "  output 'y4' of shape (1,) has 0 elements");
  CHECK_NOTHROW(verify(CombLogic()));
}

}  // namespace
}  // namespace wirefold
