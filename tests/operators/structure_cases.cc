// SPDX-License-Identifier: Apache-2.0
#include "tests/operators/operator_case.h"
#include "wirefold/dsl/pad.h"
#include "wirefold/dsl/rearrange.h"
#include "wirefold/dsl/structure.h"

namespace wirefold::operators {

// Wires only: a few stand for all, the tests of dsl compare each with numpy.
std::vector<OperatorCase> structure_cases() {
  const OperatorInput matrix{Shape{2, 3}, {true, 2, 1}};
  return {
      operator_case("transpose", matrix, [](const auto& x) { return transpose(x); }),
      operator_case("slice", matrix, [](const auto& x) { return x(all(), range(0, 2)); }),
      operator_case("concatenate", matrix,
                    [](const auto& x) {
                      return concatenate({x, -x * 4, x}, 1);
                    }),
      operator_case("flip_and_roll", matrix, [](const auto& x) { return roll(flip(x, 1), 2); }),
      operator_case("pad", matrix, [](const auto& x) { return pad(x, 1, PadMode::kConstant, 2.5); }),
      operator_case("tile", matrix,
                    [](const auto& x) {
                      return tile(x, {2, 2});
                    }),
      operator_case("constant_output", matrix, [](const auto& x) { return x - x + 3.25; }),
  };
}

}  // namespace wirefold::operators
