// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <random>
#include <vector>

#include "wirefold/ir/graph.h"
#include "wirefold/ir/schedule.h"

namespace wirefold {

/// A random source that gives the same numbers on every machine; the standard distributions do not.
class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}
  /// From low to high, both included.
  int between(int low, int high) {
    const auto count = static_cast<std::uint64_t>(high - low) + 1;
    return low + static_cast<int>(engine_() % count);
  }
  bool one_in(int n) { return between(1, n) == 1; }
  std::uint64_t bits() { return engine_(); }

 private:
  std::mt19937_64 engine_;
};

struct RandomProgramOptions {
  int inputs = 4;
  int operations = 20;
  int widest = 40;         ///< wider values are quantized before they are used again
  int widest_format = 12;  ///< of inputs and quantizers
  bool lowered = false;    ///< only what a backend takes
};

/// A program of random operations of every opcode and mode: correlated operands, constants, negative integer and
/// fraction bits, zero widths, shared values, unused inputs, outputs that are constants or copies of inputs.
CombLogic random_program(Random& random, const RandomProgramOptions& options = {});
CombLogic random_program(std::uint64_t seed, const RandomProgramOptions& options = {});

/// A sample for a program: corners, small and random numbers, some of them off the grid and out of range.
std::vector<Dyadic> random_sample(Random& random, const CombLogic& logic);

/// A legal schedule with so many stages, cut at random.
Schedule random_schedule(const CombLogic& logic, std::uint32_t stage_count, std::uint64_t seed);

}  // namespace wirefold
