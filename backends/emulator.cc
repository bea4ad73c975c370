// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/emulator.h"

#include "wirefold/backends/interface.h"
#include "wirefold/ir/error.h"

namespace wirefold {

EmulatedDesign emulated_design(const EmissionInput& input, const std::vector<ProjectFile>& files) {
  EmulatedDesign design;
  design.top = input.module_name;
  for (const ProjectFile& file : files) {
    if (file.path.starts_with("rtl/")) design.sources.push_back(file);
  }
  const Interface interface =
      make_interface(input.logic, input.schedule, input.module_name, hardware_options("emulator", input.options));
  const ControlPorts& controls = interface.controls;
  for (const Port& port : interface.inputs) design.inputs.push_back({port.name, port.width_bits});
  for (const Port& port : interface.outputs) design.outputs.push_back({port.name, port.width_bits});
  design.has_clock = !controls.clock.empty();
  if (!controls.clock_enable.empty()) design.ties.emplace_back(controls.clock_enable, true);
  if (!controls.reset.empty()) design.ties.emplace_back(controls.reset, controls.reset_is_active_low);
  design.latency_cycles = input.schedule.latency_cycles();
  return design;
}

PortWords empty_outputs(const EmulatedDesign& design, std::size_t sample_count) {
  PortWords outputs;
  for (const EmulatedPort& port : design.outputs) outputs.emplace_back(sample_count * port.words_per_sample());
  return outputs;
}

void check_words(const char* function, const EmulatedDesign& design, const PortWords& inputs,
                 std::size_t sample_count) {
  if (inputs.size() != design.inputs.size()) {
    throw ShapeError(function, "words for " + std::to_string(inputs.size()) + " input ports, the design has " +
                                   std::to_string(design.inputs.size()));
  }
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    const EmulatedPort& port = design.inputs[i];
    if (inputs[i].size() != sample_count * port.words_per_sample()) {
      throw ShapeError(function, "port '" + port.name + "' got " + std::to_string(inputs[i].size()) + " words, " +
                                     std::to_string(sample_count) + " samples of " +
                                     std::to_string(port.words_per_sample()) + " words were expected");
    }
  }
}

PortWords Emulator::record(const PortWords&, std::size_t, const WaveformWindow&) {
  throw UnsupportedError("record", "this simulator writes no waveforms; Verilator and Icarus do");
}

}  // namespace wirefold
