// SPDX-License-Identifier: Apache-2.0
#include "wirefold/dsl/contract.h"

#include "tests/dsl/dsl_testing.h"
#include "wirefold/dsl/input.h"
#include "wirefold/dsl/structure.h"
#include "wirefold/ir/text.h"

namespace wirefold {
namespace {

// numpy_test.cc compares results with numpy; here is what is recorded, and the mistakes.

FixedVariableArray array_of(const Shape& shape) { return FixedVariableArrayInput(shape, {true, 3, 0}); }

TEST_CASE("a vector times a constant matrix is one linear operation, from either side") {
  const NumericArray w = {{1, 2, 3}, {4, 5, 6}};
  const auto x = array_of({2});
  const CombLogic right = comb_trace(x, matmul(x, w));
  CHECK(count(right, Opcode::kLinear) == 1);
  CHECK(print(right).find("linear (%0, %1) matrix 2x3 [1, 2, 3, 4, 5, 6]") != std::string::npos);
  const CombLogic left = comb_trace(x, matmul(transpose(w), x));
  CHECK(count(left, Opcode::kLinear) == 1);
  CHECK(print(left).find("linear (%0, %1) matrix 2x3 [1, 2, 3, 4, 5, 6]") != std::string::npos);
}

TEST_CASE("each row of a matrix of variables is one linear operation") {
  const NumericArray w = {{1, 2, 3}, {4, 5, 6}};
  const auto x = array_of({5, 2});
  CHECK(count(comb_trace(x, matmul(x, w)), Opcode::kLinear) == 5);
  CHECK(count(comb_trace(x, einsum("ij,ki->kj", w, x)), Opcode::kLinear) == 5);
}

TEST_CASE("a batch letter of an einsum gives one linear operation a batch, in either order") {
  const auto x = array_of({4, 5});
  std::vector<int> numbers(4 * 5 * 6);
  for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i] = static_cast<int>(i) - 60;
  const auto w = NumericArray::from_values({4, 5, 6}, numbers);
  const CombLogic first = comb_trace(x, einsum("ijk,ij->ik", w, x));
  const CombLogic second = comb_trace(x, einsum("ij,ijk->ik", x, w));
  CHECK(count(first, Opcode::kLinear) == 4);
  for (const Operation& operation : first.operations()) {
    if (operation.opcode == Opcode::kLinear) CHECK(operation.result_count == 6);
  }
  CHECK(count(second, Opcode::kLinear) == 4);
}

TEST_CASE("results that share their variables share the operation, even across a broadcast axis of the constant") {
  const auto x = array_of({2});
  const NumericArray w = {{{1, 2}, {3, 4}}, {{5, 6}, {7, 8}}};
  const CombLogic logic = comb_trace(x, matmul(x, w));
  CHECK(count(logic, Opcode::kLinear) == 1);
  CHECK(print(logic).find("matrix 2x4 [1, 2, 5, 6, 3, 4, 7, 8]") != std::string::npos);
}

TEST_CASE("equal columns are asked for once") {
  const auto x = array_of({2});
  const CombLogic logic = comb_trace(x, matmul(x, NumericArray{{3, 5, 3}, {7, 1, 7}}));
  CHECK(print(logic).find("matrix 2x2 [3, 5, 7, 1]") != std::string::npos);
  CHECK(logic.outputs()[0].elements[0] == logic.outputs()[0].elements[2]);
}

TEST_CASE("constants as an array of variables still make a linear operation") {
  const auto x = array_of({2});
  const CombLogic logic = comb_trace(x, matmul(x, constant({{1, 2}, {3, 4}})));
  CHECK(count(logic, Opcode::kLinear) == 1);
  CHECK(count(logic, Opcode::kMultiply) == 0);
  CHECK(count(comb_trace(x, matmul(constant({{1, 2}, {3, 4}}), x)), Opcode::kLinear) == 1);
}

TEST_CASE("constants among the variables are operands") {
  const auto x = array_of({2});
  const auto padded = concatenate({constant({0}), x, constant({2})});
  const NumericArray w = {{1, 2}, {3, 4}, {5, 6}, {7, 8}};
  const CombLogic logic = comb_trace(x, matmul(padded, w));
  CHECK(to_string(run(logic, NumericArray({1, -1}))) == "[12, 14]");
}

TEST_CASE("variables with some constants among them take a multiplier only for two variables") {
  const auto x = array_of({2});
  const auto left = concatenate({x, constant({3, 4})});
  const auto right = concatenate({x(range(1, wirefold::end)), constant({5}), x});
  const CombLogic logic = comb_trace(x, matmul(left, right));
  CHECK(count(logic, Opcode::kMultiply) == 1);
  CHECK(to_string(run(logic, NumericArray({2, -3}))) == "-27");
}

TEST_CASE("a product of variables is products and one sum a result") {
  const auto x = array_of({2, 3});
  const auto y = array_of({3, 4});
  const CombLogic logic = comb_trace({x, y}, matmul(x, y));
  CHECK(count(logic, Opcode::kMultiply) == 24);
  CHECK(count(logic, Opcode::kSum) == 8);
}

TEST_CASE("an axis of one operand alone is summed before the product") {
  const auto x = array_of({2, 3});
  const auto y = array_of({4});
  const CombLogic logic = comb_trace({x, y}, einsum("ij,k->k", x, y));
  CHECK(count(logic, Opcode::kMultiply) == 4);
  CHECK(count(logic, Opcode::kSum) == 1);
}

TEST_CASE("an outer product with constants is one operation a variable") {
  const auto x = array_of({2});
  const CombLogic logic = comb_trace(x, einsum("i,j->ij", x, NumericArray({3, 4, 5})));
  CHECK(count(logic, Opcode::kLinear) == 2);
  CHECK(print(logic).find("matrix 1x2 [3, 5]") != std::string::npos);  // 4 is a shift
}

TEST_CASE("shapes that do not fit a matrix product are refused") {
  const auto x = array_of({2, 3});
  CHECK(WIREFOLD_ERROR(ShapeError, matmul(x, x)) ==
        "matmul: the last axis of (2, 3) is 3 but axis 0 of (2, 3) is 2 [here]");
  CHECK(WIREFOLD_ERROR(ShapeError, matmul(x, NumericArray(2))) ==
        "matmul: shapes (2, 3) and (), both arrays must have an axis; use * to scale [here]");
  const auto y = array_of({2, 3, 4});
  const auto z = array_of({5, 4, 3});
  CHECK(WIREFOLD_ERROR(ShapeError, matmul(y, z)) ==
        "matmul: axis -1 is 2 in operand 0 (2, 3, 4) but 5 in operand 1 (5, 4, 3) [here]");
  CHECK(WIREFOLD_ERROR(ShapeError, dot(y, z(0, 0))) ==
        "dot: the last axis of (2, 3, 4) is 4 but axis 0 of (3,) is 3 [here]");
}

TEST_CASE("arrays that do not fit the subscripts of an einsum are refused") {
  const auto x = array_of({3, 4});
  const auto y = array_of({5, 6});
  CHECK(WIREFOLD_ERROR(ShapeError, einsum("ik,kj->ij", x, y)) ==
        "einsum: axis 'k' is 4 in operand 0 (3, 4) but 5 in operand 1 (5, 6) [here]");
  CHECK(WIREFOLD_ERROR(ShapeError, einsum("ii,jk->ij", x, y)) ==
        "einsum: axis 'i' is 3 in operand 0 (3, 4) but 4 in operand 0 (3, 4) [here]");
  CHECK(WIREFOLD_ERROR(ShapeError, einsum("ijk,kj->ij", x, y)) ==
        "einsum: operand 0 of shape (3, 4) has 2 axes, its subscripts name 3 [here]");
  CHECK(WIREFOLD_ERROR(ShapeError, einsum("ij,...jkl->i...", x, y)) ==
        "einsum: operand 1 of shape (5, 6) has 2 axes, its subscripts name 3 [here]");
  CHECK(WIREFOLD_ERROR(ShapeError, einsum("i...,j...->ij...", x, y)) ==
        "einsum: axis -1 is 4 in operand 0 (3, 4) but 6 in operand 1 (5, 6) [here]");
}

TEST_CASE("subscripts that are none are refused") {
  const auto x = array_of({3, 3});
  const auto refusal = [](const std::string& subscripts, const std::string& why) {
    return "einsum: the subscripts \"" + subscripts + "\" " + why + " [here]";
  };
  CHECK(WIREFOLD_ERROR(ValueError, einsum("ij", x, x)) ==
        refusal("ij", "are not those of two arrays, as \"ij,jk->ik\""));
  CHECK(WIREFOLD_ERROR(ValueError, einsum("ij,jk,kl", x, x)) ==
        refusal("ij,jk,kl", "are not those of two arrays, as \"ij,jk->ik\""));
  CHECK(WIREFOLD_ERROR(ValueError, einsum("i1,ij", x, x)) ==
        refusal("i1,ij", "have a '1', letters and \"...\" name axes"));
  CHECK(WIREFOLD_ERROR(ValueError, einsum("i..,ij", x, x)) ==
        refusal("i..,ij", "have a '.', letters and \"...\" name axes"));
  CHECK(WIREFOLD_ERROR(ValueError, einsum("......,ij", x, x)) ==
        refusal("......,ij", "have two ellipses in one array"));
  CHECK(WIREFOLD_ERROR(ValueError, einsum("ij,jk->ii", x, x)) == refusal("ij,jk->ii", "have 'i' twice in the result"));
  CHECK(WIREFOLD_ERROR(ValueError, einsum("ij,jk->iz", x, x)) ==
        refusal("ij,jk->iz", "have 'z' in the result but in no operand"));
  CHECK(WIREFOLD_ERROR(ValueError, einsum("...j,...j->j", x, x)) ==
        refusal("...j,...j->j", "have axes under an ellipsis that the result lacks; write \"...\" there or sum first"));
}

}  // namespace
}  // namespace wirefold
