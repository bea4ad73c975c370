// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include "wirefold/backends/emulator.h"
#include "wirefold/backends/vhdl/bits.h"

namespace wirefold {

class TemporaryFolder;

/// Runs a VHDL design in GHDL. Works with every code generator of GHDL, also with mcode, which builds no programs: each
/// run is a process that reads samples from a file and writes the outputs to another.
class GhdlSimulator final : public Emulator {
 public:
  /// Works in a temporary folder below `work_folder`; empty for the system's.
  explicit GhdlSimulator(EmulatedDesign design, vhdl::Standard standard = vhdl::Standard::k93,
                         std::string work_folder = {});
  ~GhdlSimulator() override;

  /// Analyses the design. ToolError for warnings as well as for errors: the emitted text has none.
  void compile() override;
  /// `threads` processes share the samples.
  PortWords run(const PortWords& inputs, std::size_t sample_count, unsigned threads) override;
  /// The window begins as many cycles earlier as the design's latency has, with the samples that fill the registers. A
  /// cycle takes 2 ns, the clock rises in its middle.
  PortWords record(const PortWords& inputs, std::size_t sample_count, const WaveformWindow& window) override;

 private:
  std::vector<std::string> run_command(const std::string& from, const std::string& to) const;
  void run_part(const PortWords& inputs, std::size_t first, std::size_t count, PortWords& outputs) const;

  EmulatedDesign design_;
  vhdl::Standard standard_;
  std::string work_folder_;
  std::unique_ptr<TemporaryFolder> folder_;  // set once it holds the analysed design
};

}  // namespace wirefold
