// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/cmvm/mutation.h"

#include "wirefold/optimizer/cmvm/digit_forms.h"

namespace wirefold::cmvm {
namespace {

class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  std::uint64_t operator()() {
    state_ += 0x9E3779B97F4A7C15ULL;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
  }

 private:
  std::uint64_t state_;
};

// A choice that gives other digits than the one there is. Each is as likely as not to do so.
std::uint32_t other_choice(const Integer& weight, std::uint32_t choice, Random& random) {
  constexpr int kMostTries = 16;
  const std::vector<SignedDigit> digits = shortest_digits(weight, choice);
  std::uint32_t other = choice;
  for (int i = 0; i < kMostTries && shortest_digits(weight, other) == digits; ++i) {
    other = static_cast<std::uint32_t>(random());
  }
  return other;
}

}  // namespace

Mutation::Mutation(const Recipe& recipe, bool by_weight)
    : stages_(recipe.stages), main_stage_(recipe.main_stage), by_weight_(by_weight) {
  const Matrix& matrix = (*stages_)[main_stage_];
  for (std::size_t i = 0; i < matrix.entries.size(); ++i) {
    if (has_several_forms(matrix.entries[i].mantissa())) entries_.push_back(i);
  }
}

Recipe Mutation::mutated(const Recipe& recipe, std::uint64_t seed) const {
  Random random(seed);
  Recipe result = recipe;
  if (entries_.empty() || random() % 4 == 0) {
    result.rule.seed = static_cast<std::uint32_t>(random());
    return result;
  }
  const Matrix& matrix = (*stages_)[main_stage_];
  const auto weight = [&](std::size_t entry) -> const Integer& { return matrix.entries[entry].mantissa(); };
  result.choices.resize(matrix.entries.size());
  if (by_weight_ && random() % 2 == 0) {
    const std::size_t picked = entries_[random() % entries_.size()];
    const std::uint32_t choice = other_choice(weight(picked), result.choices[picked], random);
    for (const std::size_t entry : entries_) {
      if (weight(entry) == weight(picked)) result.choices[entry] = choice;
    }
    return result;
  }
  const std::uint64_t changes = 1 + random() % (1 + entries_.size() / (std::uint64_t{8} << random() % 5));
  for (std::uint64_t i = 0; i < changes; ++i) {
    const std::size_t entry = entries_[random() % entries_.size()];
    result.choices[entry] = other_choice(weight(entry), result.choices[entry], random);
  }
  return result;
}

}  // namespace wirefold::cmvm
