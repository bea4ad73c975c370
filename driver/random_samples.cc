// SPDX-License-Identifier: Apache-2.0
#include "wirefold/driver/random_samples.h"

#include <random>

namespace wirefold {
namespace {

Dyadic random_number(const Format& format, std::mt19937_64& random) {
  if (format.is_zero()) return {};
  const auto width = static_cast<unsigned>(format.width());
  std::vector<std::uint64_t> words((width + 63) / 64);
  for (std::uint64_t& word : words) word = random();
  return {Integer::from_words(words, width, format.is_signed), -format.fraction_bits};
}

}  // namespace

std::vector<NumericArray> random_samples(const CombLogic& logic, std::size_t count, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  std::vector<NumericArray> arrays;
  for (const NamedTensor& input : logic.inputs()) {
    Shape shape{count};
    for (const std::int64_t extent : input.shape) shape.push_back(extent);
    std::vector<Dyadic> numbers;
    for (std::size_t sample = 0; sample < count; ++sample) {
      for (const Use& use : input.elements) {
        const Format& format = logic.input_format(logic.definition(use.value));
        const Interval range = Interval::of(format);
        if (sample < 2) {
          numbers.push_back(sample == 0 ? range.low_value() : range.high_value());
        } else {
          numbers.push_back(random_number(format, random));
        }
      }
    }
    arrays.push_back(NumericArray::from_numbers(shape, std::move(numbers)));
  }
  return arrays;
}

}  // namespace wirefold
