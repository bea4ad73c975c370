// SPDX-License-Identifier: Apache-2.0
#include "wirefold/ir/table.h"

#include "tests/catch.h"
#include "tests/ir/value_sets.h"
#include "wirefold/ir/builder.h"
#include "wirefold/ir/error.h"
#include "wirefold/ir/ranges.h"
#include "wirefold/ir/semantics.h"

namespace wirefold {
namespace {

std::vector<Dyadic> numbers(std::initializer_list<int> list, int exponent = 0) {
  std::vector<Dyadic> values;
  for (const int number : list) values.emplace_back(number, exponent);
  return values;
}

TEST_CASE("an entry is found by the bit pattern of a signed index") {
  const Table table({true, 1, 1}, numbers({10, 11, 12, 13, 20, 21, 22, 23}));
  CHECK(table(Dyadic(0)) == Dyadic(10));
  CHECK(table(Dyadic(3, -1)) == Dyadic(13));
  CHECK(table(Dyadic(-2)) == Dyadic(20));
  CHECK(table(Dyadic(-1, -1)) == Dyadic(23));
}

TEST_CASE("an index out of range is wrapped and one off the grid is floored") {
  const Table table({false, 2, 0}, numbers({1, 3, 5, 7}));
  CHECK(table(Dyadic(5)) == Dyadic(3));
  CHECK(table(Dyadic(-1)) == Dyadic(7));
  CHECK(table(Dyadic(11, -2)) == Dyadic(5));
}

TEST_CASE("tables of equal content are equal whatever their numbers were written as") {
  const Table a({false, 1, 0}, numbers({4, -8}));
  const Table b({false, 1, 0}, numbers({1, -2}, 2));
  CHECK(a == b);
  CHECK(a.hash() == b.hash());
  CHECK(a.exponent() == 2);
  CHECK_FALSE(a == Table({false, 0, 1}, numbers({4, -8})));
  CHECK_FALSE(a == Table({false, 1, 0}, numbers({4, 8})));
}

TEST_CASE("the range of a lookup is that of the entries in reach") {
  const Table table({true, 2, 0}, numbers({0, 12, -4, 7, 100, 6, 10, 2}));
  for (int low = -6; low <= 6; ++low) {
    for (const int steps : {0, 1, 2, 5, 9}) {
      for (const int grid : {-1, 0, 1}) {
        const Interval x = steps == 0 ? Interval::point(Dyadic(low, grid)) : Interval{low, low + steps, grid};
        // Of the index's range after it wraps, which may hold more than the values that are met.
        ValueSet entries;
        for (const Dyadic& index : values_of(quantized_range(x, {.format = table.index()}))) {
          entries.push_back(table(index));
        }
        const Interval range = table.range(x);
        const Interval exact = hull_of(entries);
        CHECK(range == (exact.is_point() ? Interval::point(exact.low_value()) : exact));
      }
    }
  }
}

TEST_CASE("an index of more than 20 bits is refused") {
  CHECK_THROWS_WITH(Table(Format{false, 21, 0}, {}),
                    "lookup: a table for an index of 21 bits, the limit is 20; quantize the index to fewer bits");
}

TEST_CASE("a table with a wrong number of entries is a mistake of ours") {
  CHECK_THROWS_AS(Table(Format{false, 2, 0}, numbers({1, 2, 3})), InternalError);
}

TEST_CASE("an index of no bits has one entry") {
  const Table table(Format{}, numbers({5}));
  CHECK(table(Dyadic(3)) == Dyadic(5));
  CHECK(table.range(Interval{Integer(0), Integer(9), 0}) == Interval::point(Dyadic(5)));
}

TEST_CASE("a program keeps equal tables once") {
  Builder builder;
  builder.begin_input("x", Shape{});
  const Use x{builder.input({false, 1, 0})};
  const auto table = [](int first) { return std::make_shared<const Table>(Format{false, 1, 0}, numbers({first, 4})); };
  builder.lookup(x, table(1));
  builder.lookup(x, table(2));
  builder.lookup({x.value, 1, true}, table(1));
  const CombLogic logic = builder.finish();
  CHECK(logic.tables().size() == 2);
  CHECK(logic.table(logic.operations()[3])(Dyadic(0)) == Dyadic(1));
}

}  // namespace
}  // namespace wirefold
