// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wirefold/ir/builder.h"

namespace wirefold::backends_test {

/// y = relu(2a - b/4 + 3), cut to u3.1; the negative side is an output of its own.
inline CombLogic small_program() {
  Builder builder;
  builder.begin_input("x", Shape{2});
  const ValueId a = builder.input({true, 3, 2}, {"net.cc", 4});
  const ValueId b = builder.input({false, 4, 0}, {"net.cc", 4});
  const Use difference_terms[] = {{b, -2, true}, {a, 1}};
  const ValueId difference = builder.sum(difference_terms, {"net.cc", 6});
  const ValueId three = builder.constant(Dyadic(3));
  const Use biased_terms[] = {{difference}, {three}};
  const ValueId biased = builder.sum(biased_terms, {"net.cc", 7});
  builder.add_named_tensor({"dense0", Shape{1}, {{biased}}});
  const ValueId y = builder.relu({biased}, {false, 3, 1}, {"net.cc", 8});
  const ValueId negative = builder.less_than({biased}, Dyadic(0), {"net.cc", 9});
  builder.add_output({"y", Shape{}, {{y}}});
  builder.add_output({"flags", Shape{3}, {{negative}, {three}, {biased, 0, true}}});
  return builder.finish();
}

/// Its schedule in three stages with all registers there are.
inline Schedule small_schedule(const CombLogic& logic) {
  Schedule schedule = combinational_schedule(logic);
  schedule.stage_count = 3;
  schedule.input_register = true;
  schedule.output_register = true;
  for (std::size_t i = 3; i < schedule.stages.size(); ++i) schedule.stages[i] = 2;
  return schedule;
}

}  // namespace wirefold::backends_test
