// SPDX-License-Identifier: Apache-2.0
#include "wirefold/driver/hls_model.h"

#include "wirefold/backends/backend.h"
#include "wirefold/backends/hls/hls_backend.h"
#include "wirefold/backends/hls/hls_emulator.h"
#include "wirefold/driver/hardware_program.h"
#include "wirefold/driver/write_files.h"
#include "wirefold/ir/error.h"
#include "wirefold/optimizer/optimize.h"

namespace wirefold {
namespace {

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

}  // namespace

struct HLSModel::State {
  HLSModelOptions options;
  HardwareProgram hardware;
  std::vector<ProjectFile> files;
  std::unique_ptr<HlsEmulator> emulator;
};

HLSModel::HLSModel(const CombLogic& logic, HLSModelOptions options, const Location& location)
    : state_(std::make_unique<State>()) {
  State& state = *state_;
  state.options = std::move(options);
  const Backend& backend = find_backend(backend_name(state.options.flavor));
  const BackendOptions given = backend_options(state.options.backend_options);
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
  HardwareProgram& hardware = state.hardware;
  hardware = {.logic = backend.legalize(std::move(lowered), completed_options(backend, given)),
              .is_scheduled = false,
              .name = state.options.name,
              .device = state.options.device,
              .options = given};
  hardware.schedule = combinational_schedule(hardware.logic);
  hardware.find_ports();
  state.files =
      hardware.emit(backend, hardware.test_bench_samples(state.options.test_bench_samples, "HLSModel", location));
}

HLSModel::HLSModel(HLSModel&&) noexcept = default;
HLSModel& HLSModel::operator=(HLSModel&&) noexcept = default;
HLSModel::~HLSModel() = default;

const CombLogic& HLSModel::logic() const { return state_->hardware.logic; }
Report HLSModel::report() const { return state_->hardware.report(); }
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
        hls_emulated_design(state.hardware.emission({}), state.files), backend_name(state.options.flavor),
        HlsEmulatorOptions{.type_headers = state.options.type_headers, .cache_folder = state.options.cache_dir});
  }
  state.emulator->compile();
}

NumericArray HLSModel::predict(const NumericArray& x, const PredictOptions& options, const Location& location) {
  if (state_->hardware.outputs.size() != 1) {
    throw UnsupportedError(
        "HLSModel::predict",
        "the program has " + std::to_string(state_->hardware.outputs.size()) + " outputs; use predict_all", location);
  }
  return predict_all({x}, options, location)[0];
}

std::vector<NumericArray> HLSModel::predict_all(const std::vector<NumericArray>& inputs, const PredictOptions& options,
                                                const Location& location) {
  compile();
  State& state = *state_;
  const Batch batch = input_batch(state.hardware.logic, inputs, options.inputs, "HLSModel::predict", location);
  return state.hardware.run(*state.emulator, batch, options.threads);
}

}  // namespace wirefold
