// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/lowering/crossing_terms.h"

#include "tests/catch.h"

namespace wirefold {
namespace {

// Terms of the values given, all so many levels before the border.
CrossingSum sum_of(std::vector<std::size_t> values, std::uint32_t levels_before, std::uint64_t slots) {
  CrossingSum sum{{}, slots, 8};
  for (const std::size_t value : values) sum.terms.push_back({value, levels_before});
  return sum;
}

TEST_CASE("terms cross as they are where all of them have a slot") {
  const auto crossing = crossing_of(sum_of({0, 1, 2}, 1, 4), MayCross(3, true));
  REQUIRE(crossing);
  CHECK(crossing->plain.size() == 3);
  CHECK(crossing->groups.empty());
}

TEST_CASE("the fewest groups are added up before the border, each of as many terms as there is time for") {
  // Four slots for nine terms that are two levels early: one group of four leaves five, two leave one.
  const auto crossing = crossing_of(sum_of({0, 1, 2, 3, 4, 5, 6, 7, 8}, 2, 4), MayCross(9, true));
  REQUIRE(crossing);
  CHECK(crossing->plain.size() == 1);
  REQUIRE(crossing->groups.size() == 2);
  CHECK(crossing->groups[0].size() == 4);
  CHECK(crossing->groups[1].size() == 4);
}

TEST_CASE("a term whose value may not cross is added up") {
  MayCross may_cross(3, true);
  may_cross[1] = false;
  const auto crossing = crossing_of(sum_of({0, 1, 2}, 1, 4), may_cross);
  REQUIRE(crossing);
  CHECK(crossing->plain == std::vector<std::size_t>{0});
  CHECK(crossing->groups == std::vector<std::vector<std::size_t>>{{1, 2}});
}

TEST_CASE("no crossing is found where too many values would cross") {
  CHECK(!crossing_of(sum_of({0, 1, 2}, 0, 2), MayCross(3, true)));
}

TEST_CASE("a late term takes more of a group than an early one") {
  CrossingSum sum = sum_of({0, 1, 2}, 2, 1);
  sum.terms[0].levels_before = 1;
  const auto crossing = crossing_of(sum, MayCross(3, false));
  REQUIRE(crossing);
  CHECK(crossing->groups == std::vector<std::vector<std::size_t>>{{0, 1, 2}});
  sum.terms[1].levels_before = 0;
  CHECK(!crossing_of(sum, MayCross(3, false)));
}

TEST_CASE("values that many sums read cross once, values of one sum are added up") {
  // Four sums of values 0 and 1, which all read, and of two values of their own.
  std::vector<CrossingSum> sums;
  for (std::size_t own = 2; own < 10; own += 2) sums.push_back(sum_of({0, 1, own, own + 1}, 1, 4));
  const std::vector<std::uint32_t> width_bits(10, 6);
  MayCross wanted(10, false);
  wanted[0] = wanted[1] = true;
  CHECK(values_that_cross(sums, width_bits) == wanted);
}

}  // namespace
}  // namespace wirefold
