// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/cmvm/constant_chains.h"

#include <algorithm>
#include <random>
#include <set>

#include "tests/catch.h"
#include "wirefold/optimizer/cmvm/solver.h"

namespace wirefold::cmvm {
namespace {

constexpr std::uint64_t kNoLimit = UINT64_MAX;
constexpr std::uint32_t kLimit = 1U << (kMostConstantBits + 1);

// Every odd number below the limit that is one addition away from two of `numbers`, one by one as it is defined.
std::set<std::uint32_t> one_away(const std::vector<std::uint32_t>& numbers) {
  std::set<std::uint32_t> result;
  for (const std::int64_t a : numbers) {
    for (const std::int64_t b : numbers) {
      for (std::int64_t power = 1; power <= kLimit; power *= 2) {
        for (std::int64_t sum : {a * power + b, a * power - b, b - a * power}) {
          while (sum > 0 && sum % 2 == 0) sum /= 2;
          if (sum > 0 && sum < kLimit) result.insert(static_cast<std::uint32_t>(sum));
        }
      }
    }
  }
  return result;
}

bool is_chain(const ConstantChain& chain) {
  std::vector<std::uint32_t> made{1};
  for (const std::uint32_t number : chain) {
    if (one_away(made).count(number) == 0) return false;
    made.push_back(number);
  }
  return true;
}

Problem row_of(const std::vector<std::int64_t>& weights) {
  Problem problem;
  problem.matrix = Matrix(1, weights.size());
  for (std::size_t j = 0; j < weights.size(); ++j) problem.matrix(0, j) = Dyadic(weights[j]);
  return problem;
}

Problem column_of(const std::vector<std::int64_t>& weights) {
  Problem problem;
  problem.matrix = Matrix(weights.size(), 1);
  for (std::size_t i = 0; i < weights.size(); ++i) problem.matrix(i, 0) = Dyadic(weights[i]);
  return problem;
}

TEST_CASE("the chain of a constant is as short as brute force finds it") {
  std::vector<std::size_t> shortest(kLimit, 4);  // of what takes no less than four
  for (const std::uint32_t a : one_away({1})) {
    for (const std::uint32_t b : one_away({1, a})) {
      for (const std::uint32_t c : one_away({1, a, b})) shortest[c] = std::min<std::size_t>(shortest[c], 3);
      shortest[b] = std::min<std::size_t>(shortest[b], 2);
    }
  }
  for (const std::uint32_t a : one_away({1})) shortest[a] = 1;
  for (std::uint32_t constant = 3; constant < 1U << kMostConstantBits; constant += 2) {
    const ConstantChains found = shortest_chains({constant}, kNoLimit);
    REQUIRE(!found.chains.empty());
    INFO(constant);
    REQUIRE(found.chains[0].size() == shortest[constant]);
  }
}

TEST_CASE("a chain makes its numbers one after the other and holds all constants") {
  const std::uint64_t seed = 8;
  INFO("seed " << seed);
  std::mt19937_64 random(seed);
  for (std::size_t count = 1; count <= 6; ++count) {
    std::set<std::uint32_t> constants;
    while (constants.size() < count) constants.insert(static_cast<std::uint32_t>(random() % 127 * 2 + 3));
    const ConstantChains found = shortest_chains({constants.begin(), constants.end()}, kNoLimit);
    REQUIRE(!found.chains.empty());
    for (const ConstantChain& chain : found.chains) {
      CHECK(chain.size() == found.chains[0].size());
      CHECK(is_chain(chain));
      for (const std::uint32_t constant : constants) CHECK(std::count(chain.begin(), chain.end(), constant) == 1);
    }
  }
}

TEST_CASE("a search for chains that may take no steps finds none") { CHECK(shortest_chains({3}, 0).chains.empty()); }

TEST_CASE("constants of one input take the fewest adders at any effort") {
  for (const Effort& effort : {Effort::fast(), Effort{}}) {
    Options options;
    options.effort = effort;
    CHECK(solve(row_of({45}), options).cost.adders == 2);  // 5 * 9
    CHECK(solve(row_of({-2893}), options).cost.adders == 4);
    CHECK(solve(row_of({7, 105, 15, 0, -28}), options).cost.adders == 3);
    CHECK(solve(row_of({805, 1, 2, -805}), options).cost.adders == 3);
  }
}

TEST_CASE("one output of several inputs takes the adders of its constants and one for each further input") {
  Options options;
  options.effort = Effort::fast();
  CHECK(solve(column_of({7, 105, 15}), options).cost.adders == 5);
  CHECK(solve(column_of({-2893, 8}), options).cost.adders == 5);
}

TEST_CASE("constants of more than twelve bits are searched as any matrix is") {
  Options options;
  options.effort = Effort::fast();
  const Solution solution = solve(row_of({123457, 45}), options);
  CHECK(evaluate(solution.graph) == row_of({123457, 45}).matrix);
}

TEST_CASE("a delay limit keeps out chains that are too deep") {
  Options options;
  options.effort = Effort::fast();
  options.extra_depth = 0;
  for (std::int64_t constant = 3; constant < 4096; constant += 34) {
    const Solution solution = solve(row_of({constant}), options);
    CHECK(solution.cost.depth == solution.least_depth);
  }
}

}  // namespace
}  // namespace wirefold::cmvm
