// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "wirefold/driver/reports/html_charts.h"
#include "wirefold/driver/reports/render.h"

namespace wirefold {
namespace {

constexpr const char* kHead = R"(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>wirefold report</title>
<style>
:root { --text: #1c2733; --soft: #5b6b7b; --page: #ffffff; --line: #d5dde5; --estimate: #3d7ab8; --synthesis: #d98032;
        --input: #6aa06a; --fault: #b8403d; --box: #eef3f8; --source: #edf5ec; }
@media (prefers-color-scheme: dark) {
  :root { --text: #dde5ec; --soft: #94a5b5; --page: #161c22; --line: #36424e; --estimate: #5b9bd9; --synthesis: #e09a55;
          --input: #7fb67f; --fault: #e07a77; --box: #222c36; --source: #202d22; }
}
body { font: 15px/1.45 system-ui, sans-serif; color: var(--text); background: var(--page); max-width: 70rem;
       margin: 2rem auto; padding: 0 1rem; }
h2 { border-bottom: 2px solid var(--line); margin-top: 2.5rem; overflow-wrap: anywhere; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: .25rem .7rem; border-bottom: 1px solid var(--line); }
td.number { text-align: right; }
td.failed { color: var(--fault); }
.wide { overflow-x: auto; }
.soft { color: var(--soft); }
svg text { font: 12px system-ui, sans-serif; fill: var(--text); }
svg text.value { fill: var(--soft); }
svg text.name { font-weight: 600; }
rect.estimate { fill: var(--estimate); } rect.synthesis { fill: var(--synthesis); }
rect.input { fill: var(--input); } rect.fault { fill: var(--fault); }
rect.box { fill: var(--box); stroke: var(--estimate); } rect.box.input { fill: var(--source); stroke: var(--input); }
path.edge { fill: none; stroke: var(--soft); stroke-width: 1.3; }
</style>
</head>
<body>
<h1>wirefold report</h1>
)";

constexpr const char* kNoEstimates = "<p class=\"soft\">The project has no estimates.json.</p>\n";

std::string section(std::size_t project, const char* name, const char* title, const std::string& body) {
  return fmt::format(
      "<section id=\"p{}-{}\" data-section=\"{}\">\n<h3>{}</h3>\n<div class=\"wide\">\n{}</div>\n"
      "</section>\n",
      project, name, name, title, body);
}

std::string cell(const std::string& text) { return "<td>" + html_escaped(text) + "</td>"; }
std::string number_cell(const std::string& text) { return "<td class=\"number\">" + text + "</td>"; }

std::string header_row(const std::vector<std::string>& titles) {
  std::string row = "<tr>";
  for (const std::string& title : titles) row += "<th>" + html_escaped(title) + "</th>";
  return row + "</tr>\n";
}

std::string overview(std::span<const ProjectReport> projects) {
  std::string rows = header_row({"project", "top", "backend", "stages", "latency, cycles", "LUTs (est.)",
                                 "register bits", "longest stage, ns (est.)", "synthesis"});
  for (std::size_t i = 0; i < projects.size(); ++i) {
    const ProjectReport& project = projects[i];
    std::string states;
    for (const ToolReport& tool : project.tools) {
      states += (states.empty() ? "" : ", ") + tool.tool + " " + std::string(to_string(tool.state));
    }
    rows += fmt::format("<tr><td><a href=\"#p{}\">{}</a></td>", i, html_escaped(project.folder)) + cell(project.top) +
            cell(project.backend) + number_cell(std::to_string(project.stages)) +
            number_cell(std::to_string(project.latency_cycles)) + number_cell(number_text(project.estimated_luts, 0)) +
            number_cell(std::to_string(project.register_bits())) +
            number_cell(number_text(project.longest_stage_ns, 3)) + cell(states) + "</tr>\n";
  }
  return "<section id=\"overview\" data-section=\"overview\">\n<div class=\"wide\">\n<table>\n" + rows +
         "</table>\n</div>\n</section>\n";
}

std::string resources(const ProjectReport& project) {
  std::vector<Bar> luts;
  std::vector<Bar> registers;
  for (const TensorEstimate& tensor : project.estimates->tensors) {
    const char* style = tensor.is_input ? "input" : "estimate";
    const double cost = tensor.figures.estimated_luts;
    if (!tensor.is_input) luts.push_back({tensor.name, cost, number_text(cost, 0), style});
    registers.push_back(
        {tensor.name, static_cast<double>(tensor.register_bits), std::to_string(tensor.register_bits), style});
  }
  const auto rank = [&](const char* label, std::int64_t bits) {
    registers.push_back({label, static_cast<double>(bits), std::to_string(bits), "input"});
  };
  rank("(input register)", project.input_register_bits);
  rank("(output register)", project.output_register_bits);
  return "<h4>LUTs, estimated</h4>\n" + bar_chart("LUTs by layer", luts) +
         "<h4>Register bits, between stages by the layer that makes the value</h4>\n" +
         bar_chart("register bits by layer", registers);
}

std::string stages(const ProjectReport& project) {
  std::vector<Bar> delays;
  std::vector<Bar> borders;
  const ProjectEstimates& estimates = *project.estimates;
  for (std::size_t i = 0; i < estimates.stage_delays_ns.size(); ++i) {
    const double delay = estimates.stage_delays_ns[i];
    delays.push_back({fmt::format("stage {}", i), delay, number_text(delay, 3) + " ns", "estimate"});
  }
  for (std::size_t i = 0; i < estimates.border_bits.size(); ++i) {
    const std::int64_t bits = estimates.border_bits[i];
    borders.push_back(
        {fmt::format("{} to {}", i, i + 1), static_cast<double>(bits), fmt::format("{} bits", bits), "input"});
  }
  std::string text = "<h4>Longest path, estimated for " + html_escaped(estimates.device) + "</h4>\n" +
                     bar_chart("delay of each stage", delays);
  if (!borders.empty()) text += "<h4>Bits from stage to stage</h4>\n" + bar_chart("bits between stages", borders);
  return text;
}

std::string tool_rows(const ProjectReport& project) {
  std::string rows = header_row({"tool", "design", "version", "device", "step", "state", "figures", "files"});
  for (const ToolReport& tool : project.tools) {
    std::string figures;
    for (const MeasureInfo& info : measure_infos()) {
      const std::optional<double>& figure = at(tool.figures, info.measure);
      if (figure) figures += (figures.empty() ? "" : ", ") + number_text(figure, info.decimals) + " " + info.title;
    }
    std::string files;
    for (const std::string& file : tool.files) files += (files.empty() ? "" : ", ") + file;
    rows += "<tr>" + cell(tool.tool) + cell(tool.design) + cell(tool.version) + cell(tool.device) + cell(tool.step) +
            fmt::format("<td class=\"{}\">{}</td>", tool.state == ToolState::kFailed ? "failed" : "",
                        html_escaped(state_text(tool))) +
            cell(figures) + cell(files) + "</tr>\n";
  }
  return "<table>\n" + rows + "</table>\n";
}

// One chart for each figure that was estimated and that a tool gave.
std::string synthesis(const ProjectReport& project) {
  std::string text = tool_rows(project);
  for (const MeasureInfo& info : measure_infos()) {
    const std::optional<double> estimate = estimate_of(project, info.measure);
    if (!estimate) continue;
    std::vector<Bar> bars = {{"estimate", *estimate, number_text(estimate, info.decimals), "estimate"}};
    for (const ToolReport& tool : project.tools) {
      const std::optional<double>& figure = at(tool.figures, info.measure);
      if (!figure || tool.design != project.top) continue;
      bars.push_back({tool.tool, *figure, number_text(figure, info.decimals), "synthesis"});
    }
    if (bars.size() == 1) continue;
    text += std::string("<h4>") + info.title + "</h4>\n" + bar_chart(info.title, bars);
  }
  return text;
}

std::string ports(const ProjectReport& project) {
  std::string rows = header_row({"port", "direction", "bits"});
  for (const ProjectPort& port : project.ports) {
    rows += "<tr>" + cell(port.name) + cell(port.is_input ? "input" : "output") +
            number_cell(std::to_string(port.width_bits)) + "</tr>\n";
  }
  return "<table>\n" + rows + "</table>\n";
}

std::string project_page(const ProjectReport& project, std::size_t i) {
  const bool has_estimates = project.estimates.has_value();
  const std::string calibration = has_estimates
                                      ? "<p class=\"soft\">Estimates of " + html_escaped(project.estimates->device) +
                                            ": " + html_escaped(project.estimates->calibration) + "</p>\n"
                                      : "";
  return fmt::format("<article id=\"p{}\">\n<h2>{}</h2>\n<p>{}, {}, written by wirefold {}</p>\n", i,
                     html_escaped(project.folder), html_escaped(project.top), html_escaped(project.backend),
                     html_escaped(project.version)) +
         calibration + section(i, "ports", "Ports", ports(project)) +
         section(i, "graph", "Graph by layer", has_estimates ? layer_graph(project.estimates->tensors) : kNoEstimates) +
         section(i, "widths", "Widths of the elements",
                 has_estimates ? width_chart(project.estimates->tensors) : kNoEstimates) +
         section(i, "resources", "LUTs and registers", has_estimates ? resources(project) : kNoEstimates) +
         section(i, "stages", "Stages", has_estimates ? stages(project) : kNoEstimates) +
         section(i, "synthesis", "Estimate against synthesis", synthesis(project)) + "</article>\n";
}

}  // namespace

std::string reports_as_html(std::span<const ProjectReport> projects) {
  std::string page = kHead + overview(projects);
  for (std::size_t i = 0; i < projects.size(); ++i) page += project_page(projects[i], i);
  return page + "</body>\n</html>\n";
}

}  // namespace wirefold
