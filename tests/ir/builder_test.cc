// SPDX-License-Identifier: Apache-2.0
#include "wirefold/ir/builder.h"

#include "tests/catch.h"
#include "wirefold/ir/error.h"

namespace wirefold {
namespace {

// A builder with `count` inputs, every one s3.1: [-8, 15/2] step 1/2.
struct Inputs {
  explicit Inputs(int count) {
    builder.begin_input("x", Shape{count});
    for (int i = 0; i < count; ++i) builder.input({true, 3, 1});
  }
  Use x(ValueId index) const { return {index}; }
  Interval interval(ValueId value) const { return builder.graph().interval(value); }
  ValueId sum(std::vector<Use> terms) { return builder.sum(terms); }

  Builder builder;
};

const Interval kInput{-16, 15, -1};

TEST_CASE("a value minus itself is zero") {
  Inputs in(1);
  CHECK(in.interval(in.sum({in.x(0), {0, 0, true}})) == Interval{});
  CHECK(in.interval(in.sum({{0, 3, false}, {0, 3, true}})) == Interval{});
}

TEST_CASE("three times a value minus twice the value is as narrow as the value") {
  Inputs in(1);
  const ValueId triple = in.sum({{0, 1, false}, in.x(0)});
  CHECK(in.interval(triple) == Interval{-48, 45, -1});
  CHECK(in.interval(in.sum({{triple}, {0, 1, true}})) == kInput);
}

TEST_CASE("what was added and subtracted again leaves no trace in the interval") {
  Inputs in(2);
  const ValueId total = in.sum({in.x(0), in.x(1)});
  CHECK(in.interval(total) == Interval{-32, 30, -1});
  CHECK(in.interval(in.sum({{total}, {0, 0, true}})) == kInput);
}

TEST_CASE("correlation passes through linear operations, factors and quantizers that change nothing") {
  Inputs in(2);
  Matrix matrix(2, 2);
  matrix.entries = {1, 1, 1, -1};
  const ValueId both = in.builder.linear({in.x(0), in.x(1)}, matrix);
  CHECK(in.interval(in.sum({{both}, {both + 1}})) == Interval{-16, 15, 0});  // 2 a
  const ValueId seven = in.builder.constant(7);
  const ValueId product = in.builder.multiply({seven, 0, true}, {0, 1, false});
  CHECK(in.interval(in.sum({{product}, {0, 4, false}})) == Interval{-16, 15, 0});  // -14 a + 16 a
  const ValueId same = in.builder.quantize(in.x(0), {.format = {true, 5, 3}});
  CHECK(in.interval(in.sum({{same}, {0, 0, true}})) == Interval{});
  const ValueId positive = in.builder.relu({same, 0, true});
  CHECK(in.interval(in.builder.relu({positive})) == in.interval(positive));
  CHECK(in.interval(in.sum({{in.builder.relu({positive})}, {positive, 0, true}})) == Interval{});
}

TEST_CASE("a quantizer that changes its value cuts the correlation") {
  Inputs in(1);
  const ValueId floored = in.builder.quantize(in.x(0), {.format = {true, 3, 0}});
  CHECK(in.interval(floored) == Interval{-8, 7, 0});
  CHECK(in.interval(in.sum({in.x(0), {floored, 0, true}})) == Interval{-30, 31, -1});
}

TEST_CASE("the larger of a value and its negative is never negative") {
  Inputs in(1);
  const Use pair[] = {in.x(0), {0, 0, true}};
  CHECK(in.interval(in.builder.maximum(pair)) == Interval{0, 16, -1});
  CHECK(in.interval(in.builder.minimum(pair)) == Interval{-16, 0, -1});
}

TEST_CASE("a maximum whose order is known is the larger operand") {
  Inputs in(1);
  const ValueId one = in.builder.constant(1);
  const ValueId next = in.sum({in.x(0), {one}});
  const Use pair[] = {in.x(0), {next}};
  const ValueId larger = in.builder.maximum(pair);
  const ValueId smaller = in.builder.minimum(pair);
  CHECK(in.interval(larger) == in.interval(next));
  CHECK(in.interval(in.sum({{larger}, {next, 0, true}})) == Interval{});
  CHECK(in.interval(in.sum({{smaller}, {0, 0, true}})) == Interval{});
  CHECK(in.interval(in.sum({{larger}, {smaller, 0, true}})) == Interval::point(1));
}

TEST_CASE("the product of a value with itself is a square") {
  Inputs in(1);
  CHECK(in.interval(in.builder.multiply(in.x(0), in.x(0))) == Interval{0, 256, -2});
  CHECK(in.interval(in.builder.multiply({0, 3, true}, {0, -1, false})) == Interval{-256, 0, 0});
  CHECK(in.interval(in.builder.multiply({0, 0, true}, {0, 0, true})) == Interval{0, 256, -2});
}

TEST_CASE("sums of more symbols than a form keeps stay sound") {
  Inputs in(200);
  std::vector<Use> terms;
  for (ValueId i = 0; i < 64; ++i) terms.push_back(in.x(i));
  const ValueId of_64 = in.builder.sum(terms);
  terms.push_back(in.x(64));
  const ValueId of_65 = in.builder.sum(terms);
  CHECK(in.interval(of_64) == Interval{-16 * 64, 15 * 64, -1});
  CHECK(in.interval(of_65) == Interval{-16 * 65, 15 * 65, -1});
  // 64 symbols are kept and cancel, 65 are not: still all that the difference can be.
  CHECK(in.interval(in.sum({{of_64}, {0, 0, true}})) == Interval{-16 * 63, 15 * 63, -1});
  CHECK(in.interval(in.sum({{of_65}, {0, 0, true}})) == Interval{-16 * 65 - 15, 15 * 65 + 16, -1});
  CHECK(in.interval(in.sum({{of_65}, {of_65, 0, true}})) == Interval{});
}

TEST_CASE("constants, selects and comparisons have exact intervals") {
  Inputs in(1);
  CHECK(in.interval(in.builder.constant(Dyadic(-24))) == Interval{-3, -3, 3});
  CHECK(in.interval(in.builder.constant(0)) == Interval{});
  const ValueId bit = in.builder.less_than(in.x(0), Dyadic(0));
  CHECK(in.interval(bit) == Interval{0, 1, 0});
  CHECK(in.interval(in.builder.less_than(in.x(0), Dyadic(8))) == Interval::point(1));
  CHECK(in.interval(in.builder.less_than(in.x(0), Dyadic(-8))) == Interval{});
  CHECK(in.interval(in.builder.select({bit}, {0, 2, false}, {0, 0, true})) == Interval{-64, 60, -1});
}

TEST_CASE("a narrowed value narrows what is made of it") {
  Inputs in(1);
  const ValueId same = in.sum({in.x(0)});
  in.builder.narrow(same, {0, 3, 0});
  CHECK(in.interval(same) == Interval{0, 3, 0});
  CHECK(in.interval(in.sum({{same, 1, false}})) == Interval{0, 3, 1});
  in.builder.narrow(same, Interval::point(2));
  CHECK(in.interval(in.sum({{same}, {same}})) == Interval::point(4));
  CHECK_THROWS_AS(in.builder.narrow(same, Interval::point(3)), ContradictionError);
}

TEST_CASE("a copied program is the same program") {
  Inputs in(2);
  const ValueId total = in.builder.sum(std::vector<Use>{in.x(0), {1, 2, true}}, {"a/b/model.cc", 17});
  in.builder.narrow(total, {-8, 7, 1});
  in.builder.quantize({total}, {.format = {true, 2, 1}, .rounding = Rounding::kRndConv, .divisor = 3},
                      {"model.cc", 18});
  in.builder.relu({total}, Format{false, 2, 0});
  const CombLogic from = in.builder.finish();
  for (const RangeTracking tracking : {RangeTracking::kAffine, RangeTracking::kIntervals}) {
    Builder copier(tracking);
    copier.begin_input("x", Shape{2});
    for (const Operation& operation : from.operations()) copier.copy(from, operation, from.operands(operation));
    const CombLogic copy = copier.finish();
    CHECK(copy == from);
    CHECK(to_string(copy.location(copy.definition(total))) == "model.cc:17");
  }
}

TEST_CASE("a copy has the range of its own operands where that is narrower than what was known") {
  Inputs in(2);
  const ValueId total = in.sum({in.x(0), in.x(1)});
  const CombLogic from = in.builder.finish();
  Builder copier(RangeTracking::kIntervals);
  copier.begin_input("x", Shape{2});
  copier.input({true, 1, 1});
  copier.input({true, 3, 1});
  const std::vector<Use> narrower = {{0}, {1}};
  const ValueId copied = copier.copy(from, from.definition(total), narrower);
  CHECK(copier.graph().interval(copied) == Interval{-20, 18, -1});
}

TEST_CASE("locations are told apart by name and line, not by where the name was stored") {
  Inputs in(1);
  std::string file = "first.cc";
  in.builder.sum(std::vector{in.x(0)}, {file.c_str(), 5});
  file = "other.cc";
  in.builder.sum(std::vector{in.x(0)}, {file.c_str(), 5});
  file = "gone.cc";
  const CombLogic logic = in.builder.finish();
  CHECK(to_string(logic.location(logic.operations()[1])) == "first.cc:5");
  CHECK(to_string(logic.location(logic.operations()[2])) == "other.cc:5");
  CHECK(to_string(logic.location(logic.operations()[0])).empty());
}

TEST_CASE("a finished builder is empty") {
  Inputs in(1);
  in.builder.set_name("first");
  in.builder.finish();
  const CombLogic empty = in.builder.finish();
  CHECK(empty.operations().empty());
  CHECK(empty.inputs().empty());
  CHECK(empty.name() == "model");
}

}  // namespace
}  // namespace wirefold
