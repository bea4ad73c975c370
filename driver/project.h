// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "wirefold/backends/emulator.h"
#include "wirefold/backends/formal/proof.h"
#include "wirefold/backends/vhdl/bits.h"
#include "wirefold/driver/rtl_model.h"
#include "wirefold/ir/graph.h"

namespace wirefold {

/// The traced program in a project folder, from which the hardware was made.
inline constexpr const char* kProgramFile = "program.wirefold";

/// A project as it lies on disk.
struct HardwareProject {
  CombLogic program;    ///< as it was traced
  std::string backend;  ///< verilog or vhdl
  vhdl::Standard standard = vhdl::Standard::k93;
  EmulatedDesign design;
  std::vector<Port> inputs;
  std::vector<Port> outputs;
};

/// Reads metadata.json, files.f with the sources, and the program.
/// Errors:  IoError for a folder that is no project, or files that are damaged.
HardwareProject read_project(const std::string& folder);

/// What the hardware in a project folder computes for a batch of samples, one array an input of the program.
/// Errors:  as `predict_all` (driver/predict.h); ToolError where the simulator is missing or fails.
std::vector<NumericArray> simulate_project(const HardwareProject& project, const std::vector<NumericArray>& inputs,
                                           Simulator simulator, const Location& location = Location::here());

/// Whether the Verilog in a project folder computes the program it was made from, for every input (formal/proof.h).
/// Errors:  UnsupportedError for a project in another language.
Proof prove_project(const HardwareProject& project, const ProofOptions& options = {});

/// "proved", "undecided ..", or "REFUTED" with the input, what the program makes of it and what the hardware does.
std::string to_string(const Proof& proof, const HardwareProject& project);

}  // namespace wirefold
