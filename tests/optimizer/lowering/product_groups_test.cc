// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/lowering/product_groups.h"

#include "tests/optimizer/equivalence.h"
#include "wirefold/ir/builder.h"
#include "wirefold/optimizer/cost/operation_cost.h"
#include "wirefold/optimizer/optimize.h"

namespace wirefold {
namespace {

using Groups = std::vector<std::vector<std::size_t>>;

std::size_t adders_of(const CombLogic& logic) {
  std::size_t count = 0;
  for (const Operation& operation : logic.operations()) count += is_adder(logic, operation) ? 1 : 0;
  return count;
}

std::vector<Use> add_inputs(Builder& builder, int count) {
  builder.begin_input("x", Shape{count});
  std::vector<Use> inputs;
  for (int i = 0; i < count; ++i) inputs.push_back({builder.input({true, 7, 0})});
  return inputs;
}

Matrix column(std::initializer_list<Dyadic> weights) {
  Matrix matrix(weights.size(), 1);
  matrix.entries = weights;
  return matrix;
}

void add_output(Builder& builder, const std::vector<Use>& elements) {
  builder.add_output({"y", Shape{elements.size()}, elements});
}

// Optimizes and compares on random samples.
CombLogic optimized(const CombLogic& traced) {
  const CombLogic result = optimize(traced);
  const std::uint64_t seed = 5;
  INFO("seed " << seed);
  Random random(seed);
  check_equivalent(traced, result, random, 50);
  return result;
}

TEST_CASE("products that share operands are solved together") {
  Builder builder;
  const std::vector<Use> x = add_inputs(builder, 4);
  const Use a{builder.linear({x[0], x[1]}, column({3, 5}))};
  const Use b{builder.linear({x[2], x[3]}, column({3, 5}))};
  const Use c{builder.linear({x[1], x[0]}, column({7, 9}))};
  add_output(builder, {a, b, c});
  CHECK(grouped_products(builder.finish()) == Groups{{0}, {1}, {2}, {3}, {4, 6}, {5}});
}

TEST_CASE("a product that depends on another one is not solved with it") {
  Builder builder;
  const std::vector<Use> x = add_inputs(builder, 2);
  const Use a{builder.linear(x, column({3, 5}))};
  const Use b{builder.linear({a, x[0]}, column({7, 9}))};
  const Use c{builder.linear(x, column({1, 3}))};
  add_output(builder, {a, b, c});
  CHECK(grouped_products(builder.finish()) == Groups{{0}, {1}, {2, 4}, {3}});
}

TEST_CASE("products stand after what a later one of their group reads") {
  Builder builder;
  const std::vector<Use> x = add_inputs(builder, 2);
  const Use a{builder.linear(x, column({3, 5}))};
  const Use late{builder.relu(x[1])};
  const Use b{builder.linear({x[0], late}, column({3, 5}))};
  add_output(builder, {a, b});
  const CombLogic traced = builder.finish();
  CHECK(grouped_products(traced) == Groups{{0}, {1}, {3}, {2, 4}});
  optimized(traced);
}

TEST_CASE("the order is that of the program where no products share") {
  Builder builder;
  const std::vector<Use> x = add_inputs(builder, 2);
  const Use a{builder.linear({x[0]}, column({3}))};
  const Use b{builder.relu(x[1])};
  add_output(builder, {a, b});
  CHECK(grouped_products(builder.finish()) == Groups{{0}, {1}, {2}, {3}});
}

TEST_CASE("groups are of bounded size") {
  constexpr int kInputs = 64;
  constexpr int kProducts = 700;
  Builder builder;
  const std::vector<Use> x = add_inputs(builder, kInputs);
  Matrix matrix(kInputs, 1);
  for (Dyadic& weight : matrix.entries) weight = 3;
  std::vector<Use> results;
  for (int i = 0; i < kProducts; ++i) results.push_back({builder.linear(x, matrix)});
  add_output(builder, results);
  const Groups groups = grouped_products(builder.finish());
  REQUIRE(groups.size() == kInputs + 2);
  CHECK(groups[kInputs].size() == 512);
  CHECK(groups[kInputs + 1].size() == kProducts - 512);
}

TEST_CASE("several matrices on the same inputs share adders") {
  Builder builder;
  const std::vector<Use> x = add_inputs(builder, 2);
  const Use a{builder.linear(x, column({5, 7}))};
  const Use b{builder.linear({compose(x[1], 1, true), x[0]}, column({Dyadic(-7, -1), 5}))};  // the same column
  const Use c{builder.linear(x, column({10, 15}))};
  const Use d{builder.linear(x, column({3, 1}))};
  add_output(builder, {a, b, c, d});
  CHECK(adders_of(optimized(builder.finish())) == 4);
}

TEST_CASE("multiples of one variable share adders") {
  Builder builder;
  const std::vector<Use> x = add_inputs(builder, 1);
  std::vector<Use> multiples;
  for (const int weight : {7, 105, 15, 14}) {  // 105 = 7 * 15
    multiples.push_back({builder.multiply(x[0], {builder.constant(weight)})});
  }
  add_output(builder, multiples);
  CHECK(adders_of(optimized(builder.finish())) == 3);
}

TEST_CASE("windows of a convolution share adders, biases included") {
  constexpr int kPlaces = 12;
  constexpr int kTaps = 5;
  constexpr int kChannels = 4;
  Matrix kernel(kTaps, kChannels);
  kernel.entries = {23, -7, 13, 29, -11, 19, 27, -21, 5, 31, -25, 9, -17, 3, 22, 15, 26, -30, -13, 7};
  const auto convolution = [&](int places) {
    Builder builder;
    const std::vector<Use> x = add_inputs(builder, places + kTaps - 1);
    std::vector<Use> results;
    for (int i = 0; i < places; ++i) {
      const ValueId product = builder.linear({x.begin() + i, x.begin() + i + kTaps}, kernel);
      for (ValueId channel = 0; channel < kChannels; ++channel) {
        const Use terms[] = {{product + channel}, {builder.constant(11)}};
        results.push_back({builder.sum(terms)});
      }
    }
    add_output(builder, results);
    return optimized(builder.finish());
  };
  CHECK(adders_of(convolution(kPlaces)) < kPlaces * adders_of(convolution(1)));
}

TEST_CASE("sums of neighbouring windows share adders") {
  constexpr int kPlaces = 8;
  Builder builder;
  const std::vector<Use> x = add_inputs(builder, kPlaces + 3);
  std::vector<Use> results;
  for (std::size_t i = 0; i < kPlaces; ++i) results.push_back({builder.sum(std::span(x).subspan(i, 4))});
  add_output(builder, results);
  // Of eight sums of four, three adders each: two are enough, but for the borders.
  CHECK(adders_of(optimized(builder.finish())) <= 2 * kPlaces + 2);
}

}  // namespace
}  // namespace wirefold
