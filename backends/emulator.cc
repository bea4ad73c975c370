// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/emulator.h"

#include <algorithm>
#include <thread>

#include "wirefold/backends/interface.h"
#include "wirefold/ir/error.h"

namespace wirefold {

EmulatedDesign emulated_design(const EmissionInput& input, const std::vector<ProjectFile>& files) {
  EmulatedDesign design;
  design.top = input.module_name;
  for (const ProjectFile& file : files) {
    if (file.path.starts_with("rtl/")) design.sources.push_back(file);
  }
  const HardwareOptions options = hardware_options("emulator", input.options);
  const Interface interface = make_interface(input.logic, input.schedule, input.module_name, options);
  // A simulator sees a port a tensor: of the design, or of the wrapper that joins its elements.
  if (options.has_element_ports) design.top += "_" + std::string(to_string(WrapperKind::kTensor));
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

PortWords run_in_threads(const EmulatedDesign& design, const PortWords& inputs, std::size_t sample_count,
                         unsigned threads, const RunSamples& run) {
  // Samples that a thread takes at least: an instance takes as long to make as some samples to run.
  constexpr std::size_t kLeastSamples = 64;
  PortWords outputs = empty_outputs(design, sample_count);
  const auto run_part = [&](std::size_t first, std::size_t count) {
    std::vector<const std::uint64_t*> from;
    std::vector<std::uint64_t*> to;
    for (std::size_t i = 0; i < inputs.size(); ++i) {
      from.push_back(inputs[i].data() + first * design.inputs[i].words_per_sample());
    }
    for (std::size_t i = 0; i < outputs.size(); ++i) {
      to.push_back(outputs[i].data() + first * design.outputs[i].words_per_sample());
    }
    run(count, from.data(), to.data());
  };
  const std::size_t wanted = threads == 0 ? std::max(std::thread::hardware_concurrency(), 1U) : threads;
  const std::size_t parts = std::clamp<std::size_t>(sample_count / kLeastSamples, 1, wanted);
  std::vector<std::jthread> workers;
  for (std::size_t part = 1; part < parts; ++part) {
    const std::size_t first = sample_count * part / parts;
    workers.emplace_back(run_part, first, sample_count * (part + 1) / parts - first);
  }
  run_part(0, sample_count / parts);
  workers.clear();
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
  throw UnsupportedError("record", "this simulator writes no waveforms; Verilator, Icarus and GHDL do");
}

}  // namespace wirefold
