// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/pipelining/minimum_registers.h"

#include <algorithm>
#include <optional>

#include "tests/catch.h"
#include "tests/optimizer/pipelining/stage_problem_file.h"
#include "tests/programs/random_program.h"

namespace wirefold {
namespace {

// What one choice of stages costs, by the meaning of registers: every value that a stage reads must be there, held in
// registers since its own stage, or made anew if it is a wire that is read earlier.
class Cut {
 public:
  Cut(const StageProblem& problem, Stages stages, std::uint32_t stage_count)
      : problem_(problem), stages_(std::move(stages)), last_(stages_) {
    for (std::uint32_t i = 0; i < problem_.size(); ++i) {
      if (problem_.step(i).is_input && stages_[i] != 0) is_legal_ = false;
      longest_ = std::max(longest_, path_to(i, stages_[i]));
      if (problem_.step(i).is_output) need(i, stage_count - 1);
    }
  }

  bool is_legal(std::int64_t limit) const { return is_legal_ && longest_ <= limit; }
  std::int64_t longest() const { return longest_; }
  std::uint64_t bits() const {
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < problem_.size(); ++i) {
      bits += std::uint64_t{problem_.step(i).width_bits} * (last_[i] - stages_[i]);
    }
    return bits;
  }

 private:
  // The longest path to step i where it is made in `stage`.
  std::int64_t path_to(std::uint32_t i, std::uint32_t stage) {
    std::int64_t longest = 0;
    for (const std::uint32_t read : problem_.reads(i)) longest = std::max(longest, need(read, stage));
    return longest + problem_.step(i).delay;
  }

  // The longest path to the value of step i where `stage` reads it.
  std::int64_t need(std::uint32_t i, std::uint32_t stage) {
    if (stages_[i] < stage) {
      last_[i] = std::max(last_[i], stage);
      return 0;
    }
    if (stages_[i] > stage && !problem_.step(i).is_wire) is_legal_ = false;
    return path_to(i, stage);
  }

  const StageProblem& problem_;
  const Stages stages_;
  Stages last_;
  bool is_legal_ = true;
  std::int64_t longest_ = 0;
};

struct Best {
  std::uint64_t bits;
  std::int64_t longest;
};

std::optional<Best> best_of_all(const StageProblem& problem, std::uint32_t stage_count, std::int64_t limit) {
  std::optional<Best> best;
  Stages stages(problem.size(), 0);
  for (;;) {
    const Cut cut(problem, stages, stage_count);
    if (cut.is_legal(limit) &&
        (!best || cut.bits() < best->bits || (cut.bits() == best->bits && cut.longest() < best->longest))) {
      best = {cut.bits(), cut.longest()};
    }
    std::size_t digit = 0;
    while (digit < stages.size() && ++stages[digit] == stage_count) stages[digit++] = 0;
    if (digit == stages.size()) return best;
  }
}

StageProblem random_problem(Random& random, int steps, bool has_wires) {
  StageProblem problem;
  const int inputs = random.between(1, 3);
  for (int i = 0; i < steps; ++i) {
    std::vector<std::uint32_t> reads;
    for (int count = i < inputs ? 0 : random.between(1, 2); count > 0; --count) {
      reads.push_back(static_cast<std::uint32_t>(random.between(std::max(0, i - 4), i - 1)));
    }
    StageProblem::Step step;
    step.is_input = i < inputs;
    step.is_wire = has_wires && !step.is_input && random.one_in(3);
    step.delay = step.is_input || step.is_wire ? 0 : random.between(0, 5);
    step.width_bits = static_cast<std::uint32_t>(random.between(0, step.is_wire ? 3 : 9));
    step.is_output = i == steps - 1 || random.one_in(4);
    problem.add(step, reads);
  }
  return problem;
}

TEST_CASE("no choice of stages has fewer register bits, nor as few with a shorter longest stage") {
  const auto seed = GENERATE(range(0, 400));
  INFO("seed " << seed);
  Random random(static_cast<std::uint64_t>(seed));
  const auto stage_count = static_cast<std::uint32_t>(random.between(1, 4));
  const StageProblem problem = random_problem(random, stage_count == 4 ? 6 : 7, random.one_in(2));
  const std::int64_t limit = least_limit(problem, stage_count) + random.between(0, 4);
  const auto best = best_of_all(problem, stage_count, limit);
  REQUIRE(best.has_value());
  const MinimumRegisters found = minimum_registers(problem, {stage_count, limit});
  CHECK(found.bits_between_stages == best->bits);
  CHECK(found.longest_stage == best->longest);
  const Cut cut(problem, found.stages, stage_count);
  CHECK(cut.is_legal(limit));
  CHECK(cut.bits() == best->bits);
  CHECK(cut.longest() == best->longest);
}

TEST_CASE("the least limit and the fewest stages are those of all choices") {
  const auto seed = GENERATE(range(0, 100));
  INFO("seed " << seed);
  Random random(static_cast<std::uint64_t>(seed));
  const StageProblem problem = random_problem(random, 7, random.one_in(2));
  const auto stage_count = static_cast<std::uint32_t>(random.between(1, 3));
  const std::int64_t limit = least_limit(problem, stage_count);
  CHECK(best_of_all(problem, stage_count, limit).has_value());
  if (limit > 0) CHECK_FALSE(best_of_all(problem, stage_count, limit - 1).has_value());
  const std::uint32_t fewest = least_stage_count(problem, limit);
  CHECK(fewest <= stage_count);
  if (fewest > 1) CHECK_FALSE(best_of_all(problem, fewest - 1, limit).has_value());
}

TEST_CASE("da4ml's graph of a network keeps its registers as soon as possible and takes fewer at the least") {
  struct Row {
    std::uint32_t stages;
    std::int64_t adders;
    std::uint64_t as_soon_as_possible;  // da4ml's figure; 0: it has none at this stage count
    std::uint64_t fewest;
  };
  const Row row = GENERATE(Row{4, 5, 3084, 2675}, Row{5, 5, 0, 2130}, Row{4, 6, 0, 1249}, Row{4, 8, 0, 929},
                           Row{7, 3, 5262, 5083}, Row{7, 4, 0, 3129}, Row{7, 5, 0, 2195}, Row{10, 2, 8607, 8348});
  const StageProblemFile network =
      read_stage_problem(WIREFOLD_SOURCE_DIR "/tests/optimizer/pipelining/da4ml_network.txt");
  if (row.as_soon_as_possible > 0) {
    CHECK(least_stage_count(network.problem, row.adders) == row.stages);
    const Stages stages = earliest_stages(network.problem, row.adders);
    CHECK(network.register_bits(stages, row.stages) == row.as_soon_as_possible);
  }
  const MinimumRegisters found = minimum_registers(network.problem, {row.stages, row.adders});
  CHECK(network.register_bits(found.stages, row.stages) == row.fewest);
  CHECK(longest_stage(network.problem, found.stages) <= row.adders);
}

TEST_CASE("a wire is repeated where what it reads is alive anyway") {
  // x of 8 bits, its sign, and steps of one unit; the sign is read in both stages, x in the second.
  StageProblem problem;
  const std::uint32_t x = problem.add({.width_bits = 8, .is_input = true}, {});
  const std::uint32_t sign = problem.add({.width_bits = 1, .is_wire = true}, std::vector{x});
  const std::uint32_t first = problem.add({.delay = 1, .width_bits = 4}, std::vector{sign});
  problem.add({.delay = 1, .width_bits = 4, .is_output = true}, std::vector{first, sign, x});
  const MinimumRegisters found = minimum_registers(problem, {2, 1});
  CHECK(found.bits_between_stages == 8 + 4);
  CHECK(found.stages == Stages{0, 1, 0, 1});
}

}  // namespace
}  // namespace wirefold
