// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "wirefold/backends/emulator.h"
#include "wirefold/backends/ports.h"

namespace wirefold {

/// What a proof found out about hardware and program.
struct Proof {
  enum class Outcome { kProved, kRefuted, kUndecided };
  Outcome outcome = Outcome::kUndecided;
  /// Where it was refuted: an input, and what program and hardware make of it, as words of one sample a port.
  PortWords inputs;
  PortWords expected;
  PortWords actual;
};

struct ProofOptions {
  unsigned timeout_seconds = 60;  ///< for the solver
};

/// Whether the Verilog of a design computes the program, for every input: yosys turns it into gates, which are compared
/// with the program in gates (formal/reference_model.h) by trying every input of bits that read few
/// (formal/exhaustion.h) and by ABC for the others (formal/solver.h). A pipelined design is compared after its latency,
/// from any state of its registers, one sample a cycle.
///
/// `inputs`, `outputs`: the ports of the design, in the order of the program's tensors.
/// Errors:  ToolError if yosys or its ABC is missing or fails; ShapeError where the ports are not those of the program.
Proof prove(const CombLogic& program, const EmulatedDesign& design, const std::vector<Port>& inputs,
            const std::vector<Port>& outputs, const ProofOptions& options = {});

}  // namespace wirefold
