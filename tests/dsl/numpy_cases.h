// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "wirefold/ir/shape.h"

namespace wirefold {

/// What numpy gives for an expression of the arrays x, m, n, v, s (tests/dsl/numpy_testing.h).
struct NumpyCase {
  const char* expression;
  Shape shape;
  std::vector<std::int64_t> values;
};

const std::vector<NumpyCase>& numpy_cases();
const std::vector<NumpyCase>& numpy_cases_reduce();
const std::vector<NumpyCase>& numpy_cases_elementwise();
const std::vector<NumpyCase>& numpy_cases_rearrange();
const std::vector<NumpyCase>& numpy_cases_contract();
const std::vector<NumpyCase>& numpy_cases_compare();

}  // namespace wirefold
