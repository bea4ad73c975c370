// SPDX-License-Identifier: Apache-2.0
#include "wirefold/driver/emulators.h"

#include <utility>

#include "wirefold/backends/verilog/icarus_simulator.h"
#include "wirefold/backends/verilog/verilator_emulator.h"
#include "wirefold/backends/vhdl/ghdl_simulator.h"

namespace wirefold {

std::unique_ptr<Emulator> make_emulator(EmulatedDesign design, Simulator simulator, vhdl::Standard standard,
                                        const std::string& cache_folder) {
  switch (simulator) {
    case Simulator::icarus:
      return std::make_unique<IcarusSimulator>(std::move(design));
    case Simulator::ghdl:
      return std::make_unique<GhdlSimulator>(std::move(design), standard);
    case Simulator::automatic:
    case Simulator::verilator:
      break;
  }
  return std::make_unique<VerilatorEmulator>(std::move(design), VerilatorOptions{.cache_folder = cache_folder});
}

}  // namespace wirefold
