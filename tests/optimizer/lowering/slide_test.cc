// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/lowering/slide.h"

#include "tests/optimizer/adder_levels.h"
#include "tests/optimizer/lowering/traced_products.h"

namespace wirefold {
namespace {

// For adders of two operands.
CombLogic optimized(Builder& builder, const std::vector<Use>& results) { return optimized(builder, results, "versal"); }

TEST_CASE("windows of a convolution share adders, biases included") {
  constexpr int kPlaces = 12;
  constexpr int kTaps = 5;
  constexpr int kChannels = 4;
  Matrix kernel(kTaps, kChannels);
  kernel.entries = {23, -7, 13, 29, -11, 19, 27, -21, 5, 31, -25, 9, -17, 3, 22, 15, 26, -30, -13, 7};
  const auto convolution = [&](int places) {
    Builder builder;
    const std::vector<Use> x = add_inputs(builder, static_cast<std::size_t>(places + kTaps - 1));
    std::vector<Use> results;
    for (int i = 0; i < places; ++i) {
      const ValueId product = builder.linear({x.begin() + i, x.begin() + i + kTaps}, kernel);
      for (ValueId channel = 0; channel < kChannels; ++channel) {
        const Use terms[] = {{product + channel}, {builder.constant(11)}};
        results.push_back({builder.sum(terms)});
      }
    }
    return optimized(builder, results);
  };
  CHECK(adders_of(convolution(kPlaces)) < kPlaces * adders_of(convolution(1)));
}

TEST_CASE("within a delay limit, windows share adders and are there in time for their biases") {
  constexpr int kPlaces = 12;
  Matrix kernel(5, 4);
  kernel.entries = {23, -7, 13, 29, -11, 19, 27, -21, 5, 31, -25, 9, -17, 3, 22, 15, 26, -30, -13, 7};
  const auto convolution = [&](int places, std::uint32_t extra_levels) {
    Builder builder;
    const std::vector<Use> x = add_inputs(builder, static_cast<std::size_t>(places + 4));
    std::vector<Use> results;
    for (int i = 0; i < places; ++i) {
      const ValueId product = builder.linear({x.begin() + i, x.begin() + i + 5}, kernel);
      for (ValueId channel = 0; channel < 4; ++channel) {
        const Use terms[] = {{product + channel}, {builder.constant(11)}};
        results.push_back({builder.sum(terms)});
      }
    }
    return optimized(builder, results, "versal", {.extra_levels = extra_levels});
  };
  for (const std::uint32_t extra_levels : {0U, 1U, 2U}) {
    const CombLogic alone = convolution(1, extra_levels);
    const CombLogic whole = convolution(kPlaces, extra_levels);
    INFO(extra_levels << " levels more: " << adders_of(alone) << " adders a place, " << adders_of(whole) << " in all");
    CHECK(adder_levels(whole) <= 4 + extra_levels);  // 14 digits of a column, and its bias
    CHECK(adders_of(whole) <= kPlaces * adders_of(alone));
    if (extra_levels == 2) CHECK(adders_of(whole) < kPlaces * adders_of(alone));
  }
}

TEST_CASE("moving sums take as many adders a place as their length has bits") {
  constexpr std::size_t kPlaces = 40;
  Builder builder;
  const std::vector<Use> x = add_inputs(builder, kPlaces + 7);
  std::vector<Use> results;
  for (std::size_t i = 0; i < kPlaces; ++i) results.push_back({builder.sum(std::span(x).subspan(i, 8))});
  // Of 7 adders each three are enough: sums of two, of four and of eight.
  CHECK(adders_of(optimized(builder, results)) == (kPlaces + 6) + (kPlaces + 4) + kPlaces);
}

TEST_CASE("places beyond the borders are zero") {
  constexpr int kSize = 5;
  Matrix kernel(9, 1);
  kernel.entries = {23, -7, 13, 29, 119, 19, 27, -21, 5};
  Builder builder;
  const std::vector<Use> x = add_inputs(builder, kSize * kSize);
  const Use zero{builder.constant(0)};
  std::vector<Use> results;
  for (int place = 0; place < kSize * kSize; ++place) {
    std::vector<Use> window;
    for (int k = 0; k < 9; ++k) {
      const int row = place / kSize + k / 3 - 1;
      const int column = place % kSize + k % 3 - 1;
      const bool is_inside = row >= 0 && column >= 0 && row < kSize && column < kSize;
      window.push_back(is_inside ? x[static_cast<std::size_t>(row * kSize + column)] : zero);
    }
    results.push_back({builder.linear(window, kernel)});
  }
  optimized(builder, results);
}

TEST_CASE("operands of a window may have shifts and signs") {
  Matrix kernel(3, 2);
  kernel.entries = {23, -7, 13, 29, -11, 19};
  Builder builder;
  const std::vector<Use> x = add_inputs(builder, 12);
  std::vector<Use> results;
  for (std::size_t i = 0; i < 10; ++i) {
    const ValueId first = builder.linear({compose(x[i], 2, true), x[i + 1], compose(x[i + 2], -1, false)}, kernel);
    results.push_back({first});
    results.push_back({first + 1});
  }
  optimized(builder, results);
}

TEST_CASE("windows over values of different ranges share adders") {
  Matrix kernel(3, 1);
  kernel.entries = {23, 13, 23};
  Builder builder;
  const std::vector<Use> x = add_inputs(builder, 12);
  std::vector<Use> values;
  for (std::size_t i = 0; i < 12; ++i) values.push_back(i % 3 == 0 ? Use{builder.relu(x[i])} : x[i]);
  std::vector<Use> results;
  for (std::size_t i = 0; i < 10; ++i) {
    results.push_back({builder.linear({values[i], values[i + 1], values[i + 2]}, kernel)});
  }
  optimized(builder, results);
}

}  // namespace
}  // namespace wirefold
