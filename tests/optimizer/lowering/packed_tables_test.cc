// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/lowering/packed_tables.h"

#include <algorithm>

#include "tests/optimizer/lowering/traced_products.h"
#include "wirefold/optimizer/cost/program_cost.h"

namespace wirefold {
namespace {

CombLogic optimized(Builder& builder, const std::vector<Use>& results) {
  return optimized(builder, results, "ultrascale_plus");
}

std::size_t tables_in(const CombLogic& logic) {
  const auto operations = logic.operations();
  return static_cast<std::size_t>(std::count_if(operations.begin(), operations.end(), [](const Operation& operation) {
    return operation.opcode == Opcode::kLookup;
  }));
}

Matrix random_weights(std::size_t rows, std::size_t columns, std::uint64_t seed) {
  Random random(seed);
  Matrix matrix(rows, columns);
  for (Dyadic& weight : matrix.entries) weight = Dyadic(random.between(-31, 31));
  return matrix;
}

std::vector<Use> product(Builder& builder, const std::vector<Use>& operands, const Matrix& matrix) {
  const ValueId first = builder.linear(operands, matrix);
  std::vector<Use> columns;
  for (std::size_t j = 0; j < matrix.columns; ++j) columns.push_back({static_cast<ValueId>(first + j)});
  return columns;
}

TEST_CASE("inputs of one bit are added up in tables, six at a time") {
  Builder builder;
  const std::vector<Use> x = add_inputs(builder, 12, {false, 1, 0});
  const CombLogic logic = optimized(builder, product(builder, x, random_weights(12, 3, 4)));
  CHECK(tables_in(logic) == 6);
}

TEST_CASE("a sign may be a bit, of any worth and sign") {
  Builder builder;
  const std::vector<Use> x = add_inputs(builder, 6, {true, 2, -2});
  std::vector<Use> operands;
  for (std::size_t i = 0; i < 6; ++i) operands.push_back(compose(x[i], static_cast<int>(i) - 3, i % 2 == 0));
  const CombLogic logic = optimized(builder, product(builder, operands, random_weights(6, 2, 5)));
  CHECK(tables_in(logic) == 2);
}

TEST_CASE("the two numbers of a select are a bit") {
  Builder builder;
  const std::vector<Use> x = add_inputs(builder, 7, {true, 3, 1});
  std::vector<Use> signs;
  for (const Use& use : x) {
    const Use bit{builder.less_than(use, 0)};
    signs.push_back({builder.select(bit, {builder.constant(-1)}, {builder.constant(1)})});
  }
  const CombLogic logic = optimized(builder, product(builder, signs, random_weights(7, 4, 6)));
  CHECK(tables_in(logic) == 4);
}

TEST_CASE("wider inputs of the same product stay with adders, and a bias joins them") {
  Builder builder;
  builder.begin_input("x", Shape{8});
  std::vector<Use> x;
  for (int i = 0; i < 8; ++i) x.push_back({builder.input(i < 5 ? Format{false, 1, 0} : Format{true, 4, 2})});
  std::vector<Use> results;
  for (const Use& column : product(builder, x, random_weights(8, 3, 7))) {
    const Use terms[] = {column, {builder.constant(Dyadic(5, -1))}};
    results.push_back({builder.sum(terms)});
  }
  CHECK(tables_in(optimized(builder, results)) == 3);
}

TEST_CASE("counting bits takes fewer LUTs with tables") {
  const auto luts = [](const Format& format, const char* device) {
    Builder builder;
    const std::vector<Use> x = add_inputs(builder, 18, format);
    const CombLogic logic = optimized(builder, {{builder.sum(x)}}, device);
    return program_cost(logic, find_device_profile(device)).area_milliluts;
  };
  CHECK(luts({false, 1, 0}, "ultrascale_plus") <= 17'000);
}

TEST_CASE("windows over bits are added up in tables as well") {
  Builder builder;
  const std::vector<Use> x = add_inputs(builder, 12, {false, 1, 0});
  const Matrix kernel = random_weights(5, 1, 9);
  std::vector<Use> results;
  for (std::size_t i = 0; i < 8; ++i) {
    results.push_back(
        product(builder, {x.begin() + static_cast<std::ptrdiff_t>(i), x.begin() + static_cast<std::ptrdiff_t>(i) + 5},
                kernel)[0]);
  }
  CHECK(tables_in(optimized(builder, results)) == 8);
}

TEST_CASE("a device without LUTs adds up bits by adders") {
  Builder builder;
  const std::vector<Use> x = add_inputs(builder, 6, {false, 1, 0});
  CHECK(tables_in(optimized(builder, product(builder, x, random_weights(6, 2, 4)), "gates")) == 0);
}

}  // namespace
}  // namespace wirefold
