// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "wirefold/driver/predict.h"
#include "wirefold/driver/report.h"
#include "wirefold/optimizer/cmvm/effort.h"
#include "wirefold/optimizer/lowering/depth_limits.h"
#include "wirefold/optimizer/pipelining/pipeline.h"

namespace wirefold {

class Emulator;
struct ProjectFile;
struct WaveformWindow;  // backends/emulator.h

/// What runs the RTL for `predict`: Verilator or Icarus for Verilog, GHDL for VHDL.
enum class Simulator {
  automatic,  ///< the fastest for the language: Verilator, GHDL
  verilator,
  icarus,
  ghdl
};

struct RtlModelOptions {
  std::string name = "model";  ///< of the top module
  std::string dir = "";        ///< project folder for `write`; empty: build/<name>
  double latency_cutoff = 0;   ///< longest stage in ns of the device; 0: as short as `stages` allow
  unsigned stages = 0;         ///< number of stages; 0: as few as latency_cutoff allows
  PipelineStrategy strategy = PipelineStrategy::kMinimumRegisters;
  DepthLimits depth = {};                  ///< of adder graphs (optimizer/lowering/depth_limits.h)
  bool chooses_depth = false;              ///< instead, if pipelined: the depth that makes the fewest register bits
  bool input_register = true;              ///< if pipelined
  bool output_register = true;             ///< if pipelined
  std::string device = "ultrascale_plus";  ///< cost profile (optimizer/cost/device_profile.h)
  Simulator simulator = Simulator::automatic;
  std::string cache_dir = "";        ///< of built emulators; empty: the user's cache folder
  unsigned test_bench_samples = 32;  ///< vectors of the test bench that `write` adds; 0: no test bench
  /// Those of the backend: backends/verilog/verilog_backend.h, backends/vhdl/vhdl_backend.h.
  std::vector<std::pair<std::string, std::string>> backend_options = {};
  /// Of the search for the constant products of a program that is not optimized yet (optimizer/optimize.h).
  cmvm::Effort effort = {};
  unsigned threads = 1;
  std::uint64_t seed = 0;
  /// Called with "optimize", "pipeline" and "emit" when each begins.
  std::function<void(const char* stage)> on_stage = {};
};

/// A program as a hardware description: emitted, written as a project, built for a simulator and run.
///
/// A program that `optimize` has not been over is optimized first. With neither a latency_cutoff nor stages it stays
/// combinational; otherwise it is pipelined, one sample a clock.
/// Errors:  those of `optimize`, `pipeline` and the backend; ValueError for a simulator of another language; ToolError
///          where a simulator is missing or fails.
class RtlModel {
 public:
  /// `backend` is verilog or vhdl.
  RtlModel(const CombLogic& logic, const std::string& backend, RtlModelOptions options = {},
           const Location& location = Location::here());
  RtlModel(RtlModel&&) noexcept;
  RtlModel& operator=(RtlModel&&) noexcept;
  ~RtlModel();

  /// The optimized program that the RTL computes.
  const CombLogic& logic() const;
  const Schedule& schedule() const;
  /// Estimated cost by layer.
  Report report() const;
  /// The files of the project, in memory.
  const std::vector<ProjectFile>& files() const;
  /// The text of the top module.
  const std::string& rtl() const;

  /// Writes the project folder: RTL, a self-checking test bench with random samples, scripts, metadata, and the program
  /// as it was given (driver/project.h). IoError where that fails.
  void write() const;
  /// The same with these samples in the test bench, one array an input.
  void write(const std::vector<NumericArray>& samples, const Location& location = Location::here());

  /// Builds the simulation, or finds it in the cache.
  void compile();
  /// Runs a batch through the RTL, for programs of one input and one output; builds it first if that was not done.
  /// Shapes and errors as `predict` (driver/predict.h).
  NumericArray predict(const NumericArray& x, const PredictOptions& options = {},
                       const Location& location = Location::here());
  std::vector<NumericArray> predict_all(const std::vector<NumericArray>& inputs, const PredictOptions& options = {},
                                        const Location& location = Location::here());
  /// The same, with the signals of some cycles written to an FST file for a waveform viewer.
  std::vector<NumericArray> record_all(const std::vector<NumericArray>& inputs, const WaveformWindow& window,
                                       const Location& location = Location::here());

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace wirefold
