// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "wirefold/backends/backend.h"
#include "wirefold/backends/emulator.h"

namespace wirefold::backends_test {

/// A program on its way through a backend.
struct EmittedProgram {
  std::vector<ProjectFile> files;
  EmulatedDesign design;
  TestVectors vectors;  ///< samples, and what ir/semantics.h says of them
};

/// Emits a program with `sample_count` samples: corners of the input formats first (all zeros, all ones, greatest,
/// least, one), then random bits.
EmittedProgram emit_program(const CombLogic& logic, const Schedule& schedule, std::size_t sample_count,
                            std::uint64_t seed, const std::string& module_name = "dut",
                            const std::string& backend = "verilog", const BackendOptions& options = {});

/// The file at that path of a project; the test fails if it is not there.
const std::string& file_contents(const std::vector<ProjectFile>& files, const std::string& path);

/// The test benches of a project: that of the design, then those of its wrappers; "dut_tb".
std::vector<std::string> benches_of(const EmittedProgram& program);

/// What `verilator --lint-only -Wall`, `iverilog -g2001 -Wall` and `yosys check -assert` say of the project's modules:
/// nothing if all is well. Every wrapper is a top module of its own; Icarus reads the test benches as well.
std::string lint_output(const EmittedProgram& program);

/// The first difference between the simulated and the expected outputs, as text; empty if there is none.
std::string first_difference(const EmittedProgram& program, Emulator& emulator, unsigned threads = 1);

/// The cache of all tests of this build.
std::string test_cache_folder();

}  // namespace wirefold::backends_test
