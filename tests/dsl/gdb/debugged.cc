// SPDX-License-Identifier: Apache-2.0
// A program to be stopped in: the test looks at its variables.
#include "wirefold/dsl/input.h"
#include "wirefold/dsl/structure.h"

namespace wf = wirefold;

void stop_here(const wf::FixedVariable& scalar, const wf::FixedVariableArray& array,
               const wf::FixedVariableArray& open) {
  static_cast<void>(scalar.size() + array.size() + open.size());
}

int main() {
  const auto array = wf::FixedVariableArrayInput({2, 3}, {true, 7, 0});
  const wf::FixedVariable scalar = (array(0, 1) * 3 >> 2).item();
  const auto open = wf::FixedVariableArrayInput({2});
  stop_here(scalar, array, open);
  return 0;
}
