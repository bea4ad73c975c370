// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/project_metadata.h"

#include <algorithm>

#include "wirefold/backends/json_text.h"

namespace wirefold {
namespace {

constexpr int kMetadataSchema = 2;

std::string json_bool(bool value) { return value ? "true" : "false"; }

std::string shape_json(const Shape& shape) {
  return json_list(shape, [](std::int64_t extent) { return std::to_string(extent); });
}

bool has_element_pins(const Port& port) {
  return !port.pins.empty() && (port.pins.size() > 1 || port.pins.front().name != port.name);
}

// The ports that are not there because they have no bits: of a tensor, or of its elements.
void add_omitted(std::vector<std::string>& omitted, const std::vector<Port>& ports) {
  for (const Port& port : ports) {
    if (port.width_bits == 0) omitted.push_back(port.name);
    if (!has_element_pins(port)) continue;
    for (std::size_t i = 0; i < port.elements.size(); ++i) {
      if (port.elements[i].width_bits == 0) omitted.push_back(element_pin(port, i).name);
    }
  }
}

void add_ports(std::string& text, const std::vector<Port>& ports, const char* direction) {
  for (const Port& port : ports) {
    text += text.empty() ? "\n    " : ",\n    ";
    text += "{\"name\": " + json_quoted(port.name) + ", \"direction\": \"" + direction +
            "\", \"width_bits\": " + std::to_string(port.width_bits) + ", \"shape\": " + shape_json(port.shape) +
            ",\n     \"formats\": " +
            json_list(port.elements, [](const PortElement& element) { return json_quoted(to_string(element.format)); });
    if (has_element_pins(port)) {
      text +=
          ",\n     \"element_ports\": " + json_list(port.pins, [](const Pin& pin) { return json_quoted(pin.name); });
    }
    text += "}";
  }
}

std::string object_json(const BackendOptions& options) {
  std::string text;
  for (const auto& [name, value] : options) {
    text += (text.empty() ? "" : ", ") + json_quoted(name) + ": " + json_quoted(value);
  }
  return "{" + text + "}";
}

std::string name_or_null(const std::string& name) { return name.empty() ? "null" : json_quoted(name); }

std::string controls_json(const ControlPorts& controls) {
  std::string text = "{\"clock\": " + name_or_null(controls.clock) +
                     ", \"clock_enable\": " + name_or_null(controls.clock_enable) +
                     ", \"reset\": " + name_or_null(controls.reset);
  if (!controls.reset.empty()) {
    text += std::string(", \"reset_is_active_low\": ") + json_bool(controls.reset_is_active_low) +
            ", \"reset_is_asynchronous\": " + json_bool(controls.reset_kind == ResetKind::kAsynchronous);
  }
  return text + "}";
}

std::string beats_json(const BeatLayout& layout) {
  return "{\"bytes\": " + std::to_string(layout.beat_bytes) + ", \"per_sample\": " + std::to_string(layout.beat_count) +
         "}";
}

std::string wrapper_json(const Wrapper& wrapper) {
  std::string text = "\n    {\"module\": " + json_quoted(wrapper.module_name) + ", \"kind\": \"" +
                     std::string(to_string(wrapper.kind)) + "\", \"controls\": " + controls_json(wrapper.controls) +
                     ", \"latency_cycles\": " + std::to_string(wrapper.latency_cycles);
  if (wrapper.slice_cycles() > 0) {
    text += std::string(", \"register_slice\": \"") +
            (!wrapper.has_output_slice  ? "input"
             : !wrapper.has_input_slice ? "output"
                                        : "both") +
            "\", \"register_slice_bits\": " + std::to_string(wrapper.slice_register_bits());
  }
  if (wrapper.kind == WrapperKind::kAxis) {
    text +=
        ", \"input_beats\": " + beats_json(wrapper.in_beats) + ", \"output_beats\": " + beats_json(wrapper.out_beats);
  }
  return text + "}";
}

std::string figures_json(const std::vector<ReportFigure>& figures) {
  std::string text;
  for (const ReportFigure& figure : figures) {
    text += (text.empty() ? "" : ", ") + json_quoted(figure.name) + ": " + figure.value;
  }
  return "{" + text + "}";
}

// "x[7:0]", or "x_0" where the element has a port of its own.
std::string place_of(const Port& port, const PortElement& element) {
  if (has_element_pins(port)) {
    const auto begins_before = [](const Pin& pin, std::size_t bit) { return pin.offset_bits < bit; };
    return std::lower_bound(port.pins.begin(), port.pins.end(), element.offset_bits, begins_before)->name;
  }
  return port.name + "[" + std::to_string(element.offset_bits + element.width_bits - 1) + ":" +
         std::to_string(element.offset_bits) + "]";
}

// Where the inputs are.
std::vector<std::string> names_with_slices(const CombLogic& logic, const EmittedDesign& design) {
  std::vector<std::string> names = design.value_names;
  if (!design.has_packed_ports) return names;
  for (std::size_t i = 0; i < design.interface.inputs.size(); ++i) {
    for (std::size_t j = 0; j < design.interface.inputs[i].elements.size(); ++j) {
      const PortElement& element = design.interface.inputs[i].elements[j];
      if (element.width_bits == 0) continue;
      names[logic.inputs()[i].elements[j].value] = place_of(design.interface.inputs[i], element);
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

std::string renamed_json(const Interface& interface) {
  return json_list(interface.renamed, [](const auto& renamed) {
    return "{\"tensor\": " + json_quoted(renamed.first) + ", \"port\": " + json_quoted(renamed.second) + "}";
  });
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
  add_ports(ports, design.interface.inputs, "input");
  add_ports(ports, design.interface.outputs, "output");
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
         ",\n  \"controls\": " + controls_json(design.interface.controls) + ",\n  \"ports\": [" + ports +
         "\n  ],\n  \"wrappers\": " + json_list(design.wrappers, wrapper_json) + "\n}\n";
}

std::string name_map_json(const EmissionInput& input, const EmittedDesign& design) {
  std::vector<std::string> omitted;
  add_omitted(omitted, design.interface.inputs);
  add_omitted(omitted, design.interface.outputs);
  const std::vector<std::string> names = names_with_slices(input.logic, design);
  std::string tensors;
  add_tensors(tensors, input.logic, names, input.logic.inputs(), "input");
  add_tensors(tensors, input.logic, names, input.logic.named_tensors(), "intermediate");
  add_tensors(tensors, input.logic, names, input.logic.outputs(), "output");
  return "{\n  \"module\": " + json_quoted(input.module_name) +
         ",\n  \"omitted_ports\": " + json_list(omitted, json_quoted) +
         ",\n  \"renamed_ports\": " + renamed_json(design.interface) + ",\n  \"tensors\": [" + tensors +
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

}  // namespace wirefold
