// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

namespace wirefold::cmvm {

/// Odd numbers from 1 on, each of them +-(a << s) +- b of two earlier ones (or of one of them twice): the multiples of
/// one variable that its adders make, in an order in which they can be made. The leading 1 is left out.
using ConstantChain = std::vector<std::uint32_t>;

struct ConstantChains {
  std::vector<ConstantChain> chains;  ///< all equally short; empty if the search ended before the first one
  std::uint64_t steps = 0;            ///< pairs of numbers and shifts looked at
};

/// Constants of at most so many bits are searched.
inline constexpr unsigned kMostConstantBits = 12;

/// The shortest chains that hold all `targets`: odd, distinct, above 1 and of at most kMostConstantBits. Chains of
/// none, one, two, three numbers beside the targets are enumerated in turn; three are enough for any single constant.
/// Numbers on the way have at most one bit more than constants may have. `most_steps` may end the search without a
/// result.
///
/// Source: the distance tests of Voronenko and Pueschel (Multiplierless multiple constant multiplication, 2007).
ConstantChains shortest_chains(const std::vector<std::uint32_t>& targets, std::uint64_t most_steps);

}  // namespace wirefold::cmvm
