// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/catch.h"
#include "tests/programs/random_program.h"
#include "wirefold/ir/text.h"
#include "wirefold/sim/interpreter.h"

namespace wirefold {

/// Checks that two programs give the same outputs on `samples` random samples.
inline void check_equivalent(const CombLogic& before, const CombLogic& after, Random& random, int samples) {
  Interpreter expected(before);
  Interpreter actual(after);
  for (int i = 0; i < samples; ++i) {
    const std::vector<Dyadic> sample = random_sample(random, before);
    const auto expected_outputs = expected.run(sample);
    const auto actual_outputs = actual.run(sample);
    REQUIRE(expected_outputs.size() == actual_outputs.size());
    for (std::size_t j = 0; j < expected_outputs.size(); ++j) {
      if (expected_outputs[j] == actual_outputs[j]) continue;
      INFO("before:\n" << print(before) << "after:\n" << print(after));
      INFO("output " << j);
      REQUIRE(expected_outputs[j].to_string() == actual_outputs[j].to_string());
    }
  }
}

}  // namespace wirefold
