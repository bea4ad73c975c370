// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <vector>

#include "wirefold/sim/engine/plan.h"

namespace wirefold::engine {

/// Code and what it reads, immutable.
struct Assembly {
  std::vector<Instruction> instructions;
  std::vector<CodeTerm> terms;
  std::vector<std::int64_t> weights;
  std::vector<std::vector<std::int64_t>> tables;
  std::vector<const std::int64_t*> table_pointers;
  std::vector<std::uint32_t> offsets;  ///< one a cell: where its lanes start, in bytes a sample
  std::uint32_t bytes_a_sample = 0;    ///< of all lanes

  Code code() const { return {terms.data(), weights.data(), table_pointers.data()}; }
};

/// Places of cells, reused as soon as their last reader is done, and the instructions for the steps in their order.
/// Cells of ports are there from the beginning, those of outputs to the end.
Assembly assemble(const Plan& plan);

}  // namespace wirefold::engine
