// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "tests/operators/operator_case.h"
#include "wirefold/dsl/quantize.h"

namespace wirefold::operators {

// Every rounding with every overflow, to a signed and to an unsigned format, of a number and of a quotient.
std::vector<OperatorCase> quantizer_cases() {
  const OperatorInput input{Shape{2}, {true, 4, 3}};
  std::vector<OperatorCase> cases;
  for (const Rounding rounding : {TRN, TRN_ZERO, RND, RND_ZERO, RND_INF, RND_MIN_INF, RND_CONV}) {
    for (const Overflow overflow : {WRAP, SAT, SAT_SYM, SAT_ZERO}) {
      const std::string modes = std::string(to_string(rounding)) + "_" + std::string(to_string(overflow));
      cases.push_back(operator_case("quantize_" + modes, input, [=](const auto& x) {
        return quantize(x, {true, 2, 1}, rounding, overflow);
      }));
      cases.push_back(operator_case("quantize_quotient_" + modes, input, [=](const auto& x) {
        return quantize(x / 3, {false, 1, 2}, rounding, overflow);
      }));
    }
  }
  cases.push_back(operator_case("quantize_wider", input, [](const auto& x) { return quantize(x, {true, 6, 5}); }));
  cases.push_back(operator_case("quantize_to_nothing", input, [](const auto& x) {
    return quantize(x, {false, -2, 1});
  }));
  cases.push_back(operator_case("quantize_high_bits", input, [](const auto& x) {
    return quantize(x, {true, 5, -2}, RND);
  }));
  cases.push_back(operator_case("quantize_per_element", input, [](const auto& x) {
    return quantize(x, FormatArray(Shape{2}, {{true, 2, 0}, {false, 3, 1}}), RND_CONV, SAT);
  }));
  cases.push_back(operator_case("relu", input, [](const auto& x) { return relu(x); }));
  cases.push_back(operator_case("relu_format", input, [](const auto& x) { return relu(x, {false, 2, 1}); }));
  cases.push_back(operator_case("relu_saturating", input, [](const auto& x) {
    return relu(x, {false, 2, 1}, RND, SAT);
  }));
  return cases;
}

}  // namespace wirefold::operators
