// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "wirefold/optimizer/cmvm/node_table.h"
#include "wirefold/optimizer/cmvm/sharing.h"

namespace wirefold::cmvm {

/// A problem as the ways to build it see it: the first rows are shared, late ones only join the final sums.
struct Task {
  Problem problem;
  Matrix matrix;                         ///< of the early rows
  std::vector<DigitColumn> late_digits;  ///< of the late rows, by column
  std::uint32_t least_depth = 0;         ///< the earliest time at which the last output can be there
  std::uint64_t least_adders = 0;        ///< no graph has fewer
  std::uint32_t deadline = ArrivalBudget::kNever;

  explicit Task(Problem problem);
};

/// A way to build a solution.
struct Recipe {
  /// Matrices whose product is the task's matrix; each is built on top of the one before it.
  std::shared_ptr<const std::vector<Matrix>> stages;
  std::size_t main_stage = 0;          ///< the stage whose digits may be chosen
  std::vector<std::uint32_t> choices;  ///< see digit_columns; empty for canonical digits
  SharingRule rule;
  bool transposes = false;  ///< builds the transposed stages, for y^T = W^T x^T, and turns all edges around
};

/// What a recipe gives. Outputs are terms of the table.
struct Construction {
  NodeTable nodes;
  std::vector<Term> outputs;
  std::uint64_t steps = 0;
  bool is_in_time = false;
};

Construction construct(const Task& task, const Recipe& recipe);

/// A graph for the task from one for the transposed matrix, with every edge turned around.
AdderGraph transposed_graph(const Task& task, const AdderGraph& of_transposed);

}  // namespace wirefold::cmvm
