// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "tests/catch.h"
#include "tests/fuzz/check.h"

namespace wirefold::fuzz {
namespace {

constexpr unsigned kSteps = 20;

void check_seeds(std::uint64_t first, std::uint64_t count) {
  for (std::uint64_t seed = first; seed < first + count; ++seed) {
    const Recipe recipe = Recipe::of(seed, kSteps);
    const std::string problem = problem_of(recipe);
    if (problem.empty()) continue;
    const Recipe shortest = minimised(recipe, [](const Recipe& shorter) { return !problem_of(shorter).empty(); });
    FAIL_CHECK(problem_of(shortest) << "\nreplay: wirefold_fuzz " << to_string(shortest));
  }
}

// Four cases, so that they run side by side.
TEST_CASE("random models agree in every form, part 1") { check_seeds(1000, 500); }
TEST_CASE("random models agree in every form, part 2") { check_seeds(2000, 500); }
TEST_CASE("random models agree in every form, part 3") { check_seeds(3000, 500); }
TEST_CASE("random models agree in every form, part 4") { check_seeds(4000, 500); }

TEST_CASE("random models agree as pipelined RTL") {
  const std::uint64_t seed = GENERATE(Catch::Generators::range(1, 7));
  INFO("seed " << seed);
  CHECK(problem_of(Recipe::of(seed, kSteps), true) == "");
}

TEST_CASE("the random models take every kind of step") {
  std::vector<std::string> taken;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    const std::vector<std::string> steps = RandomModel(Recipe::of(seed, kSteps)).steps_taken();
    taken.insert(taken.end(), steps.begin(), steps.end());
  }
  for (const auto steps : {arithmetic_steps(), logic_steps(), shape_steps(), table_steps()}) {
    for (const StepKind& kind : steps) {
      INFO(kind.name);
      CHECK(std::find(taken.begin(), taken.end(), kind.name) != taken.end());
    }
  }
}

TEST_CASE("a failing model is cut down to the steps it needs") {
  const auto fails = [](const Recipe& recipe) {
    const auto has = [&](unsigned step) {
      return std::find(recipe.steps.begin(), recipe.steps.end(), step) != recipe.steps.end();
    };
    return has(3) && has(11) && has(17);
  };
  CHECK(minimised(Recipe::of(1, kSteps), fails).steps == std::vector<unsigned>{3, 11, 17});
}

}  // namespace
}  // namespace wirefold::fuzz
