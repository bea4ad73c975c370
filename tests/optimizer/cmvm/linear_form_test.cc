// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/cmvm/linear_form.h"

#include "tests/catch.h"

namespace wirefold::cmvm {
namespace {

constexpr Format kByte{true, 7, 0};
constexpr Format kUnsigned{false, 4, 0};

TEST_CASE("forms add up and drop what cancels") {
  const std::vector<Coefficient> a{{0, 3}, {2, 1}};
  const std::vector<Coefficient> b{{1, 5}, {2, 2}};
  std::vector<Coefficient> sum;
  add_forms({a, 1, false}, {b, 0, true}, sum);
  CHECK(sum == std::vector<Coefficient>{{0, 6}, {1, -5}});
}

TEST_CASE("the format of a form is exact where its terms share inputs") {
  Problem problem;
  problem.matrix = Matrix(2, 1);
  problem.inputs = {Interval::of(kByte), Interval::of(Format{false, 4, 2})};
  const InputRanges ranges(problem);
  const auto format = [&](const std::vector<Coefficient>& form) { return ranges.format(form); };
  CHECK(format({{0, 1}}) == kByte);
  CHECK(format({{0, -4}}) == Format{true, 10, -2});
  CHECK(format({{0, 3}}) == Format{true, 9, 0});
  // [-128, 127] - [0, 15.75] is [-143.75, 127].
  CHECK(format({{0, 1}, {1, -1}}) == Format{true, 8, 2});
  CHECK(format({{1, 8}}) == Format{false, 7, -1});
}

TEST_CASE("inputs are 8-bit signed unless the problem says otherwise") {
  Problem problem;
  problem.matrix = Matrix(1, 1);
  const std::vector<Coefficient> form{{0, 1}};
  CHECK(InputRanges(problem).format(form) == kByte);
}

TEST_CASE("an input that is always zero takes no bits") {
  Problem problem;
  problem.matrix = Matrix(2, 1);
  problem.inputs = {Interval{}, Interval::of(kByte)};
  const std::vector<Coefficient> zero{{0, 5}};
  const std::vector<Coefficient> both{{0, 5}, {1, 1}};
  CHECK(InputRanges(problem).format(zero).is_zero());
  CHECK(InputRanges(problem).format(both) == kByte);
}

TEST_CASE("an adder costs the bits from the higher least bit to the highest operand bit, sign included") {
  CHECK(adder_bits(kByte, 0, kByte, 0) == 8);
  CHECK(adder_bits(kByte, 0, kByte, 3) == 8);
  CHECK(adder_bits(kByte, 3, kByte, 0) == 8);
  CHECK(adder_bits(kUnsigned, 0, kUnsigned, 0) == 4);
  CHECK(adder_bits(kUnsigned, 0, kByte, 0) == 8);
  CHECK(adder_bits(kUnsigned, 6, kByte, 0) == 5);
  CHECK(adder_bits(Format{}, 0, kByte, 0) == 0);
}

TEST_CASE("the overlap of two operands is the bits that both have, or the gap between them") {
  CHECK(overlap_bits(kByte, 0, kByte, 0) == 8);
  CHECK(overlap_bits(kByte, 0, kByte, 3) == 5);
  CHECK(overlap_bits(kByte, 3, kByte, 0) == 5);
  CHECK(overlap_bits(kUnsigned, 0, kUnsigned, 6) == -2);
}

}  // namespace
}  // namespace wirefold::cmvm
