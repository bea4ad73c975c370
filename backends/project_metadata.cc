// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/project_metadata.h"

#include <algorithm>

#include "wirefold/backends/json_text.h"

namespace wirefold {
namespace {

constexpr int kMetadataSchema = 1;

std::string json_bool(bool value) { return value ? "true" : "false"; }

std::string shape_json(const Shape& shape) {
  return json_list(shape, [](std::int64_t extent) { return std::to_string(extent); });
}

void add_ports(std::string& text, const std::vector<Port>& ports, const char* direction) {
  for (const Port& port : ports) {
    text += text.empty() ? "\n    " : ",\n    ";
    text +=
        "{\"name\": " + json_quoted(port.name) + ", \"direction\": \"" + direction +
        "\", \"width_bits\": " + std::to_string(port.width_bits) + ", \"shape\": " + shape_json(port.shape) +
        ",\n     \"formats\": " +
        json_list(port.elements, [](const PortElement& element) { return json_quoted(to_string(element.format)); }) +
        "}";
  }
}

std::string object_json(const BackendOptions& options) {
  std::string text;
  for (const auto& [name, value] : options) {
    text += (text.empty() ? "" : ", ") + json_quoted(name) + ": " + json_quoted(value);
  }
  return "{" + text + "}";
}

std::string figures_json(const std::vector<ReportFigure>& figures) {
  std::string text;
  for (const ReportFigure& figure : figures) {
    text += (text.empty() ? "" : ", ") + json_quoted(figure.name) + ": " + figure.value;
  }
  return "{" + text + "}";
}

// Where the inputs are: "x[7:0]".
std::vector<std::string> names_with_slices(const CombLogic& logic, const EmittedDesign& design) {
  std::vector<std::string> names = design.value_names;
  if (!design.has_packed_ports) return names;
  for (std::size_t i = 0; i < design.inputs.size(); ++i) {
    for (std::size_t j = 0; j < design.inputs[i].elements.size(); ++j) {
      const PortElement& element = design.inputs[i].elements[j];
      if (element.width_bits == 0) continue;
      names[logic.inputs()[i].elements[j].value] = design.inputs[i].name + "[" +
                                                   std::to_string(element.offset_bits + element.width_bits - 1) + ":" +
                                                   std::to_string(element.offset_bits) + "]";
    }
  }
  return names;
}

// "dense0_3", "-dense0_3 << 2", "37/256"; null for an element that is not on the hardware.
std::string element_json(const CombLogic& logic, const std::vector<std::string>& names, const Use& use) {
  if (use.value == kNoValue) return "null";
  if (logic.interval(use.value).is_point()) return json_quoted(logic.interval(use).low_value().to_string());
  const std::string& name = names[use.value];
  if (name.empty()) return "null";
  std::string text = (use.negate ? "-" : "") + name;
  if (use.shift != 0) text += (use.shift > 0 ? " << " : " >> ") + std::to_string(std::abs(use.shift));
  return json_quoted(text);
}

void add_tensors(std::string& text, const CombLogic& logic, const std::vector<std::string>& names,
                 const std::vector<NamedTensor>& tensors, const char* kind) {
  for (const NamedTensor& tensor : tensors) {
    text += text.empty() ? "\n    " : ",\n    ";
    text += "{\"name\": " + json_quoted(tensor.name) + ", \"kind\": \"" + kind +
            "\", \"shape\": " + shape_json(tensor.shape) + ", \"elements\": " +
            json_list(tensor.elements, [&](const Use& use) { return element_json(logic, names, use); }) + "}";
  }
}

std::string signals_json(const EmissionInput& input, const EmittedDesign& design) {
  std::string text;
  for (ValueId value = 0; value < design.value_names.size(); ++value) {
    const Operation& operation = input.logic.definition(value);
    if (design.value_names[value].empty() || operation.opcode == Opcode::kInput) continue;
    text += text.empty() ? "\n    " : ",\n    ";
    text += "{\"signal\": " + json_quoted(design.value_names[value]) + ", \"operation\": \"" +
            std::string(info(operation.opcode).name) + "\", \"format\": \"" + to_string(input.logic.format(value)) +
            "\", \"stage\": " + std::to_string(input.schedule.stages[input.logic.definition_index(value)]) +
            ", \"source\": " + json_quoted(to_string(input.logic.location(operation))) + "}";
  }
  return text;
}

}  // namespace

std::string metadata_json(const EmissionInput& input, const EmittedDesign& design) {
  const Schedule& schedule = input.schedule;
  const RegisterBits bits = register_bits(input.logic, schedule);
  std::string ports;
  add_ports(ports, design.inputs, "input");
  add_ports(ports, design.outputs, "output");
  return "{\n  \"schema\": " + std::to_string(kMetadataSchema) + ",\n  \"top\": " + json_quoted(input.module_name) +
         ",\n  \"backend\": " + json_quoted(design.backend) + ",\n  \"wirefold\": " + json_quoted(input.version) +
         ",\n  \"content_hash\": \"" + design.content_hash + "\",\n  \"options\": " + object_json(design.options) +
         ",\n  \"is_pipelined\": " + json_bool(schedule.is_pipelined()) +
         ",\n  \"stages\": " + std::to_string(schedule.stage_count) +
         ",\n  \"input_register\": " + json_bool(schedule.input_register) +
         ",\n  \"output_register\": " + json_bool(schedule.output_register) +
         ",\n  \"latency_cycles\": " + std::to_string(schedule.latency_cycles()) +
         ",\n  \"initiation_interval\": 1,\n  \"register_bits\": {\"input\": " + std::to_string(bits.input) +
         ", \"between_stages\": " + std::to_string(bits.between_stages) +
         ", \"output\": " + std::to_string(bits.output) + "},\n  \"figures\": " + figures_json(input.figures) +
         ",\n  \"ports\": [" + ports + "\n  ]\n}\n";
}

std::string name_map_json(const EmissionInput& input, const EmittedDesign& design) {
  std::vector<std::string> omitted;
  for (const Port& port : design.inputs) {
    if (port.width_bits == 0) omitted.push_back(port.name);
  }
  for (const Port& port : design.outputs) {
    if (port.width_bits == 0) omitted.push_back(port.name);
  }
  const std::vector<std::string> names = names_with_slices(input.logic, design);
  std::string tensors;
  add_tensors(tensors, input.logic, names, input.logic.inputs(), "input");
  add_tensors(tensors, input.logic, names, input.logic.named_tensors(), "intermediate");
  add_tensors(tensors, input.logic, names, input.logic.outputs(), "output");
  return "{\n  \"module\": " + json_quoted(input.module_name) +
         ",\n  \"omitted_ports\": " + json_list(omitted, json_quoted) + ",\n  \"tensors\": [" + tensors +
         "\n  ],\n  \"signals\": [" + signals_json(input, design) + "\n  ]\n}\n";
}

std::string element_summary(const Port& port) {
  if (port.elements.empty()) return "no elements";
  const Format& first = port.elements.front().format;
  const bool is_uniform = std::all_of(port.elements.begin(), port.elements.end(),
                                      [&](const PortElement& element) { return element.format == first; });
  return std::to_string(port.elements.size()) + " x " + (is_uniform ? to_string(first) : "mixed formats");
}

std::string timing_summary(const Schedule& schedule) {
  if (!schedule.is_pipelined()) return "combinational";
  return "pipelined, " + std::to_string(schedule.stage_count) + (schedule.stage_count == 1 ? " stage" : " stages") +
         (schedule.input_register ? ", input register" : "") + (schedule.output_register ? ", output register" : "") +
         "; latency " + std::to_string(schedule.latency_cycles()) +
         (schedule.latency_cycles() == 1 ? " cycle" : " cycles") + ", initiation interval 1";
}

std::string option_summary(const BackendOptions& options) {
  std::string text;
  for (const auto& [name, value] : options) text += (text.empty() ? "" : " ") + name + "=" + value;
  return text;
}

}  // namespace wirefold
