// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "wirefold/backends/emulator.h"
#include "wirefold/backends/verilog/verilator_emulator.h"

namespace wirefold::verilog {

struct BuiltLibrary {
  std::filesystem::path path;
  bool was_cached = false;
};

/// The shared library of a design: from the cache, or built into it. ToolError, IoError.
BuiltLibrary build_emulator(const EmulatedDesign& design, const VerilatorOptions& options);

}  // namespace wirefold::verilog
