// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "wirefold/backends/backend.h"
#include "wirefold/backends/ports.h"

namespace wirefold {

/// One port as a simulator sees it: a vector of bits; 0 bits is a port that the hardware does not have.
struct EmulatedPort {
  std::string name;
  std::size_t width_bits = 0;

  std::size_t words_per_sample() const { return (width_bits + 63) / 64; }
};

/// A hardware description to run, as plain data. A clock, if there is one, is the port `clk`.
struct EmulatedDesign {
  std::string top;
  std::vector<ProjectFile> sources;  ///< in compile order
  std::vector<EmulatedPort> inputs;
  std::vector<EmulatedPort> outputs;
  bool has_clock = false;
  /// Input ports that keep one level while samples run: a clock enable, a reset.
  std::vector<std::pair<std::string, bool>> ties = {};
  std::uint32_t latency_cycles = 0;  ///< from a sample to its result; a new sample is taken every cycle
};

/// The design that a backend emitted: those of its files that lie below rtl/.
EmulatedDesign emulated_design(const EmissionInput& input, const std::vector<ProjectFile>& files);

/// The words of several samples, per port: sample after sample, `words_per_sample()` words each, least significant
/// word first.
using PortWords = std::vector<std::vector<std::uint64_t>>;

/// What to record of a run: the clock cycles (for a combinational design: the samples) from `first_cycle` on.
struct WaveformWindow {
  std::string path;  ///< of the FST file to write
  std::size_t first_cycle = 0;
  std::size_t cycle_count = 1000;
};

/// Runs `count` samples from the words of each input port to those of each output port.
using RunSamples =
    std::function<void(std::size_t count, const std::uint64_t* const* inputs, std::uint64_t* const* outputs)>;

/// Shares the samples between threads (0: one a processor), of which each calls `run` once, and returns the outputs.
PortWords run_in_threads(const EmulatedDesign& design, const PortWords& inputs, std::size_t sample_count,
                         unsigned threads, const RunSamples& run);

/// Runs a design in an external simulator.
class Emulator {
 public:
  virtual ~Emulator() = default;

  /// Builds what `run` needs; does nothing the second time. ToolError with the exact command and the last lines of its
  /// output if a tool is missing or fails.
  virtual void compile() = 0;

  /// Streams the samples through the hardware, one a cycle, and returns the words of the output ports.
  ///
  /// `inputs` has one entry a port of the design; bits above a port's width are ignored. `threads`: how many instances
  /// of the hardware share the samples, 0 for one a processor; the result does not depend on it.
  /// Errors: ShapeError for words of another number of ports or samples; ToolError as `compile`, which it calls.
  virtual PortWords run(const PortWords& inputs, std::size_t sample_count, unsigned threads) = 0;

  /// `run` in one thread, with the signals of some cycles written to a file for a waveform viewer.
  /// Errors: as `run`; UnsupportedError for a simulator that writes no such file; IoError if it cannot be written.
  virtual PortWords record(const PortWords& inputs, std::size_t sample_count, const WaveformWindow& window);
};

/// Words of the output ports, all zero.
PortWords empty_outputs(const EmulatedDesign& design, std::size_t sample_count);

/// Throws ShapeError unless `inputs` holds `sample_count` samples of every port of the design.
void check_words(const char* function, const EmulatedDesign& design, const PortWords& inputs, std::size_t sample_count);

}  // namespace wirefold
