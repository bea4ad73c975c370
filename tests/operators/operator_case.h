// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "wirefold/dsl/fixed_variable_array.h"
#include "wirefold/dsl/input.h"
#include "wirefold/dsl/numeric_array.h"

namespace wirefold::operators {

struct OperatorInput {
  Shape shape;
  Format format;
};

/// One function of the language on operands of some shapes and formats, written once for both kinds of arrays. The
/// suite (operators_test.cc) holds it against every other form of the program.
struct OperatorCase {
  std::string name;
  std::vector<OperatorInput> inputs;
  std::function<FixedVariableArray(const std::vector<FixedVariableArray>&)> on_variables;
  std::function<NumericArray(const std::vector<NumericArray>&)> on_numbers;
};

/// `model` takes as many arrays as there are inputs.
template <class Model>
OperatorCase operator_case(std::string name, const OperatorInput& x, Model model) {
  return {std::move(name),
          {x},
          [model](const std::vector<FixedVariableArray>& inputs) -> FixedVariableArray { return model(inputs[0]); },
          [model](const std::vector<NumericArray>& inputs) -> NumericArray { return model(inputs[0]); }};
}
template <class Model>
OperatorCase operator_case(std::string name, const OperatorInput& x, const OperatorInput& y, Model model) {
  return {std::move(name),
          {x, y},
          [model](const std::vector<FixedVariableArray>& inputs) -> FixedVariableArray {
            return model(inputs[0], inputs[1]);
          },
          [model](const std::vector<NumericArray>& inputs) -> NumericArray { return model(inputs[0], inputs[1]); }};
}

// The operators by kind; all_cases.cc joins them.
std::vector<OperatorCase> arithmetic_cases();
std::vector<OperatorCase> quantizer_cases();
std::vector<OperatorCase> reduction_cases();
std::vector<OperatorCase> contraction_cases();
std::vector<OperatorCase> logic_cases();
std::vector<OperatorCase> structure_cases();
std::vector<OperatorCase> table_cases();

std::vector<OperatorCase> all_cases();

}  // namespace wirefold::operators
