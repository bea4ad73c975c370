// SPDX-License-Identifier: Apache-2.0
#include "wirefold/driver/reports/project_report.h"

#include <filesystem>
#include <limits>

#include "wirefold/importers/input_file.h"
#include "wirefold/ir/error.h"
#include "wirefold/ir/json_document.h"

namespace wirefold {
namespace {

namespace fs = std::filesystem;

constexpr const char* kRemedy = "give a folder that `wirefold convert` wrote";

std::int64_t count_at(const JsonValue& object, const char* key) {
  return object.at(key).integer(0, std::numeric_limits<std::int64_t>::max());
}

double real(const JsonValue& value) {
  const std::optional<double> number = value.number().to_double();
  if (!number) value.refuse("must be a number of at most 53 bits");
  return *number;
}

std::vector<double> numbers_at(const JsonValue& object, const char* key) {
  std::vector<double> numbers;
  const JsonValue list = object.at(key);
  for (std::size_t i = 0; i < list.size(); ++i) numbers.push_back(real(list[i]));
  return numbers;
}

std::vector<std::string> texts_at(const JsonValue& object, const char* key) {
  std::vector<std::string> texts;
  const JsonValue list = object.at(key);
  for (std::size_t i = 0; i < list.size(); ++i) texts.push_back(list[i].text());
  return texts;
}

std::optional<double> figure_of(const JsonValue& metadata, const char* name) {
  const std::optional<JsonValue> figures = metadata.find("figures");
  if (!figures) return std::nullopt;
  const std::optional<JsonValue> figure = figures->find(name);
  return figure ? std::optional<double>(real(*figure)) : std::nullopt;
}

void read_metadata(const JsonValue& metadata, ProjectReport& project) {
  project.top = metadata.at("top").text();
  project.backend = metadata.at("backend").text();
  project.version = metadata.at("wirefold").text();
  project.is_pipelined = metadata.at("is_pipelined").boolean();
  project.stages = count_at(metadata, "stages");
  project.latency_cycles = count_at(metadata, "latency_cycles");
  const JsonValue bits = metadata.at("register_bits");
  project.input_register_bits = count_at(bits, "input");
  project.stage_register_bits = count_at(bits, "between_stages");
  project.output_register_bits = count_at(bits, "output");
  project.estimated_luts = figure_of(metadata, "estimated_luts");
  project.longest_stage_ns = figure_of(metadata, "longest_stage_ns");
  const JsonValue ports = metadata.at("ports");
  for (std::size_t i = 0; i < ports.size(); ++i) {
    project.ports.push_back(
        {ports[i].at("name").text(), ports[i].at("direction").text() == "input", count_at(ports[i], "width_bits")});
  }
}

TensorEstimate read_tensor(const JsonValue& json) {
  TensorEstimate tensor;
  tensor.name = json.at("name").text();
  tensor.shape = json.at("shape").text();
  tensor.is_input = json.at("kind").text() == "input";
  tensor.elements = static_cast<std::size_t>(count_at(json, "elements"));
  tensor.width_bits = count_at(json, "width_bits");
  tensor.narrowest_bits = count_at(json, "narrowest_bits");
  tensor.widest_bits = count_at(json, "widest_bits");
  tensor.register_bits = static_cast<std::uint64_t>(count_at(json, "register_bits"));
  tensor.reads = texts_at(json, "reads");
  tensor.figures.name = tensor.name;
  tensor.figures.adders = static_cast<std::size_t>(count_at(json, "adders"));
  tensor.figures.one_bit_adders = static_cast<std::size_t>(count_at(json, "one_bit_adders"));
  tensor.figures.multipliers = static_cast<std::size_t>(count_at(json, "multipliers"));
  tensor.figures.estimated_luts = real(json.at("estimated_luts"));
  tensor.figures.carry_cells = count_at(json, "carry_cells");
  return tensor;
}

ProjectEstimates read_estimates(const JsonValue& json) {
  ProjectEstimates estimates;
  estimates.device = json.at("device").text();
  estimates.calibration = json.at("calibration").text();
  estimates.stage_delays_ns = numbers_at(json, "stage_delays_ns");
  const JsonValue borders = json.at("border_bits");
  for (std::size_t i = 0; i < borders.size(); ++i) {
    estimates.border_bits.push_back(borders[i].integer(0, std::numeric_limits<std::int64_t>::max()));
  }
  estimates.shift_register_bits = count_at(json.at("shift_registers"), "register_bits");
  estimates.shift_register_luts = count_at(json.at("shift_registers"), "luts");
  const JsonValue tensors = json.at("tensors");
  for (std::size_t i = 0; i < tensors.size(); ++i) estimates.tensors.push_back(read_tensor(tensors[i]));
  return estimates;
}

JsonDocument read_document(const std::string& path) {
  return JsonDocument("report: '" + path + "'", InputFile{"report", path, {}}.read());
}

}  // namespace

ProjectReport read_project_report(const std::string& folder) {
  std::error_code ignored;
  if (!fs::exists(folder, ignored)) throw IoError("report", "there is no folder '" + folder + "'; " + kRemedy);
  if (!fs::is_directory(folder, ignored)) throw IoError("report", "'" + folder + "' is no folder; " + kRemedy);
  const std::string metadata = (fs::path(folder) / "metadata.json").string();
  const std::string estimates = (fs::path(folder) / "estimates.json").string();
  if (!fs::exists(metadata, ignored)) {
    throw IoError("report", "'" + folder + "' has no metadata.json; " + kRemedy);
  }
  ProjectReport project;
  project.folder = folder;
  read_metadata(read_document(metadata).root(), project);
  if (fs::exists(estimates, ignored)) project.estimates = read_estimates(read_document(estimates).root());
  project.tools = read_tool_reports(folder, project.top, project.backend);
  return project;
}

std::optional<double> estimate_of(const ProjectReport& project, Measure measure) {
  const bool has_estimates = project.estimates.has_value();
  switch (measure) {
    case Measure::kLuts:
      if (!project.estimated_luts) return std::nullopt;
      return *project.estimated_luts +
             (has_estimates ? static_cast<double>(project.estimates->shift_register_luts) : 0.0);
    case Measure::kRegisters:
      // The registers of HLS C++ are those that its tool adds.
      if (project.longest_stage_ns == std::nullopt) return std::nullopt;
      return static_cast<double>(project.register_bits() -
                                 (has_estimates ? project.estimates->shift_register_bits : 0));
    case Measure::kCarryCells: {
      if (!has_estimates) return std::nullopt;
      double cells = 0;
      for (const TensorEstimate& tensor : project.estimates->tensors) {
        cells += static_cast<double>(tensor.figures.carry_cells);
      }
      return cells;
    }
    case Measure::kFmaxMhz:
      if (!project.is_pipelined || !project.longest_stage_ns || *project.longest_stage_ns <= 0) return std::nullopt;
      return 1000 / *project.longest_stage_ns;
    default:
      return std::nullopt;
  }
}

}  // namespace wirefold
