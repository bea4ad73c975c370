// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "wirefold/backends/json_text.h"
#include "wirefold/driver/reports/render.h"

namespace wirefold {
namespace {

std::string json_number(const std::optional<double>& number, int decimals) {
  return number ? number_text(number, decimals) : "null";
}

std::string tool_json(const ProjectReport& project, const ToolReport& tool) {
  std::string figures;
  std::string estimates;
  for (const MeasureInfo& info : measure_infos()) {
    const std::optional<double>& figure = at(tool.figures, info.measure);
    if (!figure) continue;
    const std::string comma = figures.empty() ? "" : ", ";
    figures += comma + json_quoted(info.key) + ": " + number_text(figure, info.decimals);
    if (tool.design != project.top) continue;
    const std::optional<double> estimate = estimate_of(project, info.measure);
    if (!estimate) continue;
    estimates += (estimates.empty() ? "" : ", ") + json_quoted(info.key) + ": " + number_text(estimate, info.decimals);
  }
  return "\n       {\"tool\": " + json_quoted(tool.tool) + ", \"design\": " + json_quoted(tool.design) +
         ", \"version\": " + json_quoted(tool.version) + ", \"device\": " + json_quoted(tool.device) +
         ", \"step\": " + json_quoted(tool.step) + ",\n        \"state\": " + json_quoted(to_string(tool.state)) +
         ", \"message\": " + json_quoted(tool.message) + ", \"files\": " + json_list(tool.files, json_quoted) +
         ",\n        \"figures\": {" + figures + "}, \"estimates\": {" + estimates + "}}";
}

std::string tensor_json(const TensorEstimate& tensor) {
  return fmt::format(
      "\n       {{\"name\": {}, \"kind\": \"{}\", \"shape\": {}, \"width_bits\": {}, \"narrowest_bits\": {}, "
      "\"widest_bits\": {}, \"register_bits\": {}, \"adders\": {}, \"multipliers\": {}, \"estimated_luts\": {:.1f}, "
      "\"reads\": {}}}",
      json_quoted(tensor.name), tensor.is_input ? "input" : "layer", json_quoted(tensor.shape), tensor.width_bits,
      tensor.narrowest_bits, tensor.widest_bits, tensor.register_bits, tensor.figures.adders,
      tensor.figures.multipliers, tensor.figures.estimated_luts, json_list(tensor.reads, json_quoted));
}

std::string estimates_json(const std::optional<ProjectEstimates>& estimates) {
  if (!estimates) return "null";
  return "\n      {\"device\": " + json_quoted(estimates->device) +
         ", \"calibration\": " + json_quoted(estimates->calibration) + ",\n       \"stage_delays_ns\": " +
         json_list(estimates->stage_delays_ns, [](double delay) { return number_text(delay, 3); }) +
         ", \"border_bits\": " +
         json_list(estimates->border_bits, [](std::int64_t bits) { return std::to_string(bits); }) +
         ",\n       \"tensors\": " + json_list(estimates->tensors, tensor_json) + "}";
}

std::string port_json(const ProjectPort& port) {
  return "{\"name\": " + json_quoted(port.name) + ", \"direction\": " + (port.is_input ? "\"input\"" : "\"output\"") +
         ", \"width_bits\": " + std::to_string(port.width_bits) + "}";
}

std::string project_json(const ProjectReport& project) {
  return "\n    {\"folder\": " + json_quoted(project.folder) + ", \"top\": " + json_quoted(project.top) +
         ", \"backend\": " + json_quoted(project.backend) + ", \"wirefold\": " + json_quoted(project.version) +
         ",\n     \"is_pipelined\": " + (project.is_pipelined ? "true" : "false") +
         ", \"stages\": " + std::to_string(project.stages) +
         ", \"latency_cycles\": " + std::to_string(project.latency_cycles) +
         fmt::format(",\n     \"register_bits\": {{\"input\": {}, \"between_stages\": {}, \"output\": {}}}",
                     project.input_register_bits, project.stage_register_bits, project.output_register_bits) +
         ", \"estimated_luts\": " + json_number(project.estimated_luts, 0) +
         ", \"longest_stage_ns\": " + json_number(project.longest_stage_ns, 3) +
         ",\n     \"ports\": " + json_list(project.ports, port_json) +
         ",\n     \"estimates\": " + estimates_json(project.estimates) + ",\n     \"tools\": " +
         json_list(project.tools, [&](const ToolReport& tool) { return tool_json(project, tool); }) + "}";
}

}  // namespace

std::string reports_as_json(std::span<const ProjectReport> projects) {
  return "{\n  \"projects\": " + json_list(projects, project_json) + "\n}\n";
}

}  // namespace wirefold
