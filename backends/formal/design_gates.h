// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "wirefold/backends/emulator.h"
#include "wirefold/backends/formal/bit_netlist.h"
#include "wirefold/backends/formal/blif.h"

namespace wirefold::formal {

/// The hardware in gates, from its Verilog through yosys. ToolError if yosys is missing or refuses it.
BlifModel design_gates(const EmulatedDesign& design);

/// Builds the hardware in `netlist` as many times as its latency has cycles and once more, and returns the bits of each
/// output port in the last cycle.
///
/// `inputs`: the bits of each input port in the first cycle. What the proof must not rely on becomes free inputs of the
/// network: what registers hold in the first cycle, inputs in later ones, undefined signals.
std::vector<std::vector<BitNetlist::Bit>> unrolled_outputs(const EmulatedDesign& design, const BlifModel& gates,
                                                           const std::vector<std::vector<BitNetlist::Bit>>& inputs,
                                                           BitNetlist& netlist);

}  // namespace wirefold::formal
