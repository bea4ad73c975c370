// SPDX-License-Identifier: Apache-2.0
#include "tests/operators/operator_case.h"
#include "wirefold/dsl/lookup.h"
#include "wirefold/dsl/softmax.h"
#include "wirefold/dsl/unary.h"

namespace wirefold::operators {

std::vector<OperatorCase> table_cases() {
  const OperatorInput input{Shape{2}, {true, 2, 3}};
  const OperatorInput natural{Shape{2}, {false, 3, 0}};
  const NumericArray squares = {0, 1, 4, 9, 16, 25, 36, 49};
  const SoftmaxOptions softmax_options{.exp_input = {Format{false, 3, 3}, TRN, SAT},
                                       .exp_output = {Format{false, 1, 6}},
                                       .inverse_input = {Format{false, 3, 4}, RND, SAT},
                                       .inverse_output = {Format{false, 1, 6}}};
  std::vector<OperatorCase> cases = {
      operator_case("lookup", natural,
                    [=](const auto& x) {
                      return lookup(x, LookupTable({false, 3, 0}, squares));
                    }),
      operator_case("lookup_wrapping", input,
                    [=](const auto& x) {
                      return lookup(-x * 2, LookupTable({true, 2, 0}, squares));
                    }),
      operator_case("composed_function", input,
                    [](const auto& x) {
                      return quantize(1 / (1 + exp(-pending(x) * 3)), {true, 1, 8}, RND);
                    }),
      operator_case("reciprocal_saturated", input,
                    [](const auto& x) {
                      return quantize(reciprocal(x), {true, 3, 4}, TRN, SAT);
                    }),
      operator_case("floor_of_function", natural, [](const auto& x) { return floor(sqrt(x)); }),
      operator_case("users_function", input,
                    [](const auto& x) {
                      return quantize(apply(x, [](double v) { return v * v * v; }), {true, 7, 3}, RND_CONV, SAT);
                    }),
      operator_case("softmax", OperatorInput{Shape{4}, {true, 2, 1}},
                    [=](const auto& x) { return softmax(x, softmax_options); }),
  };
#define WIREFOLD_CASE(enumerator, name)                                                                            \
  cases.push_back(operator_case(#name, OperatorInput{Shape{2}, {false, 0, 5}}, [](const auto& x) {                 \
    return quantize(::wirefold::name(pending(x) + (UnaryFunction::enumerator == UnaryFunction::kArccosh ? 1 : 0)), \
                    {true, 3, 6}, RND_CONV, SAT);                                                                  \
  }));
  WIREFOLD_UNARY_FUNCTIONS(WIREFOLD_CASE)
#undef WIREFOLD_CASE
  return cases;
}

}  // namespace wirefold::operators
