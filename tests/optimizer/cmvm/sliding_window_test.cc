// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/cmvm/sliding_window.h"

#include "tests/catch.h"
#include "tests/optimizer/cmvm/problems.h"

namespace wirefold::cmvm {
namespace {

// A window of width x height places in each channel, with random weights of so many bits.
SlidingWindow random_window(std::uint64_t seed, int width, int height, int channels, std::size_t columns, int bits) {
  std::mt19937_64 random(seed);
  SlidingWindow window;
  for (std::int16_t y = 0; y < height; ++y) {
    for (std::int16_t x = 0; x < width; ++x) {
      for (std::uint32_t channel = 0; channel < static_cast<std::uint32_t>(channels); ++channel) {
        window.places.push_back({channel, {x, y}});
      }
    }
  }
  window.problem.matrix = random_matrix(random, window.places.size(), columns, bits);
  window.problem.inputs.assign(window.places.size(), Interval::of({true, 7, 0}));
  return window;
}

Options steps(std::uint64_t count) {
  Options options;
  options.effort = Effort::in_steps(count);
  return options;
}

TEST_CASE("positions share more than each could alone") {
  const std::uint64_t seed = 7;
  INFO("seed " << seed);
  const SlidingWindow window = random_window(seed, 5, 1, 1, 8, 6);
  const Solution alone = solve(window.problem);
  const auto shared = solve(window, alone, {});
  REQUIRE(shared);
  CHECK(computes(shared->graph, window));
  CHECK(shared->cost.one_bit_adders * 100 < alone.cost.one_bit_adders * 95);
}

TEST_CASE("windows of two dimensions and several channels share") {
  const std::uint64_t seed = 3;
  INFO("seed " << seed);
  const SlidingWindow window = random_window(seed, 3, 3, 2, 3, 5);
  const Solution alone = solve(window.problem);
  const auto shared = solve(window, alone, steps(2'000'000));
  REQUIRE(shared);
  CHECK(computes(shared->graph, window));
  CHECK(shared->cost.one_bit_adders < alone.cost.one_bit_adders);
}

TEST_CASE("weights may be fractions, outputs zero, copies, negatives or inputs") {
  SlidingWindow window;
  window.places = {{0, {0, 0}}, {0, {1, 0}}, {0, {2, 0}}};
  window.problem.matrix = matrix_of({{3, 0, 0, -3, 5}, {5, 3, 0, -5, 0}, {0, 5, 0, 0, 0}});
  for (Dyadic& weight : window.problem.matrix.entries) weight = scaled(weight, -2);
  window.problem.matrix(1, 4) = Dyadic(0);
  window.problem.matrix(0, 4) = Dyadic(2);
  window.problem.inputs.assign(3, Interval::of({true, 3, 2}));
  const Solution alone = solve(window.problem);
  const auto shared = solve(window, alone, {});
  REQUIRE(shared);
  CHECK(computes(shared->graph, window));
  CHECK(shared->cost.adders == 3);  // 3 a + 5 b, once for two columns
}

TEST_CASE("a delay limit is kept") {
  const std::uint64_t seed = 11;
  INFO("seed " << seed);
  const SlidingWindow window = random_window(seed, 8, 1, 1, 4, 6);
  Options options = steps(3'000'000);
  options.extra_depth = 0;
  const Solution alone = solve(window.problem, options);
  const auto shared = solve(window, alone, options);
  REQUIRE(shared);
  CHECK(computes(shared->graph, window));
  CHECK(shared->cost.depth <= alone.least_depth);
}

TEST_CASE("inputs that arrive late are used late") {
  const std::uint64_t seed = 5;
  INFO("seed " << seed);
  SlidingWindow window = random_window(seed, 3, 1, 2, 2, 5);
  for (const WindowPlace& place : window.places) window.problem.arrivals.push_back(place.channel == 0 ? 0 : 4);
  Options options = steps(1'000'000);
  options.extra_depth = 1;
  const Solution alone = solve(window.problem, options);
  const auto shared = solve(window, alone, options);
  REQUIRE(shared);
  CHECK(shared->cost.depth <= alone.least_depth + 1);
}

TEST_CASE("threads do not change what positions share") {
  const std::uint64_t seed = 9;
  INFO("seed " << seed);
  const SlidingWindow window = random_window(seed, 3, 3, 1, 2, 6);
  const Solution alone = solve(window.problem);
  Options options = steps(1'000'000);
  const auto one = solve(window, alone, options);
  options.threads = 2;
  const auto two = solve(window, alone, options);
  REQUIRE((one && two));
  CHECK(one->cost == two->cost);
  CHECK(one->steps == two->steps);
  CHECK(forms_of(one->graph) == forms_of(two->graph));
}

TEST_CASE("weights beyond the search are left to each position") {
  SlidingWindow window;
  window.places = {{0, {0, 0}}, {0, {1, 0}}};
  window.problem.matrix = matrix_of({{(std::int64_t{1} << 40) + 12345}, {3}});
  window.problem.inputs.assign(2, Interval::of({true, 7, 0}));
  CHECK(!solve(window, solve(window.problem), {}));
}

TEST_CASE("a graph that computes something else is seen") {
  const SlidingWindow window = random_window(1, 3, 1, 1, 1, 5);
  SlidingSolution solution = *solve(window, solve(window.problem), {});
  solution.graph.outputs[0].at.x = static_cast<std::int16_t>(solution.graph.outputs[0].at.x + 1);
  CHECK(!computes(solution.graph, window));
}

}  // namespace
}  // namespace wirefold::cmvm
