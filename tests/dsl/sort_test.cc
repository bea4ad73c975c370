// SPDX-License-Identifier: Apache-2.0
#include "wirefold/dsl/sort.h"

#include <random>

#include "tests/dsl/dsl_testing.h"
#include "wirefold/dsl/histogram.h"
#include "wirefold/dsl/input.h"
#include "wirefold/dsl/logic.h"
#include "wirefold/dsl/search.h"
#include "wirefold/dsl/sorting_network.h"
#include "wirefold/dsl/structure.h"

namespace wirefold {
namespace {

// A network that sorts every sequence of zeros and ones sorts every sequence (Knuth, The Art of Computer Programming 3,
// theorem 5.3.4 Z).
bool sorts_all_bits(SortingNetwork network, std::size_t count) {
  const auto steps = exchanges(network, count);
  for (unsigned input = 0; input < (1U << count); ++input) {
    unsigned bits = input;
    for (const auto& [i, j] : steps) {
      const unsigned low = (bits >> i) & 1U;
      const unsigned high = (bits >> j) & 1U;
      if (low > high) bits ^= (1U << i) | (1U << j);
    }
    // Ones stand at the end: the complement is of the form 0...01...1.
    const unsigned zeros = ~bits & ((1U << count) - 1U);
    if ((zeros & (zeros + 1U)) != 0) return false;
  }
  return true;
}

TEST_CASE("both networks sort, for every number of values") {
  for (std::size_t count = 1; count <= 13; ++count) {
    INFO(count << " values");
    CHECK(sorts_all_bits(SortingNetwork::kBatcher, count));
    CHECK(sorts_all_bits(SortingNetwork::kBitonic, count));
  }
}

TEST_CASE("the networks have the sizes that Batcher gave them") {
  CHECK(exchanges(SortingNetwork::kBatcher, 16).size() == 63);
  CHECK(exchanges(SortingNetwork::kBitonic, 16).size() == 80);
  CHECK(exchanges(SortingNetwork::kBatcher, 1).empty());
}

// Few different keys, so that many are equal.
NumericArray random_keys(std::mt19937& random, std::size_t count) {
  std::vector<double> keys;
  for (std::size_t i = 0; i < count; ++i) keys.push_back(static_cast<double>(random() % 5) / 4 - 0.5);
  return NumericArray::from_values({count}, keys);
}

TEST_CASE("payloads travel with their keys, and equal keys keep their order") {
  for (unsigned seed = 1; seed <= 12; ++seed) {
    INFO("seed " << seed);
    std::mt19937 random(seed);
    const std::size_t count = 1 + seed % 9;
    std::vector<int> numbers;
    for (std::size_t i = 0; i < count; ++i) numbers.push_back(static_cast<int>(i) * 3 - 5);
    const std::vector<NumericArray> samples = {random_keys(random, count), NumericArray::from_values({count}, numbers)};
    const auto keys = FixedVariableArrayInput({count}, {true, 0, 2});
    const auto values = FixedVariableArrayInput({count}, {true, 5, 0});
    for (const SortingNetwork network : {SortingNetwork::kBatcher, SortingNetwork::kBitonic}) {
      const CombLogic logic = comb_trace({keys, values}, {sort_by(keys, values, 0, network), argsort(keys, 0, network),
                                                          sort(keys, 0, network), argmax(keys), argmin(keys)});
      const std::vector<NumericArray> results = run(logic, samples);
      CHECK(results[0] == sort_by(samples[0], samples[1]));
      CHECK(results[1] == argsort(samples[0]));
      CHECK(results[2] == sort(samples[0]));
      CHECK(results[3] == argmax(samples[0]));
      CHECK(results[4] == argmin(samples[0]));
    }
  }
}

TEST_CASE("the bits of the place of the largest value are comparisons") {
  const auto x = FixedVariableArrayInput({32}, {true, 7, 0});
  const FixedVariable place = argmax(x).item();
  CHECK(to_string(place.format()) == "u5.0");
  CHECK(count(comb_trace(x, place), Opcode::kLessThan) == 31);
}

TEST_CASE("what cannot be sorted or searched is refused") {
  const auto x = FixedVariableArrayInput({2, 3}, {true, 7, 0});
  CHECK(WIREFOLD_ERROR(ShapeError, sort(x, 2)) == "sort: axis 2 of an array of shape (2, 3), which has 2 axes [here]");
  CHECK(WIREFOLD_ERROR(ShapeError, sort_by(x, x(0))) ==
        "sort_by: keys of shape (2, 3) and values of shape (3,), they must be equal [here]");
  CHECK(WIREFOLD_ERROR(ShapeError, argmax(x, -3)) ==
        "argmax: axis -3 of an array of shape (2, 3), which has 2 axes [here]");
  CHECK(WIREFOLD_ERROR(ShapeError, searchsorted(x, x)) ==
        "searchsorted: edges of shape (2, 3), they must have one axis of at least 1 [here]");
  CHECK(WIREFOLD_ERROR(ValueError, searchsorted({1, 3, 2}, x)) ==
        "searchsorted: edge 2 is 2 after 3, edges must rise [here]");
  CHECK(WIREFOLD_ERROR(ShapeError, histogram(x, {1})) ==
        "histogram: edges of shape (1,), they must have one axis of at least 2 [here]");
  CHECK(WIREFOLD_ERROR(ShapeError, histogram(x, {1, 2}, {1, 1})) ==
        "histogram: weights of shape (2,) for an array of shape (2, 3), they must have its shape [here]");
  CHECK(WIREFOLD_ERROR(ValueError, histogram(x, 0, {1, 2})) == "histogram: 0 bins, there must be at least one [here]");
  CHECK(WIREFOLD_ERROR(ValueError, histogram(x, 2, {2, 1.5})) ==
        "histogram: a range from 2 to 3/2, it must rise [here]");
  CHECK(WIREFOLD_ERROR(ShapeError, histogram(x, 2, {{1, 2}, 3})) ==
        "histogram: an end of the range of shape (2,), it must be one number [here]");
  CHECK(WIREFOLD_ERROR(ValueError, bit_slice(x, 3, 9)) == "bit_slice: bits 3 to 9 of s7.0, 0 to 8 is all of it [here]");
  CHECK(WIREFOLD_ERROR(ValueError, bit_slice(x, 3, 3)) == "bit_slice: bits 3 to 3 of s7.0, 0 to 8 is all of it [here]");
  CHECK(
      WIREFOLD_ERROR(UnsupportedError, sort(x / 3)) ==
      "sort: element (0, 0) is a quotient by a multiple of 3, which no finite number of bits holds; quantize it first "
      "[here]");
}

}  // namespace
}  // namespace wirefold
