// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/cmvm/mutation.h"

#include <algorithm>

#include "tests/catch.h"
#include "wirefold/optimizer/cmvm/digit_forms.h"

namespace wirefold::cmvm {
namespace {

Recipe recipe_of(std::vector<int> weights) {
  Matrix matrix(weights.size(), 1);
  for (std::size_t i = 0; i < weights.size(); ++i) matrix(i, 0) = Dyadic(weights[i]);
  Recipe recipe;
  recipe.stages = std::make_shared<const std::vector<Matrix>>(1, std::move(matrix));
  return recipe;
}

std::vector<std::vector<SignedDigit>> digits_of(const Recipe& recipe) {
  const Matrix& matrix = (*recipe.stages)[0];
  std::vector<std::vector<SignedDigit>> digits;
  for (std::size_t i = 0; i < matrix.entries.size(); ++i) {
    const std::uint32_t choice = recipe.choices.empty() ? 0 : recipe.choices[i];
    digits.push_back(shortest_digits(matrix.entries[i].mantissa(), choice));
  }
  return digits;
}

TEST_CASE("a number has several forms if a 4 - 1 is among its canonical digits") {
  CHECK(has_several_forms(3));
  CHECK(has_several_forms(-3));
  CHECK(has_several_forms(11));  // 8 + 4 - 1
  CHECK_FALSE(has_several_forms(0));
  CHECK_FALSE(has_several_forms(5));
  CHECK_FALSE(has_several_forms(7));  // 8 - 1
}

TEST_CASE("a mutation changes the digits of some weight, or the order of sharing") {
  const Recipe recipe = recipe_of({3, 5, 13, -43, 16, 201});
  const Mutation mutation(recipe, false);
  int orders = 0;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const Recipe other = mutation.mutated(recipe, seed);
    INFO("seed " << seed);
    const bool is_reordered = other.rule.seed != recipe.rule.seed;
    CHECK(is_reordered == (digits_of(other) == digits_of(recipe)));
    orders += is_reordered ? 1 : 0;
  }
  CHECK(orders > 20);
  CHECK(orders < 100);
}

TEST_CASE("where no weight has several forms, a mutation changes the order of sharing") {
  const Recipe recipe = recipe_of({1, 5, 9, -17});
  const Mutation mutation(recipe, false);
  for (std::uint64_t seed = 0; seed < 20; ++seed) CHECK(mutation.mutated(recipe, seed).rule.seed != 0);
}

TEST_CASE("a mutation by weight gives equal weights equal digits") {
  const Recipe recipe = recipe_of({3, 3, 3, 3, 3, 3});
  const Mutation mutation(recipe, true);
  bool changed_all = false;
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    const std::vector<std::vector<SignedDigit>> digits = digits_of(mutation.mutated(recipe, seed));
    changed_all =
        changed_all || (digits[0] != digits_of(recipe)[0] && std::count(digits.begin(), digits.end(), digits[0]) == 6);
  }
  CHECK(changed_all);
}

}  // namespace
}  // namespace wirefold::cmvm
