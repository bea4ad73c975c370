// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "wirefold/backends/emulator.h"
#include "wirefold/backends/formal/proof.h"
#include "wirefold/ir/graph.h"

namespace wirefold {

/// The traced program in a project folder, from which the hardware was made.
inline constexpr const char* kProgramFile = "program.wirefold";

/// A Verilog project as it lies on disk.
struct HardwareProject {
  CombLogic program;  ///< as it was traced
  EmulatedDesign design;
  std::vector<Port> inputs;
  std::vector<Port> outputs;
};

/// Reads metadata.json, files.f with the sources, and the program.
/// Errors:  IoError for a folder that is no project, or files that are damaged.
HardwareProject read_project(const std::string& folder);

/// Whether the Verilog in a project folder computes the program it was made from, for every input (formal/proof.h).
Proof prove_project(const HardwareProject& project, const ProofOptions& options = {});

/// "proved", "undecided ..", or "REFUTED" with the input, what the program makes of it and what the hardware does.
std::string to_string(const Proof& proof, const HardwareProject& project);

}  // namespace wirefold
