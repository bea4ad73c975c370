// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/cmvm/pattern_table.h"

#include <map>

#include "tests/catch.h"
#include "tests/optimizer/cmvm/problems.h"
#include "wirefold/optimizer/cmvm/pattern_queue.h"

namespace wirefold::cmvm {
namespace {

TEST_CASE("a pattern comes back from its key") {
  const std::vector<Pattern> patterns = {
      {0, 0, 1, false},
      {0, 1, -5, true},
      {7, 9, 300, false},
      {Pattern::kNodeLimit - 1, Pattern::kNodeLimit - 1, Pattern::kShiftLimit - 1, true},
      {0, 0, -Pattern::kShiftLimit + 1, false}};
  for (const Pattern& pattern : patterns) {
    CHECK(Pattern::of_key(pattern.key()) == pattern);
    CHECK(pattern.key() != 0);
  }
}

TEST_CASE("the table holds what a map holds, through growth and removal") {
  const std::uint64_t seed = 3;
  INFO("seed " << seed);
  std::mt19937_64 random(seed);
  PatternTable table;
  std::map<std::uint64_t, std::uint32_t> expected;
  for (int i = 0; i < 20000; ++i) {
    const auto key = static_cast<std::uint64_t>(random_integer(random, 1, 4000));
    if (random_integer(random, 0, 2) == 0) {
      const auto count = static_cast<std::uint32_t>(random_integer(random, 2, 5));
      table.set({key, count, 1});
      expected[key] = count;
    } else {
      table.decrement(key);
      if (const auto known = expected.find(key); known != expected.end() && --known->second < 2) expected.erase(known);
    }
  }
  for (std::uint64_t key = 1; key <= 4000; ++key) {
    const auto known = expected.find(key);
    const PatternTable::Entry* entry = table.find(key);
    REQUIRE((entry != nullptr) == (known != expected.end()));
    if (entry != nullptr) CHECK(entry->count == known->second);
  }
}

TEST_CASE("the counter reports what was seen twice, in order of first sight, and starts over") {
  PatternCounter counter;
  std::vector<PatternCounter::Entry> counted;
  for (std::uint64_t key = 5000; key > 0; --key) counter.increment(key);
  for (const std::uint64_t key : {17U, 4000U, 17U}) counter.increment(key);
  counter.drain(counted);
  REQUIRE(counted.size() == 2);
  CHECK((counted[0].key == 4000 && counted[0].count == 2));
  CHECK((counted[1].key == 17 && counted[1].count == 3));
  counter.increment(17);
  counter.drain(counted);
  CHECK(counted.empty());
}

TEST_CASE("the queue gives the most valuable pattern first, of equals the one with the largest key") {
  PatternTable table;
  PatternQueue queue;
  const auto put = [&](const PatternTable::Entry& entry) {
    table.set(entry);
    queue.push(entry);
  };
  put({10, 2, 8});
  put({11, 4, 4});
  put({12, 9, 1});
  put({13, 3, 100'000});
  put({14, 2, 9});
  table.decrement(11);  // worth 12 from here on
  table.decrement(14);  // gone
  std::vector<std::uint64_t> order;
  while (const std::uint64_t key = queue.pop(table)) order.push_back(key);
  CHECK(order == std::vector<std::uint64_t>{13, 10, 11, 12});
}

}  // namespace
}  // namespace wirefold::cmvm
