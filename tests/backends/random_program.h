// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <random>

#include "wirefold/ir/builder.h"
#include "wirefold/ir/schedule.h"

namespace wirefold::backends_test {

/// The same numbers from every standard library, unlike the distributions of <random>.
class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}
  /// In [low, high].
  int integer(int low, int high) {
    return low + static_cast<int>(engine_() % static_cast<std::uint64_t>(high - low + 1));
  }
  bool chance(int percent) { return integer(1, 100) <= percent; }
  std::uint64_t word() { return engine_(); }
  template <class Items>
  const auto& pick(const Items& items) {
    return items[static_cast<std::size_t>(integer(0, static_cast<int>(items.size()) - 1))];
  }

 private:
  std::mt19937_64 engine_;
};

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
