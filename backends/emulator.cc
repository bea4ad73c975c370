// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/emulator.h"

#include "wirefold/ir/error.h"

namespace wirefold {

EmulatedDesign emulated_design(const EmissionInput& input, const std::vector<ProjectFile>& files) {
  EmulatedDesign design;
  design.top = input.module_name;
  for (const ProjectFile& file : files) {
    if (file.path.starts_with("rtl/")) design.sources.push_back(file);
  }
  for (const Port& port : input_ports(input.logic)) design.inputs.push_back({port.name, port.width_bits});
  for (const Port& port : output_ports(input.logic)) design.outputs.push_back({port.name, port.width_bits});
  design.has_clock = input.schedule.is_pipelined();
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

}  // namespace wirefold
