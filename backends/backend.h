// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "wirefold/ir/graph.h"
#include "wirefold/ir/schedule.h"

namespace wirefold {

/// A file of a project: its path below the project folder and its contents.
struct ProjectFile {
  std::string path;
  std::string contents;

  friend bool operator==(const ProjectFile&, const ProjectFile&) = default;
};

/// Samples for a self-checking test bench, as the hardware sees them: per port `sample_count` times
/// `Port::words_per_sample()` words, sample after sample, least significant word first (backends/ports.h).
struct TestVectors {
  std::size_t sample_count = 0;
  std::vector<std::vector<std::uint64_t>> inputs;   ///< one a port of `input_ports`
  std::vector<std::vector<std::uint64_t>> outputs;  ///< expected, one a port of `output_ports`
};

/// A number for metadata.json and README, computed by the caller: "estimated_luts", "13000".
struct ReportFigure {
  std::string name;
  std::string value;  ///< a JSON number
};

using BackendOptions = std::map<std::string, std::string>;

/// Everything that `emit` reads. It computes no lowering, no schedule and no vectors.
struct EmissionInput {
  const CombLogic& logic;    ///< lowered (ProgramStage::kLowered)
  const Schedule& schedule;  ///< of `logic`, legal
  std::string module_name;
  std::string version;          ///< of wirefold, for headers
  BackendOptions options = {};  ///< those not given have their defaults
  TestVectors vectors = {};     ///< no samples: no test bench
  std::vector<ReportFigure> figures = {};
};

struct BackendOption {
  std::string name;
  std::string default_value;
  std::string meaning;
};

/// A way to turn a lowered program into files.
struct Backend {
  std::string name;
  std::vector<BackendOption> options;
  /// Changes a lowered program into one that `emit` takes; runs before the program is scheduled.
  std::function<CombLogic(CombLogic logic, const BackendOptions& options)> legalize;
  /// Only reads. The same input gives the same bytes: no dates, no absolute paths.
  std::function<std::vector<ProjectFile>(const EmissionInput& input)> emit;
};

/// The backend of that name; UnsupportedError with the known names if there is none.
const Backend& find_backend(std::string_view name);

/// The names `find_backend` knows: the built-in ones, then those registered, in that order.
std::vector<std::string> backend_names();

/// Adds a user's own backend to those `find_backend` knows. ValueError if the name is empty or taken.
void register_backend(Backend backend);

/// `given` completed with the backend's defaults. ValueError for an option that the backend does not have.
BackendOptions completed_options(const Backend& backend, const BackendOptions& given);

}  // namespace wirefold
