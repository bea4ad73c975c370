// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/passes/narrow_intervals.h"
#include "tests/optimizer/passes/pass_check.h"

namespace wirefold {
namespace {

// A program whose values have the intervals that operands alone give.
struct Untracked : TwoInputs {
  Untracked() {
    builder = Builder(RangeTracking::kIntervals);
    builder.begin_input("x", Shape{2});
    a = {builder.input({true, 3, 0})};
    b = {builder.input({true, 3, 0})};
  }
};

TEST_CASE("narrow_intervals knows that x - x/2 is as wide as x/2") {
  Untracked program;
  const Use difference = program.sum(program.a, compose(program.a, -1, true));
  const CombLogic before = program.with_outputs({difference});
  CHECK(before.interval(output(before)).high_value() == Dyadic(11) + Dyadic(1, -1) - Dyadic(1, -1));
  const CombLogic logic = after(narrow_intervals, before);
  CHECK(logic.interval(output(logic)) == Interval{-8, 7, -1});
}

TEST_CASE("narrow_intervals narrows a select that keeps the smaller of two") {
  Untracked program;
  const Use less{program.builder.less_than(program.a, 3)};
  const Use select{program.builder.select(less, program.a, program.number(3))};
  const CombLogic logic = after(narrow_intervals, program.with_outputs({select}));
  CHECK(logic.interval(output(logic)) == Interval{-8, 3, 0});
}

TEST_CASE("narrow_intervals narrows a select by a negated and shifted operand") {
  Untracked program;
  const Use less{program.builder.less_than(compose(program.a, 1, true), -5)};  // a > 2.5
  const Use select{program.builder.select(less, program.number(0), compose(program.a, 2, false))};
  const CombLogic logic = after(narrow_intervals, program.with_outputs({select}));
  CHECK(logic.interval(output(logic)) == Interval{-8, 2, 2});
}

TEST_CASE("narrow_intervals leaves alone what a trace knows already") {
  TwoInputs program;
  const Use difference = program.sum(program.a, compose(program.a, -1, true));
  after(narrow_intervals, program.with_outputs({difference}), /*changes=*/false);
}

}  // namespace
}  // namespace wirefold
