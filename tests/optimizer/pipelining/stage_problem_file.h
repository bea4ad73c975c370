// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "wirefold/optimizer/pipelining/stage_problem.h"

namespace wirefold {

/// A problem as make_da4ml_network.py writes it, delays in adders, and the bits of its ports.
struct StageProblemFile {
  StageProblem problem;
  std::uint64_t input_bits = 0;
  std::uint64_t output_bits = 0;

  /// Registers of a cut with input and output registers.
  std::uint64_t register_bits(const Stages& stages, std::uint32_t stage_count) const {
    return input_bits + bits_between_stages(problem, stages, stage_count) + output_bits;
  }
};

/// Throws std::runtime_error if there is no such file.
StageProblemFile read_stage_problem(const std::string& path);

}  // namespace wirefold
