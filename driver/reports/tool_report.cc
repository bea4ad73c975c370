// SPDX-License-Identifier: Apache-2.0
#include "wirefold/driver/reports/tool_report.h"

#include <algorithm>
#include <filesystem>
#include <map>

#include "wirefold/driver/reports/report_file.h"
#include "wirefold/importers/input_file.h"

namespace wirefold {
namespace {

namespace fs = std::filesystem;

// The tools whose reports are read, and where the scripts of a project let them work.
struct Tool {
  const char* name;
  const char* folder;
  std::array<const char*, 3> backends;  // whose projects have a script for it
};
constexpr std::array kTools = {
    Tool{"yosys", "syn/yosys/", {"verilog", "", ""}},
    Tool{"vivado", "syn/vivado/", {"verilog", "vhdl", ""}},
    Tool{"quartus", "syn/quartus/", {"verilog", "vhdl", ""}},
    Tool{"vitis_hls", "syn/vitis_hls/", {"vitis", "", ""}},
};

// Endings of files that tools write reports and logs to.
constexpr std::array<std::string_view, 8> kEndings = {".rpt", ".summary", ".log",  ".txt",
                                                      ".xml", ".out",     ".stat", ".syr"};
constexpr std::uintmax_t kLargestBytes = 64U << 20U;

// How far a design had come where Vivado wrote a report; a later step counts more.
constexpr std::array<std::string_view, 7> kSteps = {
    "Synthesized", "Optimized", "Fully Placed", "Physopt postPlace", "Routed", "Fully Routed", "Physopt postRoute"};

std::size_t rank(const std::string& step) {
  return static_cast<std::size_t>(std::find(kSteps.begin(), kSteps.end(), step) - kSteps.begin()) % kSteps.size();
}

struct Finding {
  std::string path;
  FileReport report;
};

std::vector<std::string> report_paths(const std::string& folder) {
  std::vector<std::string> paths;
  std::error_code error;
  fs::recursive_directory_iterator entry(folder, fs::directory_options::skip_permission_denied, error);
  for (; !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
    std::error_code ignored;
    const std::string ending = entry->path().extension().string();
    if (std::find(kEndings.begin(), kEndings.end(), ending) == kEndings.end()) continue;
    if (!entry->is_regular_file(ignored) || entry->path().stem().extension() == ".backup") continue;
    paths.push_back(entry->path().lexically_relative(folder).generic_string());
  }
  if (error) throw IoError("report", "'" + folder + "' cannot be read: " + error.message());
  std::sort(paths.begin(), paths.end());
  return paths;
}

// A file in the folder of a tool is its own whatever it holds: one that ended at once writes no more than a line.
std::string tool_of_folder(const std::string& path) {
  for (const Tool& tool : kTools) {
    if (path.starts_with(tool.folder)) return tool.name;
  }
  return "";
}

std::vector<Finding> findings_below(const std::string& folder) {
  std::vector<Finding> findings;
  for (const std::string& path : report_paths(folder)) {
    const InputFile file{"report", (fs::path(folder) / path).string(), {}};
    std::error_code ignored;
    if (fs::file_size(file.path, ignored) > kLargestBytes) file.refuse("is larger than 64 MiB, which no report is");
    const std::string text = file.read();
    std::string tool = tool_of(text);
    if (tool.empty()) tool = tool_of_folder(path);
    if (tool.empty()) continue;
    for (FileReport& report : read_report(tool, text)) findings.push_back({path, std::move(report)});
  }
  return findings;
}

bool has_tool(const std::string& backend, const Tool& tool) {
  return std::find(tool.backends.begin(), tool.backends.end(), backend) != tool.backends.end();
}

void take_if_empty(std::string& text, const std::string& from) {
  if (text.empty()) text = from;
}

void complete(ToolReport& report) {
  const std::optional<double> period = at(report.figures, Measure::kPeriodNs);
  const std::optional<double> slack = at(report.figures, Measure::kSetupSlackNs);
  std::optional<double>& fmax = at(report.figures, Measure::kFmaxMhz);
  if (!fmax && period && slack && *period > *slack) fmax = 1000 / (*period - *slack);
}

// Joins what the files say of one design. A line that says that the run failed outweighs figures of the steps before.
ToolReport joined(std::vector<Finding> findings) {
  std::stable_sort(findings.begin(), findings.end(),
                   [](const Finding& a, const Finding& b) { return rank(a.report.step) > rank(b.report.step); });
  ToolReport result;
  std::string failure;
  bool has_figures = false;
  for (const auto& [path, report] : findings) {
    take_if_empty(result.version, report.version);
    take_if_empty(result.device, report.device);
    take_if_empty(result.step, report.step);
    take_if_empty(failure, report.failure);
    take_if_empty(result.message, report.last_line);
    has_figures = has_figures || report.has_figures;
    for (std::size_t i = 0; i < kMeasureCount; ++i) {
      if (!result.figures[i]) result.figures[i] = report.figures[i];
    }
    if (std::find(result.files.begin(), result.files.end(), path) == result.files.end()) result.files.push_back(path);
  }
  result.state = failure.empty() && has_figures ? ToolState::kParsed : ToolState::kFailed;
  if (!failure.empty()) result.message = failure;
  if (result.message.empty()) result.message = "'" + result.files.front() + "' is empty";
  if (result.state == ToolState::kParsed) result.message.clear();
  complete(result);
  return result;
}

}  // namespace

const std::array<MeasureInfo, kMeasureCount>& measure_infos() {
  static constexpr std::array<MeasureInfo, kMeasureCount> infos = {{
      {Measure::kLuts, "luts", "LUTs", 0},
      {Measure::kAlms, "alms", "ALMs", 0},
      {Measure::kRegisters, "registers", "registers", 0},
      {Measure::kCarryCells, "carry_cells", "carry cells", 0},
      {Measure::kDsps, "dsps", "DSPs", 0},
      {Measure::kBlockRams, "block_rams", "RAM blocks", 1},
      {Measure::kCells, "cells", "cells", 0},
      {Measure::kPeriodNs, "period_ns", "period ns", 3},
      {Measure::kSetupSlackNs, "setup_slack_ns", "setup slack ns", 3},
      {Measure::kHoldSlackNs, "hold_slack_ns", "hold slack ns", 3},
      {Measure::kEstimatedNs, "estimated_period_ns", "expected ns", 3},
      {Measure::kFmaxMhz, "fmax_mhz", "Fmax MHz", 1},
      {Measure::kLatencyCycles, "latency_cycles", "latency", 0},
      {Measure::kInterval, "initiation_interval", "interval", 0},
  }};
  return infos;
}

std::string_view to_string(ToolState state) {
  switch (state) {
    case ToolState::kNotRun:
      return "not run";
    case ToolState::kFailed:
      return "failed";
    case ToolState::kParsed:
      return "parsed";
  }
  return "";
}

std::string state_text(const ToolReport& report) {
  const std::string state(to_string(report.state));
  return report.state == ToolState::kFailed ? state + ": " + report.message : state;
}

std::vector<ToolReport> read_tool_reports(const std::string& folder, const std::string& top,
                                          const std::string& backend) {
  const std::vector<Finding> findings = findings_below(folder);
  std::vector<ToolReport> reports;
  for (const Tool& tool : kTools) {
    std::map<std::string, std::vector<Finding>> designs;  // other modules than `top`, by name
    std::vector<Finding> of_top;
    for (const Finding& finding : findings) {
      if (finding.report.tool != tool.name) continue;
      const std::string& design = finding.report.design;
      // Logs name no design; the totals of a hierarchy are those of its top.
      const bool is_of_top = design.empty() || design == top || design == "design hierarchy";
      (is_of_top ? of_top : designs[design]).push_back(finding);
    }
    ToolReport report;
    if (!of_top.empty()) report = joined(std::move(of_top));
    report.tool = tool.name;
    report.design = top;
    if (report.state != ToolState::kNotRun || has_tool(backend, tool)) reports.push_back(std::move(report));
    for (auto& [design, of_design] : designs) {
      reports.push_back(joined(std::move(of_design)));
      reports.back().tool = tool.name;
      reports.back().design = design;
    }
  }
  return reports;
}

}  // namespace wirefold
