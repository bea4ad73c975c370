// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "wirefold/backends/backend.h"
#include "wirefold/driver/batch.h"
#include "wirefold/driver/report.h"

namespace wirefold {

/// A program ready for a backend, and what its emission needs besides: what RtlModel and HLSModel have in common.
struct HardwareProgram {
  CombLogic logic;
  Schedule schedule = {};
  bool is_scheduled = true;  ///< false: a later tool makes the stages, so they are no figures of ours
  std::string name;          ///< of the module or function
  std::string device;        ///< cost profile
  BackendOptions options = {};
  std::vector<Port> inputs = {};  ///< see `find_ports`
  std::vector<Port> outputs = {};

  void find_ports();
  Report report() const { return make_report(logic, schedule, device); }
  /// With these samples as the vectors of the test bench; none: no test bench.
  EmissionInput emission(const Batch& samples) const;
  /// The project with its estimates.
  std::vector<ProjectFile> emit(const Backend& backend, const Batch& samples) const;
  /// So many random samples for a test bench.
  Batch test_bench_samples(unsigned count, const char* function, const Location& location) const;
  /// Runs samples through a simulator and gives what it computes.
  std::vector<NumericArray> run(Emulator& emulator, const Batch& samples, unsigned threads) const;
};

/// The options of a model as a backend takes them.
BackendOptions backend_options(const std::vector<std::pair<std::string, std::string>>& given);

}  // namespace wirefold
