// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/lowering/product_groups.h"

#include "tests/optimizer/lowering/traced_products.h"

namespace wirefold {
namespace {

using Groups = std::vector<std::vector<std::size_t>>;

Groups groups_of(const CombLogic& logic) {
  Groups groups;
  for (const ProductGroup& group : grouped_products(logic)) groups.push_back(group.operations);
  return groups;
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
  CHECK(groups_of(builder.finish()) == Groups{{0}, {1}, {2}, {3}, {4, 6}, {5}});
}

TEST_CASE("a product that depends on another one is not solved with it") {
  Builder builder;
  const std::vector<Use> x = add_inputs(builder, 2);
  const Use a{builder.linear(x, column({3, 5}))};
  const Use b{builder.linear({a, x[0]}, column({7, 9}))};
  const Use c{builder.linear(x, column({1, 3}))};
  add_output(builder, {a, b, c});
  CHECK(groups_of(builder.finish()) == Groups{{0}, {1}, {2, 4}, {3}});
}

TEST_CASE("products stand after what a later one of their group reads") {
  Builder builder;
  const std::vector<Use> x = add_inputs(builder, 2);
  const Use a{builder.linear(x, column({3, 5}))};
  const Use late{builder.relu(x[1])};
  const Use b{builder.linear({x[0], late}, column({3, 5}))};
  add_output(builder, {a, b});
  const CombLogic traced = builder.finish();
  CHECK(groups_of(traced) == Groups{{0}, {1}, {3}, {2, 4}});
  optimized(traced);
}

TEST_CASE("the order is that of the program where no products share") {
  Builder builder;
  const std::vector<Use> x = add_inputs(builder, 2);
  const Use a{builder.linear({x[0]}, column({3}))};
  const Use b{builder.relu(x[1])};
  add_output(builder, {a, b});
  CHECK(groups_of(builder.finish()) == Groups{{0}, {1}, {2}, {3}});
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
  const Groups groups = groups_of(builder.finish());
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

TEST_CASE("the positions of a window are a group of their own") {
  Builder builder;
  const std::vector<Use> x = add_inputs(builder, 4);
  std::vector<Use> results;
  for (std::size_t i = 0; i < 3; ++i) results.push_back({builder.linear({x[i], x[i + 1]}, column({3, 5}))});
  results.push_back({builder.linear({x[0], x[1]}, column({7, 9}))});
  results.push_back({builder.linear({x[0], x[1]}, column({11, 13}))});
  add_output(builder, results);
  const std::vector<ProductGroup> groups = grouped_products(builder.finish());
  REQUIRE(groups.size() == 6);
  CHECK(groups[4].operations == std::vector<std::size_t>{4, 5, 6});
  CHECK(groups[4].at.has_value());
  CHECK(groups[5].operations == std::vector<std::size_t>{7, 8});
  CHECK(!groups[5].at.has_value());
}

}  // namespace
}  // namespace wirefold
