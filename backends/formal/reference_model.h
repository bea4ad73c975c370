// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "wirefold/backends/formal/bit_netlist.h"
#include "wirefold/backends/ports.h"

namespace wirefold::formal {

/// A program in gates, straight from the law of ir/operation.h: no lowering, no intervals, no expressions of a backend.
struct ReferenceModel {
  BitNetlist netlist;
  std::vector<std::vector<BitNetlist::Bit>> inputs;   ///< the bits of each port
  std::vector<std::vector<BitNetlist::Bit>> outputs;  ///< the bits of each port
  BitNetlist::Bit fits = BitNetlist::kOne;            ///< 1 where every result is one of its format
};

/// `inputs` and `outputs` are the ports of the hardware, in the order of the program's tensors; they say which bits
/// carry which element.
/// Errors:  ShapeError where the program has other tensors than the ports.
ReferenceModel reference_model(const CombLogic& program, const std::vector<Port>& inputs,
                               const std::vector<Port>& outputs);

}  // namespace wirefold::formal
