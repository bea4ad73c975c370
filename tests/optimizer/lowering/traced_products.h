// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "tests/optimizer/equivalence.h"
#include "wirefold/ir/builder.h"
#include "wirefold/optimizer/cost/operation_cost.h"
#include "wirefold/optimizer/optimize.h"

namespace wirefold {

/// Carry chains of a program.
inline std::size_t adders_of(const CombLogic& logic) {
  std::size_t count = 0;
  for (const Operation& operation : logic.operations()) count += is_adder(logic, operation) ? 1 : 0;
  return count;
}

/// One input tensor "x" of so many elements.
inline std::vector<Use> add_inputs(Builder& builder, std::size_t count, const Format& format = {true, 7, 0}) {
  builder.begin_input("x", Shape{count});
  std::vector<Use> inputs;
  for (std::size_t i = 0; i < count; ++i) inputs.push_back({builder.input(format)});
  return inputs;
}

/// Optimizes the program of these results for a device, and compares the two on random samples.
inline CombLogic optimized(Builder& builder, const std::vector<Use>& results, const char* device,
                           const DepthLimits& depth = {}) {
  builder.add_output({"y", Shape{results.size()}, results});
  const CombLogic traced = builder.finish();
  const CombLogic result = optimize(traced, {.device = device, .depth = depth});
  const std::uint64_t seed = 5;
  INFO("seed " << seed);
  Random random(seed);
  check_equivalent(traced, result, random, 50);
  return result;
}

}  // namespace wirefold
