// SPDX-License-Identifier: Apache-2.0
#include "tests/operators/operator_case.h"

namespace wirefold::operators {

std::vector<OperatorCase> all_cases() {
  std::vector<OperatorCase> all;
  for (const auto cases : {arithmetic_cases, quantizer_cases, reduction_cases, contraction_cases, logic_cases,
                           structure_cases, table_cases}) {
    for (OperatorCase& one : cases()) all.push_back(std::move(one));
  }
  return all;
}

}  // namespace wirefold::operators
