// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "wirefold/sim/engine/plan.h"

namespace wirefold::engine {

// Numbers of more than 64 bits. Their lanes are 64-bit words in two's complement, least significant first, sample after
// sample. Steps that touch one are computed one sample at a time with exact integers.

/// The integer that a cell holds for a sample of a block.
Integer read_cell(const Cell& cell, std::uint32_t offset, const Block& block, std::size_t sample);
/// The low bits of `value`, as many as the cell holds.
void write_cell(const Cell& cell, std::uint32_t offset, const Block& block, std::size_t sample, const Integer& value);

/// Computes one step for all samples of a block, whatever the lanes of its cells.
void run_wide(const Plan& plan, const Step& step, std::span<const std::uint32_t> offsets, const Block& block);

}  // namespace wirefold::engine
