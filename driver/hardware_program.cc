// SPDX-License-Identifier: Apache-2.0
#include "wirefold/driver/hardware_program.h"

#include <fmt/format.h>

#include "wirefold/driver/estimates.h"
#include "wirefold/driver/predict.h"
#include "wirefold/driver/random_samples.h"
#include "wirefold/driver/version.h"

namespace wirefold {

void HardwareProgram::find_ports() {
  inputs = input_ports(logic);
  outputs = output_ports(logic);
}

EmissionInput HardwareProgram::emission(const Batch& samples) const {
  EmissionInput input{.logic = logic, .schedule = schedule, .module_name = name, .version = std::string(kVersion)};
  input.options = options;
  if (samples.sample_count > 0) {
    input.vectors.sample_count = samples.sample_count;
    input.vectors.inputs = packed(inputs, samples);
    input.vectors.outputs = packed(outputs, run_interpreter(logic, samples, 0));
  }
  const Report figures = report();
  input.figures = {{"estimated_luts", fmt::format("{:.0f}", figures.total.estimated_luts)},
                   {"adders", std::to_string(figures.total.adders)}};
  if (is_scheduled) {
    input.figures.push_back({"register_bits", std::to_string(figures.registers.total())});
    input.figures.push_back({"longest_stage_ns", fmt::format("{:.3f}", figures.longest_stage_ns())});
  }
  return input;
}

std::vector<ProjectFile> HardwareProgram::emit(const Backend& backend, const Batch& samples) const {
  std::vector<ProjectFile> files = backend.emit(emission(samples));
  files.push_back({"estimates.json", estimates_json(logic, schedule, report())});
  return files;
}

Batch HardwareProgram::test_bench_samples(unsigned count, const char* function, const Location& location) const {
  constexpr std::uint64_t kSeed = 1;
  if (count == 0) return {};
  return input_batch(logic, random_samples(logic, count, kSeed), Inputs::strict, function, location);
}

std::vector<NumericArray> HardwareProgram::run(Emulator& emulator, const Batch& samples, unsigned threads) const {
  const PortWords words = emulator.run(packed(inputs, samples), samples.sample_count, threads);
  return output_arrays(logic, unpacked(outputs, words, samples.sample_count));
}

BackendOptions backend_options(const std::vector<std::pair<std::string, std::string>>& given) {
  BackendOptions options;
  for (const auto& [name, value] : given) options[name] = value;
  return options;
}

}  // namespace wirefold
