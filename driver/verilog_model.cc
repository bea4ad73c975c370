// SPDX-License-Identifier: Apache-2.0
#include "wirefold/driver/verilog_model.h"

#include <fmt/format.h>

#include <cmath>

#include "wirefold/backends/backend.h"
#include "wirefold/backends/port_packing.h"
#include "wirefold/backends/verilog/icarus_simulator.h"
#include "wirefold/backends/verilog/verilator_emulator.h"
#include "wirefold/driver/random_samples.h"
#include "wirefold/driver/version.h"
#include "wirefold/driver/write_files.h"
#include "wirefold/ir/error.h"
#include "wirefold/optimizer/optimize.h"

namespace wirefold {
namespace {

PipelinedProgram make_pipeline(CombLogic logic, const VerilogModelOptions& options, const Location& location) {
  if (options.latency_cutoff == 0 && options.stages == 0) {
    Schedule schedule = combinational_schedule(logic);
    return {std::move(logic), std::move(schedule)};
  }
  constexpr double kLongestNs = 1e9;
  if (!(options.latency_cutoff >= 0 && options.latency_cutoff <= kLongestNs)) {
    throw ValueError("VerilogModel",
                     fmt::format("latency_cutoff is {} ns; give a positive number of nanoseconds, or 0 for none",
                                 options.latency_cutoff),
                     location);
  }
  return pipelined(std::move(logic), find_device_profile(options.device),
                   {.longest_stage_ps = std::llround(options.latency_cutoff * 1000),
                    .stage_count = options.stages,
                    .input_register = options.input_register,
                    .output_register = options.output_register,
                    .strategy = options.strategy});
}

// The seed of the samples that a test bench has where the user gives none.
constexpr std::uint64_t kTestBenchSeed = 1;

PortWords packed(const std::vector<Port>& ports, const Batch& batch) {
  PortWords words;
  for (std::size_t i = 0; i < ports.size(); ++i) words.push_back(pack(ports[i], batch.tensors[i], batch.sample_count));
  return words;
}

}  // namespace

struct VerilogModel::State {
  VerilogModelOptions options;
  CombLogic logic;
  Schedule schedule;
  std::vector<Port> inputs;
  std::vector<Port> outputs;
  std::vector<ProjectFile> files;
  std::unique_ptr<Emulator> emulator;

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
                     {"adders", std::to_string(report.total.adders)},
                     {"register_bits", std::to_string(report.registers.total())},
                     {"longest_stage_ns", fmt::format("{:.3f}", report.longest_stage_ns())}};
    return input;
  }

  void emit(const Batch& samples) { files = find_backend("verilog").emit(emission(samples)); }

  const ProjectFile& rtl() const {
    for (const ProjectFile& file : files) {
      if (file.path == "rtl/" + options.name + ".v") return file;
    }
    throw InternalError("the Verilog backend emitted no top module");
  }

  std::string folder() const { return options.dir.empty() ? "build/" + options.name : options.dir; }
};

VerilogModel::VerilogModel(const CombLogic& logic, VerilogModelOptions options, const Location& location)
    : state_(std::make_unique<State>()) {
  State& state = *state_;
  state.options = std::move(options);
  CombLogic lowered = is_lowered(logic) ? logic : optimize(logic, {.device = state.options.device});
  const Backend& backend = find_backend("verilog");
  BackendOptions given;
  for (const auto& [name, value] : state.options.backend_options) given[name] = value;
  PipelinedProgram program =
      make_pipeline(backend.legalize(std::move(lowered), completed_options(backend, given)), state.options, location);
  state.logic = std::move(program.logic);
  state.schedule = std::move(program.schedule);
  state.inputs = input_ports(state.logic);
  state.outputs = output_ports(state.logic);
  Batch samples;
  if (state.options.test_bench_samples > 0) {
    const auto arrays = random_samples(state.logic, state.options.test_bench_samples, kTestBenchSeed);
    samples = input_batch(state.logic, arrays, Inputs::strict, "VerilogModel", location);
  }
  state.emit(samples);
}

VerilogModel::VerilogModel(VerilogModel&&) noexcept = default;
VerilogModel& VerilogModel::operator=(VerilogModel&&) noexcept = default;
VerilogModel::~VerilogModel() = default;

const CombLogic& VerilogModel::logic() const { return state_->logic; }
const Schedule& VerilogModel::schedule() const { return state_->schedule; }
Report VerilogModel::report() const { return make_report(state_->logic, state_->schedule, state_->options.device); }
const std::vector<ProjectFile>& VerilogModel::files() const { return state_->files; }
const std::string& VerilogModel::verilog() const { return state_->rtl().contents; }

void VerilogModel::write() const { write_files(state_->folder(), state_->files); }

void VerilogModel::write(const std::vector<NumericArray>& samples, const Location& location) {
  state_->emit(input_batch(state_->logic, samples, Inputs::wrap, "VerilogModel::write", location));
  write();
}

void VerilogModel::compile() {
  State& state = *state_;
  if (state.emulator == nullptr) {
    EmulatedDesign design = emulated_design(state.emission({}), state.files);
    if (state.options.simulator == Simulator::icarus) {
      state.emulator = std::make_unique<IcarusSimulator>(std::move(design));
    } else {
      state.emulator = std::make_unique<VerilatorEmulator>(std::move(design),
                                                           VerilatorOptions{.cache_folder = state.options.cache_dir});
    }
  }
  state.emulator->compile();
}

NumericArray VerilogModel::predict(const NumericArray& x, const PredictOptions& options, const Location& location) {
  if (state_->outputs.size() != 1) {
    throw UnsupportedError("VerilogModel::predict",
                           "the program has " + std::to_string(state_->outputs.size()) + " outputs; use predict_all",
                           location);
  }
  return predict_all({x}, options, location)[0];
}

std::vector<NumericArray> VerilogModel::predict_all(const std::vector<NumericArray>& inputs,
                                                    const PredictOptions& options, const Location& location) {
  compile();
  State& state = *state_;
  const Batch batch = input_batch(state.logic, inputs, options.inputs, "VerilogModel::predict", location);
  const PortWords words = state.emulator->run(packed(state.inputs, batch), batch.sample_count, options.threads);
  Batch results{.sample_count = batch.sample_count, .tensors = {}};
  for (std::size_t i = 0; i < state.outputs.size(); ++i) {
    results.tensors.push_back(unpack(state.outputs[i], words[i], batch.sample_count));
  }
  return output_arrays(state.logic, std::move(results));
}

}  // namespace wirefold
