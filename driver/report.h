// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "wirefold/ir/graph.h"
#include "wirefold/ir/schedule.h"
#include "wirefold/optimizer/cost/shift_registers.h"

namespace wirefold {

/// Figures of the operations that lead to one named tensor, or to an output, and to none named before it.
struct LayerFigures {
  std::string name;
  std::size_t adders = 0;          ///< sums that are carry chains
  std::size_t one_bit_adders = 0;  ///< their bits, from the higher least bit to the highest operand bit, sign included
  std::size_t multipliers = 0;     ///< products of two variables
  double estimated_luts = 0;
  std::int64_t carry_cells = 0;
};

/// What a lowered program costs on a device, before synthesis: estimates of the profile, not measurements.
struct Report {
  std::string device;
  std::string calibration;           ///< how far the profile's estimates were from synthesis
  std::vector<LayerFigures> layers;  ///< in program order; operations that lead to no output are not counted
  LayerFigures total;
  std::uint32_t stages = 1;
  std::uint32_t latency_cycles = 0;
  RegisterBits registers;
  ShiftRegisters shift_registers;  ///< what of them the device makes of LUTs
  std::vector<double> stage_delays_ns;
  std::vector<std::uint64_t> border_bits;  ///< register bits between each stage and the next

  double longest_stage_ns() const;
  /// The most register bits between two stages; 0 for one stage.
  std::uint64_t widest_border_bits() const;
};

/// Errors:  ValueError for a device that is not known.
Report make_report(const CombLogic& logic, const Schedule& schedule, const std::string& device);

/// A table a person reads, one line a layer.
std::string to_string(const Report& report);

}  // namespace wirefold
