// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "wirefold/ir/graph.h"
#include "wirefold/ir/schedule.h"

namespace wirefold::backends_test {

struct ProgramLimits {
  int inputs = 8;
  int operations = 60;
  int max_input_bits = 12;
  int max_bits = 60;  ///< wider results are cut by a quantizer
};

/// A lowered program of every opcode with random formats, shifts and signs. It has unused inputs, inputs of no bits,
/// constants and inputs as outputs, and several outputs of one value.
CombLogic random_program(std::uint64_t seed, const ProgramLimits& limits);

/// A legal schedule with so many stages, cut at random.
Schedule random_schedule(const CombLogic& logic, std::uint32_t stage_count, std::uint64_t seed);

}  // namespace wirefold::backends_test
