// SPDX-License-Identifier: Apache-2.0
#include "tests/operators/operator_case.h"
#include "wirefold/dsl/quantize.h"
#include "wirefold/dsl/reduce.h"

namespace wirefold::operators {

std::vector<OperatorCase> reduction_cases() {
  const OperatorInput matrix{Shape{2, 5}, {true, 2, 1}};
  return {
      operator_case("sum", matrix, [](const auto& x) { return sum(x); }),
      operator_case("sum_axis", matrix, [](const auto& x) { return sum(x, 0); }),
      operator_case("sum_keepdims", matrix, [](const auto& x) { return sum(x, 1, true); }),
      operator_case("prod", matrix, [](const auto& x) { return prod(x, 0); }),
      operator_case("amax", matrix, [](const auto& x) { return amax(x, 1); }),
      operator_case("amin", matrix, [](const auto& x) { return amin(x, 1); }),
      operator_case("amax_correlated", matrix, [](const auto& x) { return amax(x * x - x, 1) - amax(x, 1); }),
      operator_case("mean_of_two", matrix, [](const auto& x) { return mean(x, 0); }),
      operator_case("mean_of_five", matrix,
                    [](const auto& x) {
                      return quantize(mean(x, 1), {true, 2, 4}, RND_CONV);
                    }),
      operator_case("average", matrix,
                    [](const auto& x) {
                      return quantize(average(x, 1, NumericArray{1, 2, 0.5, 3, 4}), {true, 3, 3}, RND);
                    }),
      operator_case("cumsum", matrix, [](const auto& x) { return cumsum(x, 1); }),
  };
}

}  // namespace wirefold::operators
