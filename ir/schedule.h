// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "wirefold/ir/graph.h"

namespace wirefold {

/// Which pipeline stage computes each operation.
///
/// S stages are S combinational segments with S - 1 ranks of registers between them; input and output registers add
/// one rank each. A value made in stage s and used in stage t passes t - s registers. Inputs are there in stage 0,
/// outputs leave from stage S - 1, constants are there in every stage. A program without registers has one stage.
struct Schedule {
  std::uint32_t stage_count = 1;
  std::vector<std::uint32_t> stages;  ///< one an operation
  bool input_register = false;
  bool output_register = false;

  bool is_pipelined() const { return stage_count > 1 || input_register || output_register; }
  /// Clock cycles from an input to its output.
  std::uint32_t latency_cycles() const {
    return stage_count - 1 + (input_register ? 1U : 0U) + (output_register ? 1U : 0U);
  }
};

/// Everything in one stage and no registers.
Schedule combinational_schedule(const CombLogic& logic);

/// The last stage in which each value is needed; its own stage if nothing later uses it. A constant's is stage 0.
std::vector<std::uint32_t> last_stages(const CombLogic& logic, const Schedule& schedule);

/// Register bits by rank.
struct RegisterBits {
  std::uint64_t input = 0;
  std::uint64_t between_stages = 0;
  std::uint64_t output = 0;
  std::uint64_t total() const { return input + between_stages + output; }
};
RegisterBits register_bits(const CombLogic& logic, const Schedule& schedule);

/// Bits that cross each border between two stages, as many as there are borders. Their sum is `between_stages`.
std::vector<std::uint64_t> border_bits(const CombLogic& logic, const Schedule& schedule);

/// Registers that hand one value on from stage to stage with no reader in between: a shift register of `ranks` ranks.
struct DelayLine {
  ValueId value;
  std::uint32_t first_stage;  ///< the stage that its first rank follows
  std::uint32_t ranks;
};

/// The delay lines that hold the values between the stages, by value and stage; together they are all the registers
/// there.
std::vector<DelayLine> delay_lines(const CombLogic& logic, const Schedule& schedule);

/// The longest path of each stage. `delays`: one an operation, in any unit.
std::vector<std::int64_t> stage_delays(const CombLogic& logic, const Schedule& schedule,
                                       std::span<const std::int64_t> delays);

/// Every broken rule: an operation before its operands, a stage out of range. Empty if the schedule is legal.
std::vector<std::string> violations(const CombLogic& logic, const Schedule& schedule);

/// The same, and every operation that ends later than `longest_stage` within its stage.
std::vector<std::string> violations(const CombLogic& logic, const Schedule& schedule,
                                    std::span<const std::int64_t> delays, std::int64_t longest_stage);

}  // namespace wirefold
