// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "wirefold/ir/graph.h"

namespace wirefold {

/// What the choice of stages depends on: steps in the order of a program, each reading the values of earlier ones.
class StageProblem {
 public:
  struct Step {
    std::int64_t delay = 0;
    std::uint32_t width_bits = 0;  ///< of its value; 0 for what is on no register
    bool is_input = false;         ///< is there in stage 0
    bool is_output = false;        ///< is needed in the last stage
    /// No delay and no logic. It is made anew in every stage where it is read before its own stage, which is only the
    /// first in which its own value, not what it reads, is held in registers.
    bool is_wire = false;
  };

  std::uint32_t add(const Step& step, std::span<const std::uint32_t> reads);

  std::size_t size() const { return steps_.size(); }
  const Step& step(std::size_t i) const { return steps_[i]; }
  /// The steps whose values have to be alive in the stage of step i.
  std::span<const std::uint32_t> reads(std::size_t i) const { return row(reads_, first_read_, i); }
  /// The steps that must not be in a later stage than step i, and whose delays come before its own: what it reads,
  /// with wires replaced by what they read.
  std::span<const std::uint32_t> follows(std::size_t i) const { return row(follows_, first_follow_, i); }

 private:
  static std::span<const std::uint32_t> row(const std::vector<std::uint32_t>& all,
                                            const std::vector<std::size_t>& first, std::size_t i) {
    return std::span(all).subspan(first[i], first[i + 1] - first[i]);
  }

  std::vector<Step> steps_;
  std::vector<std::uint32_t> reads_;
  std::vector<std::uint32_t> follows_;
  std::vector<std::size_t> first_read_{0};
  std::vector<std::size_t> first_follow_{0};
};

/// The steps of a lowered program, one an operation; constants are on no register and are read by nothing.
/// `delays`: one an operation. `repeats_wires`: whether operations that are only wires may be repeated.
StageProblem stage_problem(const CombLogic& logic, std::span<const std::int64_t> delays, bool repeats_wires);

/// A stage for every step, the first being 0.
using Stages = std::vector<std::uint32_t>;

inline constexpr std::int64_t kNoLimit = std::numeric_limits<std::int64_t>::max() / 4;

/// Every step in the first stage in which it ends in time; no step takes longer than `limit`.
Stages earliest_stages(const StageProblem& problem, std::int64_t limit);
/// Every step in the last stage of `stage_count` in which it does, inputs in stage 0. As many stages must suffice.
Stages latest_stages(const StageProblem& problem, std::int64_t limit, std::uint32_t stage_count);

/// The fewest stages of at most `limit`.
std::uint32_t least_stage_count(const StageProblem& problem, std::int64_t limit);
/// The least limit that `stage_count` stages can keep.
std::int64_t least_limit(const StageProblem& problem, std::uint32_t stage_count);

/// When each value is ready within its stage: the longest path to its step that lies in that stage.
std::vector<std::int64_t> arrivals(const StageProblem& problem, const Stages& stages);
/// The longest path within a stage.
std::int64_t longest_stage(const StageProblem& problem, const Stages& stages);

/// Register bits between the stages: width times the number of borders between the stage that makes a value and the
/// last one that needs it.
std::uint64_t bits_between_stages(const StageProblem& problem, const Stages& stages, std::uint32_t stage_count);

}  // namespace wirefold
