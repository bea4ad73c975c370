// SPDX-License-Identifier: Apache-2.0
#include "tests/catch.h"
#include "wirefold/ir/builder.h"
#include "wirefold/ir/schedule.h"
#include "wirefold/ir/text.h"
#include "wirefold/ir/verifier.h"
#include "wirefold/sim/interpreter.h"

namespace wirefold {
namespace {

// Nothing here may recurse over the program or take more than linear time; the test's time limit says so.
void check_whole_path(const CombLogic& logic, const std::vector<Dyadic>& inputs, const Dyadic& expected) {
  CHECK(violations(logic).empty());
  const std::string text = print(logic);
  const CombLogic back = parse(text);
  CHECK((back == logic));
  Interpreter interpreter(back);
  CHECK(interpreter.run(inputs)[0] == expected);
  const Schedule schedule = combinational_schedule(logic);
  CHECK(violations(logic, schedule).empty());
  CHECK(register_bits(logic, schedule).total() == 0);
}

TEST_CASE("a chain of a million operations is built, verified, printed, read and run") {
  constexpr int kLength = 1'000'000;
  Builder builder;
  builder.begin_input("x", Shape{1});
  ValueId last = builder.input({true, 7, 0});
  const ValueId one = builder.constant(1);
  for (int i = 0; i < kLength; ++i) {
    const Use terms[] = {{last}, {one}};
    last = builder.sum(terms, {"chain.cc", 1 + i % 10});
  }
  builder.add_output({"y", Shape{1}, {{last}}});
  const CombLogic logic = builder.finish();
  CHECK(logic.interval(last) == Interval{kLength - 128, kLength + 127, 0});
  check_whole_path(logic, {Dyadic(-5)}, Dyadic(kLength - 5));
}

TEST_CASE("a chain that adds a hundred thousand inputs is built, verified, printed, read and run") {
  constexpr int kLength = 100'000;
  Builder builder;
  builder.begin_input("x", Shape{kLength});
  for (int i = 0; i < kLength; ++i) builder.input({true, 7, 0});
  Use total{0};
  for (ValueId i = 1; i < kLength; ++i) {
    const Use terms[] = {total, {i, 0, i % 2 == 1}};
    total = {builder.sum(terms)};
  }
  builder.add_output({"y", Shape{1}, {total}});
  const CombLogic logic = builder.finish();
  std::vector<Dyadic> inputs(kLength, Dyadic(1));
  inputs[1] = Dyadic(-128);
  check_whole_path(logic, inputs, Dyadic(129));
}

TEST_CASE("one sum of a hundred thousand terms is built, printed, read and run") {
  constexpr int kLength = 100'000;
  Builder builder;
  builder.begin_input("x", Shape{1});
  builder.input({true, 7, 0});
  const ValueId total = builder.sum(std::vector<Use>(kLength, Use{0}));
  builder.add_output({"y", Shape{1}, {{total}}});
  check_whole_path(builder.finish(), {Dyadic(3)}, Dyadic(3 * kLength));
}

}  // namespace
}  // namespace wirefold
