// SPDX-License-Identifier: Apache-2.0
#include "wirefold/driver/hls_model.h"

#include <fmt/format.h>

#include "wirefold/backends/backend.h"
#include "wirefold/backends/hls/hls_backend.h"
#include "wirefold/backends/hls/hls_emulator.h"
#include "wirefold/backends/port_packing.h"
#include "wirefold/driver/estimates.h"
#include "wirefold/driver/random_samples.h"
#include "wirefold/driver/version.h"
#include "wirefold/driver/write_files.h"
#include "wirefold/ir/error.h"
#include "wirefold/optimizer/optimize.h"

namespace wirefold {
namespace {

// The seed of the samples that a test bench has.
constexpr std::uint64_t kTestBenchSeed = 1;

const char* backend_name(HLSFlavor flavor) {
  switch (flavor) {
    case HLSFlavor::vitis:
      return "vitis";
    case HLSFlavor::hlslib:
      return "hlslib";
    case HLSFlavor::oneapi:
      break;
  }
  return "oneapi";
}

PortWords packed(const std::vector<Port>& ports, const Batch& batch) {
  PortWords words;
  for (std::size_t i = 0; i < ports.size(); ++i) words.push_back(pack(ports[i], batch.tensors[i], batch.sample_count));
  return words;
}

}  // namespace

struct HLSModel::State {
  HLSModelOptions options;
  CombLogic logic;
  Schedule schedule;
  std::vector<Port> inputs;
  std::vector<Port> outputs;
  std::vector<ProjectFile> files;
  std::unique_ptr<HlsEmulator> emulator;

  EmissionInput emission(const Batch& samples) const {
    EmissionInput input{
        .logic = logic, .schedule = schedule, .module_name = options.name, .version = std::string(kVersion)};
    for (const auto& [name, value] : options.backend_options) input.options[name] = value;
    if (samples.sample_count > 0) {
      input.vectors.sample_count = samples.sample_count;
      input.vectors.inputs = packed(inputs, samples);
      input.vectors.outputs = packed(outputs, run_interpreter(logic, samples, 0));
    }
    const Report report = make_report(logic, schedule, options.device);
    input.figures = {{"estimated_luts", fmt::format("{:.0f}", report.total.estimated_luts)},
                     {"adders", std::to_string(report.total.adders)}};
    return input;
  }
};

HLSModel::HLSModel(const CombLogic& logic, HLSModelOptions options, const Location& location)
    : state_(std::make_unique<State>()) {
  State& state = *state_;
  state.options = std::move(options);
  const Backend& backend = find_backend(backend_name(state.options.flavor));
  BackendOptions given;
  for (const auto& [name, value] : state.options.backend_options) given[name] = value;
  const auto begin = [&](const char* stage) {
    if (state.options.on_stage) state.options.on_stage(stage);
  };
  begin("optimize");
  CombLogic lowered = is_lowered(logic) ? logic
                                        : optimize(logic, {.device = state.options.device,
                                                           .effort = state.options.effort,
                                                           .threads = state.options.threads,
                                                           .seed = state.options.seed});
  begin("emit");
  state.logic = backend.legalize(std::move(lowered), completed_options(backend, given));
  state.schedule = combinational_schedule(state.logic);
  state.inputs = input_ports(state.logic);
  state.outputs = output_ports(state.logic);
  Batch samples;
  if (state.options.test_bench_samples > 0) {
    const auto arrays = random_samples(state.logic, state.options.test_bench_samples, kTestBenchSeed);
    samples = input_batch(state.logic, arrays, Inputs::strict, "HLSModel", location);
  }
  state.files = backend.emit(state.emission(samples));
  state.files.push_back({"estimates.json", estimates_json(state.logic, state.schedule, report())});
}

HLSModel::HLSModel(HLSModel&&) noexcept = default;
HLSModel& HLSModel::operator=(HLSModel&&) noexcept = default;
HLSModel::~HLSModel() = default;

const CombLogic& HLSModel::logic() const { return state_->logic; }
Report HLSModel::report() const { return make_report(state_->logic, state_->schedule, state_->options.device); }
const std::vector<ProjectFile>& HLSModel::files() const { return state_->files; }

const std::string& HLSModel::source() const {
  // A kernel has its function in the header.
  for (const char* extension : {".cc", ".h"}) {
    for (const ProjectFile& file : state_->files) {
      if (file.path == "src/" + state_->options.name + extension) return file.contents;
    }
  }
  throw InternalError("an HLS backend emitted no function");
}

void HLSModel::write() const {
  write_files(state_->options.dir.empty() ? "build/" + state_->options.name : state_->options.dir, state_->files);
}

void HLSModel::compile() {
  State& state = *state_;
  if (state.emulator == nullptr) {
    state.emulator = std::make_unique<HlsEmulator>(
        hls_emulated_design(state.emission({}), state.files), backend_name(state.options.flavor),
        HlsEmulatorOptions{.type_headers = state.options.type_headers, .cache_folder = state.options.cache_dir});
  }
  state.emulator->compile();
}

NumericArray HLSModel::predict(const NumericArray& x, const PredictOptions& options, const Location& location) {
  if (state_->outputs.size() != 1) {
    throw UnsupportedError("HLSModel::predict",
                           "the program has " + std::to_string(state_->outputs.size()) + " outputs; use predict_all",
                           location);
  }
  return predict_all({x}, options, location)[0];
}

std::vector<NumericArray> HLSModel::predict_all(const std::vector<NumericArray>& inputs, const PredictOptions& options,
                                                const Location& location) {
  compile();
  State& state = *state_;
  const Batch batch = input_batch(state.logic, inputs, options.inputs, "HLSModel::predict", location);
  const PortWords words = state.emulator->run(packed(state.inputs, batch), batch.sample_count, options.threads);
  Batch results{.sample_count = batch.sample_count, .tensors = {}};
  for (std::size_t i = 0; i < state.outputs.size(); ++i) {
    results.tensors.push_back(unpack(state.outputs[i], words[i], batch.sample_count));
  }
  return output_arrays(state.logic, std::move(results));
}

}  // namespace wirefold
