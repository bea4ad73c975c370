// SPDX-License-Identifier: Apache-2.0
#include "tests/operators/operator_case.h"
#include "wirefold/dsl/contract.h"
#include "wirefold/dsl/contraction.h"
#include "wirefold/dsl/window.h"

namespace wirefold::operators {

std::vector<OperatorCase> contraction_cases() {
  const OperatorInput vector{Shape{4}, {true, 3, 1}};
  const OperatorInput matrix{Shape{3, 4}, {true, 2, 2}};
  const OperatorInput small{Shape{4, 2}, {false, 2, 0}};
  const OperatorInput image{Shape{5, 4, 2}, {true, 2, 0}};
  const NumericArray weights = {{1, -2.5, 3}, {0, 7, -7}, {0.125, 100, 5}, {3, 3, 3}};
  const NumericArray fractions = {{0.1, -0.3}, {1e-3, 7}, {2, 3}};
  const NumericArray kernel = NumericArray::from_values(
      Shape{2, 2, 2, 3}, {1, 2, -3, 0, 4, 5, -6, 7, 8, 9, -1, 0, 3, 3, -3, 2, 2, 1, 1, -5, 6, 7, 7, -8});
  return {
      operator_case("matmul_numbers", vector, [=](const auto& x) { return matmul(x, weights); }),
      operator_case("matmul_doubles", OperatorInput{Shape{2, 3}, {true, 4, 3}},
                    [=](const auto& x) { return matmul(x, fractions); }),
      operator_case("matmul_numbers_first", matrix, [=](const auto& x) { return matmul(weights, x); }),
      operator_case("matmul_variables", matrix, small, [](const auto& x, const auto& y) { return matmul(x, y); }),
      operator_case("einsum_outer", vector, small,
                    [](const auto& x, const auto& y) { return einsum("i,jk->jik", x, y); }),
      operator_case("einsum_trace", OperatorInput{Shape{3, 3}, {true, 2, 1}},
                    [](const auto& x) { return einsum("ii", x); }),
      operator_case("dot", vector, vector, [](const auto& x, const auto& y) { return dot(x, y); }),
      operator_case("inner", matrix, vector, [](const auto& x, const auto& y) { return inner(x, y); }),
      operator_case("outer", vector,
                    [](const auto& x) {
                      return outer(x, NumericArray{1, -3, 0.25});
                    }),
      operator_case("tensordot", matrix, small, [](const auto& x, const auto& y) { return tensordot(x, y, 1); }),
      operator_case("convolve", vector,
                    [](const auto& x) {
                      return convolve(x, NumericArray{1, -2, 0.5});
                    }),
      operator_case("conv2d", image, [=](const auto& x) { return conv2d(x, kernel); }),
      operator_case("max_pool", image,
                    [](const auto& x) {
                      return max_pool(x, {2, 2});
                    }),
      operator_case("average_pool", image,
                    [](const auto& x) {
                      return average_pool(x, {2, 2});
                    }),
      operator_case("extract_patches", image,
                    [](const auto& x) {
                      return extract_patches(x, {2, 2});
                    }),
  };
}

}  // namespace wirefold::operators
