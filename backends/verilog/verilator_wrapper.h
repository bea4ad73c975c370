// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "wirefold/backends/emulator.h"

namespace wirefold::verilog {

// The names inside an emulator library. They are fixed, so that no name of a design meets C++ or Verilator's own names.
inline constexpr std::string_view kEmulatorTop = "emulator_top";
inline constexpr std::string_view kEmulatorPrefix = "Vemulator";

/// The ABI of an emulator library: plain C functions, found by these names.
using CreateFunction = void* (*)();
using DestroyFunction = void (*)(void* instance);
/// Runs `sample_count` samples; one pointer to words a port, as PortWords has them.
using RunFunction = void (*)(void* instance, std::size_t sample_count, const std::uint64_t* const* inputs,
                             std::uint64_t* const* outputs);

/// The same, with the signals of some cycles written to a file: only in libraries that are built for it.
using RecordFunction = void (*)(void* instance, std::size_t sample_count, const std::uint64_t* const* inputs,
                                std::uint64_t* const* outputs, const char* path, std::size_t first_cycle,
                                std::size_t cycle_count);

/// A Verilog module `emulator_top` around the design with the ports clk, i0, i1, ..., o0, o1, ...
std::string emulator_top(const EmulatedDesign& design);

/// C++ that includes Verilator's model of `emulator_top` and defines the functions of the ABI; the one that records if
/// Verilator was asked for waveforms.
std::string emulator_wrapper(const EmulatedDesign& design, bool has_waveforms);

}  // namespace wirefold::verilog
