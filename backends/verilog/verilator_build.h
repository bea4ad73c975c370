// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wirefold/backends/build_cache.h"
#include "wirefold/backends/emulator.h"
#include "wirefold/backends/verilog/verilator_emulator.h"

namespace wirefold::verilog {

/// The shared library of a design: from the cache, or built into it. ToolError, IoError.
CachedFile build_emulator(const EmulatedDesign& design, const VerilatorOptions& options);

}  // namespace wirefold::verilog
