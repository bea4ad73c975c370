// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wirefold/backends/backend.h"
#include "wirefold/backends/emulator.h"

namespace wirefold {

// C++ for high-level synthesis: one function, one sample a call, a new call each clock cycle (II = 1), whose stages the
// tool chooses. So the program stays combinational here: UnsupportedError for a pipelined schedule.
//
// Files: src/<name>.h, src/<name>.cc, tb/<name>_packed.h, tb/<name>_tb.cc (if there are vectors), run_test_bench.sh,
// metadata.json, name_map.json, README.md and a script for the tool below syn/.
// Options: source_comments (true).
// Errors of emit: those of write_function (backends/hls/function_writer.h); ValueError for options.

/// AMD Vitis HLS, with ap_fixed. Its option `interface` is `function`, or `kernel` for the text of a template function
/// that hls4ml's strategy `distributed_arithmetic` takes in place of its own; then src/<name>.h is the only source.
Backend vitis_backend();

/// The Intel HLS Compiler, with ac_fixed.
Backend hlslib_backend();

/// Intel oneAPI, with ac_fixed; the function is for a kernel of the user's.
Backend oneapi_backend();

/// The C++ that one of these backends emitted, for HlsEmulator.
EmulatedDesign hls_emulated_design(const EmissionInput& input, const std::vector<ProjectFile>& files);

}  // namespace wirefold
