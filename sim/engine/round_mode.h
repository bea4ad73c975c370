// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace wirefold::engine {

/// The ways to round that are not an addition and a shift: what Instruction::mode of `round` holds.
enum class RoundMode : std::uint8_t { to_zero, half_to_zero, half_away, half_to_even };

}  // namespace wirefold::engine
