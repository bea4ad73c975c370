// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include "wirefold/backends/emulator.h"

namespace wirefold {

class TemporaryFolder;

/// Runs a design in Icarus Verilog, as a second opinion on what the RTL means. Slow: for cross-checks.
class IcarusSimulator final : public Emulator {
 public:
  /// Works in a temporary folder below `work_folder`; empty for the system's.
  explicit IcarusSimulator(EmulatedDesign design, std::string work_folder = {});
  ~IcarusSimulator() override;

  void compile() override;
  /// One process runs all samples: `threads` is of no use here.
  PortWords run(const PortWords& inputs, std::size_t sample_count, unsigned threads) override;
  PortWords record(const PortWords& inputs, std::size_t sample_count, const WaveformWindow& window) override;

 private:
  PortWords simulate(const PortWords& inputs, std::size_t sample_count, const std::vector<std::string>& arguments);

  EmulatedDesign design_;
  std::string work_folder_;
  std::unique_ptr<TemporaryFolder> folder_;  // set once it holds the compiled design
};

}  // namespace wirefold
