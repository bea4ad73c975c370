// SPDX-License-Identifier: Apache-2.0
#include "tests/operators/operator_case.h"
#include "wirefold/dsl/elementwise.h"

namespace wirefold::operators {
namespace {

const OperatorInput kSigned{Shape{3}, {true, 3, 2}};
const OperatorInput kUnsigned{Shape{3}, {false, 4, -1}};
const OperatorInput kMatrix{Shape{2, 3}, {true, 2, 1}};
const OperatorInput kBit{Shape{3}, {false, 1, 0}};
const OperatorInput kSign{Shape{3}, {true, 0, 0}};
const OperatorInput kNothing{Shape{3}, {}};
const OperatorInput kWide{Shape{1}, {true, 50, 49}};

}  // namespace

std::vector<OperatorCase> arithmetic_cases() {
  return {
      operator_case("add", kSigned, kUnsigned, [](const auto& x, const auto& y) { return x + y; }),
      operator_case("add_broadcast", kMatrix, kSigned, [](const auto& x, const auto& y) { return x + y; }),
      operator_case("add_one_bit", kBit, kSign, [](const auto& x, const auto& y) { return x + y; }),
      operator_case("add_nothing", kSigned, kNothing, [](const auto& x, const auto& y) { return x - y; }),
      operator_case("add_wide", kWide, kWide, [](const auto& x, const auto& y) { return x + y * 8; }),
      operator_case("subtract", kSigned, kUnsigned, [](const auto& x, const auto& y) { return x - y; }),
      operator_case("subtract_from_number", kSigned, [](const auto& x) { return 1.375 - x; }),
      operator_case("add_numbers", kSigned,
                    [](const auto& x) {
                      return x + NumericArray{0.5, -3, 1000.0625};
                    }),
      operator_case("negate", kUnsigned, [](const auto& x) { return -x; }),
      operator_case("multiply", kSigned, kUnsigned, [](const auto& x, const auto& y) { return x * y; }),
      operator_case("multiply_wide", kWide, kWide, [](const auto& x, const auto& y) { return x * y; }),
      operator_case("multiply_numbers", kSigned,
                    [](const auto& x) {
                      return x * NumericArray{0, -2.75, 1023};
                    }),
      operator_case("multiply_power_of_two", kUnsigned, [](const auto& x) { return x * -0.25; }),
      operator_case("divide_power_of_two", kSigned, [](const auto& x) { return x / 8; }),
      operator_case("shift_left", kSigned, [](const auto& x) { return x << 3; }),
      operator_case("shift_right", kUnsigned, [](const auto& x) { return x >> 4; }),
      operator_case("correlated_sum", kSigned, [](const auto& x) { return x * 3 - x * 2 - x; }),
      operator_case("square", kSigned, [](const auto& x) { return square(x); }),
      operator_case("power_0", kSigned, [](const auto& x) { return power(x, 0); }),
      operator_case("power_5", kSigned, [](const auto& x) { return power(x, 5); }),
      operator_case("abs", kSigned, [](const auto& x) { return abs(x); }),
      operator_case("abs_one_bit", kSign, [](const auto& x) { return abs(x); }),
      operator_case("maximum", kSigned, kUnsigned, [](const auto& x, const auto& y) { return maximum(x, y); }),
      operator_case("minimum", kSigned, kUnsigned, [](const auto& x, const auto& y) { return minimum(x, y); }),
      operator_case("maximum_correlated", kSigned, [](const auto& x) { return maximum(x, x - 1) + minimum(2 * x, x); }),
      operator_case("maximum_number", kSigned, [](const auto& x) { return maximum(x, NumericArray(0.375)); }),
      operator_case("clip", kSigned, [](const auto& x) { return clip(x, -1.25, 2); }),
      operator_case("floor", kSigned, [](const auto& x) { return floor(x); }),
      operator_case("ceil", kSigned, [](const auto& x) { return ceil(x); }),
      operator_case("round", kSigned, [](const auto& x) { return round(x); }),
      operator_case("trunc", kSigned, [](const auto& x) { return trunc(x); }),
  };
}

}  // namespace wirefold::operators
