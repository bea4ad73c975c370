// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "wirefold/driver/predict.h"
#include "wirefold/driver/report.h"
#include "wirefold/optimizer/cmvm/effort.h"

namespace wirefold {

struct ProjectFile;

/// The tool that the C++ is for.
enum class HLSFlavor { vitis, hlslib, oneapi };

struct HLSModelOptions {
  std::string name = "model";  ///< of the function
  std::string dir = "";        ///< project folder for `write`; empty: build/<name>
  HLSFlavor flavor = HLSFlavor::vitis;
  std::string type_headers = "";  ///< of ap_fixed.h or ac_fixed.h; empty: backends/hls/hls_emulator.h says where
  std::string device = "ultrascale_plus";  ///< cost profile (optimizer/cost/device_profile.h)
  std::string cache_dir = "";              ///< of built emulators; empty: the user's cache folder
  unsigned test_bench_samples = 32;        ///< vectors of the test bench that `write` adds; 0: no test bench
  std::vector<std::pair<std::string, std::string>> backend_options = {};  ///< backends/hls/hls_backend.h
  /// Of the search for the constant products of a program that is not optimized yet (optimizer/optimize.h).
  cmvm::Effort effort = {};
  unsigned threads = 1;
  std::uint64_t seed = 0;
  /// Called with "optimize" and "emit" when each begins.
  std::function<void(const char* stage)> on_stage = {};
};

/// A program as C++ for high-level synthesis: emitted, written as a project, compiled with g++ and run.
///
/// A program that `optimize` has not been over is optimized first. It stays combinational: the HLS tool pipelines it.
/// Errors:  those of `optimize` and the backend; ToolError where compiler or type headers are missing or fail.
class HLSModel {
 public:
  explicit HLSModel(const CombLogic& logic, HLSModelOptions options = {}, const Location& location = Location::here());
  HLSModel(HLSModel&&) noexcept;
  HLSModel& operator=(HLSModel&&) noexcept;
  ~HLSModel();

  /// The optimized program that the function computes.
  const CombLogic& logic() const;
  /// Estimated cost by layer.
  Report report() const;
  /// The files of the project, in memory.
  const std::vector<ProjectFile>& files() const;
  /// The function itself.
  const std::string& source() const;

  /// Writes the project folder. IoError where that fails.
  void write() const;

  /// Compiles the function, or finds it in the cache.
  void compile();
  /// Runs a batch through the function, for programs of one input and one output; compiles it first if that was not
  /// done. Shapes and errors as `predict` (driver/predict.h).
  NumericArray predict(const NumericArray& x, const PredictOptions& options = {},
                       const Location& location = Location::here());
  std::vector<NumericArray> predict_all(const std::vector<NumericArray>& inputs, const PredictOptions& options = {},
                                        const Location& location = Location::here());

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace wirefold
