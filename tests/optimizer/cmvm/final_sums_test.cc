// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/cmvm/final_sums.h"

#include <algorithm>
#include <functional>
#include <optional>

#include "tests/catch.h"
#include "tests/optimizer/cmvm/problems.h"

namespace wirefold::cmvm {
namespace {

Problem problem_of(std::vector<std::uint32_t> arrivals) {
  Problem problem;
  problem.matrix = Matrix(arrivals.size(), 1);
  problem.arrivals = std::move(arrivals);
  return problem;
}

DigitColumn one_digit_each(std::size_t inputs) {
  DigitColumn digits;
  for (std::uint32_t i = 0; i < inputs; ++i) digits.push_back({i, 0, false});
  return digits;
}

// The earliest end over all trees, by trying them.
std::uint32_t earliest_end(std::vector<std::uint32_t> times) {
  if (times.size() == 1) return times[0];
  std::optional<std::uint32_t> best;
  for (std::size_t i = 0; i < times.size(); ++i) {
    for (std::size_t j = i + 1; j < times.size(); ++j) {
      std::vector<std::uint32_t> rest = times;
      rest[i] = std::max(times[i], times[j]) + 1;
      rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(j));
      best = std::min(best.value_or(0xFFFFFFFF), earliest_end(rest));
    }
  }
  return *best;
}

TEST_CASE("the least depth is that of the best tree") {
  std::mt19937_64 random(7);
  for (int i = 0; i < 60; ++i) {
    std::vector<std::uint32_t> arrivals(static_cast<std::size_t>(random_integer(random, 1, 6)));
    for (std::uint32_t& arrival : arrivals) arrival = static_cast<std::uint32_t>(random_integer(random, 0, 4));
    const Problem problem = problem_of(arrivals);
    CHECK(least_depth(NodeTable(problem), one_digit_each(arrivals.size())) == earliest_end(arrivals));
  }
}

TEST_CASE("a sum meets its deadline, and the least depth where the deadline is too early") {
  std::mt19937_64 random(8);
  for (int i = 0; i < 200; ++i) {
    std::vector<std::uint32_t> arrivals(static_cast<std::size_t>(random_integer(random, 1, 40)));
    const std::int64_t latest = random_integer(random, 0, 60);
    for (std::uint32_t& arrival : arrivals) arrival = static_cast<std::uint32_t>(random_integer(random, 0, latest));
    const Problem problem = problem_of(arrivals);
    DigitColumn digits = one_digit_each(arrivals.size());
    for (Digit& digit : digits) {
      digit.power = static_cast<std::int32_t>(random_integer(random, -20, 20));
      digit.negative = random_integer(random, 0, 1) == 1;
    }
    NodeTable nodes(problem);
    const std::uint32_t least = least_depth(nodes, digits);
    const std::uint32_t deadline = static_cast<std::uint32_t>(random_integer(random, 0, 2 * latest + 10));
    const Term sum = sum_digits(nodes, digits, deadline);
    INFO("latest arrival " << latest << ", deadline " << deadline << ", least depth " << least);
    CHECK(nodes.arrival(sum.node) >= least);
    CHECK(nodes.arrival(sum.node) <= std::max(deadline, least));
    // Only a column without a positive digit may end up negated.
    CHECK((!sum.negate || std::all_of(digits.begin(), digits.end(), std::mem_fn(&Digit::negative))));
  }
}

TEST_CASE("time to spare is spent on fewer one-bit adders") {
  // Each value is wider than the one before: a chain costs less than a tree, but takes six levels.
  Problem problem = problem_of({0, 0, 0, 0, 0, 0, 0});
  DigitColumn digits = one_digit_each(7);
  for (std::uint32_t i = 0; i < 7; ++i) digits[i].power = static_cast<std::int32_t>(2 * i);
  const auto bits = [&](std::uint32_t deadline) {
    NodeTable nodes(problem);
    const Term sum = sum_digits(nodes, digits, deadline);
    return nodes.cost({&sum, 1}).one_bit_adders;
  };
  CHECK(bits(6) < bits(3));
}

TEST_CASE("the sum of no digits is zero and the sum of one digit is that digit") {
  NodeTable nodes(problem_of({0}));
  CHECK(sum_digits(nodes, {}, 3) == Term{});
  CHECK(sum_digits(nodes, {{0, -4, true}}, 3) == Term{0, -4, true});
}

TEST_CASE("digits that cancel through a shared node sum to zero") {
  NodeTable nodes(problem_of({0, 0}));
  const Term sum = nodes.add({0, 0, false}, {1, 0, false});
  CHECK(sum_digits(nodes, {{0, 0, false}, {1, 0, false}, {sum.node, 0, true}}, 5) == Term{});
}

}  // namespace
}  // namespace wirefold::cmvm
