// SPDX-License-Identifier: Apache-2.0
#include "wirefold/driver/rtl_model.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "wirefold/backends/backend.h"
#include "wirefold/driver/emulators.h"
#include "wirefold/driver/hardware_program.h"
#include "wirefold/driver/project.h"
#include "wirefold/driver/write_files.h"
#include "wirefold/ir/error.h"
#include "wirefold/ir/text.h"
#include "wirefold/optimizer/depth_search.h"
#include "wirefold/optimizer/optimize.h"

namespace wirefold {
namespace {

// What differs from language to language.
struct HardwareLanguage {
  const char* backend;
  const char* class_name;                                     // for errors
  const char* ending;                                         // of its files
  std::vector<std::pair<Simulator, const char*>> simulators;  // the first is the default
};

const HardwareLanguage& find_language(const std::string& backend, const Location& location) {
  static const std::array<HardwareLanguage, 2> languages = {
      {{"verilog", "VerilogModel", ".v", {{Simulator::verilator, "verilator"}, {Simulator::icarus, "icarus"}}},
       {"vhdl", "VHDLModel", ".vhd", {{Simulator::ghdl, "ghdl"}}}}};
  for (const HardwareLanguage& language : languages) {
    if (backend == language.backend) return language;
  }
  throw ValueError("RtlModel", "backend '" + backend + "' has no simulator here; it must be verilog or vhdl", location);
}

Simulator chosen_simulator(const HardwareLanguage& language, Simulator wanted, const Location& location) {
  if (wanted == Simulator::automatic) return language.simulators.front().first;
  std::string known;
  for (const auto& [simulator, name] : language.simulators) {
    if (simulator == wanted) return wanted;
    known += (known.empty() ? "" : " or ") + std::string(name);
  }
  throw ValueError(language.class_name, "the simulator is one of another language; it must be " + known, location);
}

bool is_pipelined(const RtlModelOptions& options) { return options.latency_cutoff != 0 || options.stages != 0; }

PipelineOptions pipeline_options(const HardwareLanguage& language, const RtlModelOptions& options,
                                 const Location& location) {
  constexpr double kLongestNs = 1e9;
  if (!(options.latency_cutoff >= 0 && options.latency_cutoff <= kLongestNs)) {
    throw ValueError(language.class_name,
                     fmt::format("latency_cutoff is {} ns; give a positive number of nanoseconds, or 0 for none",
                                 options.latency_cutoff),
                     location);
  }
  return {.longest_stage_ps = std::llround(options.latency_cutoff * 1000),
          .stage_count = options.stages,
          .input_register = options.input_register,
          .output_register = options.output_register,
          .strategy = options.strategy};
}

PipelinedProgram make_pipeline(CombLogic logic, const HardwareLanguage& language, const RtlModelOptions& options,
                               const Location& location) {
  if (!is_pipelined(options)) {
    Schedule schedule = combinational_schedule(logic);
    return {std::move(logic), std::move(schedule)};
  }
  return pipelined(std::move(logic), find_device_profile(options.device),
                   pipeline_options(language, options, location));
}

CombLogic lowered(const CombLogic& logic, const HardwareLanguage& language, const RtlModelOptions& options,
                  const Location& location) {
  if (is_lowered(logic)) return logic;
  const OptimizeOptions optimization{.device = options.device,
                                     .effort = options.effort,
                                     .depth = options.depth,
                                     .threads = options.threads,
                                     .seed = options.seed};
  if (!options.chooses_depth || !is_pipelined(options)) return optimize(logic, optimization);
  const PipelineOptions pipeline = pipeline_options(language, options, location);
  const DeviceProfile& profile = find_device_profile(options.device);
  const auto price = [&](const CombLogic& program) { return pipeline_price(program, profile, pipeline); };
  return find_depth(logic, price, {.optimize = optimization}).logic;
}

}  // namespace

struct RtlModel::State {
  const HardwareLanguage* language;
  RtlModelOptions options;
  CombLogic program;  // as it was given
  HardwareProgram hardware;
  std::vector<ProjectFile> files;
  std::unique_ptr<Emulator> emulator;

  const ProjectFile& rtl() const {
    for (const ProjectFile& file : files) {
      if (file.path == "rtl/" + options.name + language->ending) return file;
    }
    throw InternalError("the backend emitted no top module");
  }

  // "VerilogModel::predict", for errors.
  std::string method(const char* name) const { return std::string(language->class_name) + "::" + name; }

  std::unique_ptr<Emulator> make_emulator() const {
    EmulatedDesign design = emulated_design(hardware.emission({}), files);
    return wirefold::make_emulator(std::move(design), options.simulator, vhdl_standard(), options.cache_dir);
  }

  vhdl::Standard vhdl_standard() const {
    const std::pair<std::string, std::string> is_2008{"standard", "2008"};
    const auto& given = options.backend_options;
    return std::find(given.begin(), given.end(), is_2008) != given.end() ? vhdl::Standard::k2008 : vhdl::Standard::k93;
  }

  std::string folder() const { return options.dir.empty() ? "build/" + options.name : options.dir; }
};

RtlModel::RtlModel(const CombLogic& logic, const std::string& backend_name, RtlModelOptions options,
                   const Location& location)
    : state_(std::make_unique<State>()) {
  State& state = *state_;
  state.language = &find_language(backend_name, location);
  state.options = std::move(options);
  state.program = logic;
  state.options.simulator = chosen_simulator(*state.language, state.options.simulator, location);
  const auto begin = [&](const char* stage) {
    if (state.options.on_stage) state.options.on_stage(stage);
  };
  const Backend& backend = find_backend(backend_name);
  const BackendOptions given = backend_options(state.options.backend_options);
  begin("optimize");
  CombLogic optimized = lowered(logic, *state.language, state.options, location);
  begin("pipeline");
  PipelinedProgram program = make_pipeline(backend.legalize(std::move(optimized), completed_options(backend, given)),
                                           *state.language, state.options, location);
  begin("emit");
  state.hardware = {.logic = std::move(program.logic),
                    .schedule = std::move(program.schedule),
                    .name = state.options.name,
                    .device = state.options.device,
                    .options = given};
  state.hardware.find_ports();
  const unsigned samples = state.options.test_bench_samples;
  state.files =
      state.hardware.emit(backend, state.hardware.test_bench_samples(samples, state.language->class_name, location));
}

RtlModel::RtlModel(RtlModel&&) noexcept = default;
RtlModel& RtlModel::operator=(RtlModel&&) noexcept = default;
RtlModel::~RtlModel() = default;

const CombLogic& RtlModel::logic() const { return state_->hardware.logic; }
const Schedule& RtlModel::schedule() const { return state_->hardware.schedule; }
Report RtlModel::report() const { return state_->hardware.report(); }
const std::vector<ProjectFile>& RtlModel::files() const { return state_->files; }
const std::string& RtlModel::rtl() const { return state_->rtl().contents; }

void RtlModel::write() const {
  write_files(state_->folder(), state_->files);
  write_files(state_->folder(), {{kProgramFile, print(state_->program)}});
}

void RtlModel::write(const std::vector<NumericArray>& samples, const Location& location) {
  State& state = *state_;
  const std::string function = state.method("write");
  const Batch batch = input_batch(state.hardware.logic, samples, Inputs::wrap, function.c_str(), location);
  state.files = state.hardware.emit(find_backend(state.language->backend), batch);
  write();
}

void RtlModel::compile() {
  State& state = *state_;
  if (state.emulator == nullptr) state.emulator = state.make_emulator();
  state.emulator->compile();
}

NumericArray RtlModel::predict(const NumericArray& x, const PredictOptions& options, const Location& location) {
  if (state_->hardware.outputs.size() != 1) {
    throw UnsupportedError(
        state_->method("predict"),
        "the program has " + std::to_string(state_->hardware.outputs.size()) + " outputs; use predict_all", location);
  }
  return predict_all({x}, options, location)[0];
}

std::vector<NumericArray> RtlModel::predict_all(const std::vector<NumericArray>& inputs, const PredictOptions& options,
                                                const Location& location) {
  compile();
  State& state = *state_;
  const std::string function = state.method("predict");
  const Batch batch = input_batch(state.hardware.logic, inputs, options.inputs, function.c_str(), location);
  return state.hardware.run(*state.emulator, batch, options.threads);
}

std::vector<NumericArray> RtlModel::record_all(const std::vector<NumericArray>& inputs, const WaveformWindow& window,
                                               const Location& location) {
  State& state = *state_;
  if (state.emulator == nullptr) state.emulator = state.make_emulator();
  const HardwareProgram& hardware = state.hardware;
  const Batch batch = input_batch(hardware.logic, inputs, Inputs::wrap, state.method("record").c_str(), location);
  const PortWords words = state.emulator->record(packed(hardware.inputs, batch), batch.sample_count, window);
  return output_arrays(hardware.logic, unpacked(hardware.outputs, words, batch.sample_count));
}

}  // namespace wirefold
