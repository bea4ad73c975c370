// SPDX-License-Identifier: Apache-2.0
#include "tools/figures.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

namespace wirefold::tools {
namespace {

nlohmann::ordered_json layer_json(const LayerFigures& layer) {
  return {{"name", layer.name},
          {"adders", layer.adders},
          {"one_bit_adders", layer.one_bit_adders},
          {"multipliers", layer.multipliers},
          {"estimated_luts", layer.estimated_luts},
          {"carry_cells", layer.carry_cells}};
}

double ns(const PipelineTradeOff& trade_off) { return static_cast<double>(trade_off.longest_stage_ps) * 1e-3; }

// Input and output registers are the same in every cut.
std::uint64_t register_bits(const Report& report, const PipelineTradeOff& trade_off) {
  return report.registers.input + trade_off.bits_between_stages + report.registers.output;
}

nlohmann::ordered_json report_json(const Report& report) {
  nlohmann::ordered_json layers = nlohmann::ordered_json::array();
  for (const LayerFigures& layer : report.layers) layers.push_back(layer_json(layer));
  return {
      {"device", report.device},
      {"calibration", report.calibration},
      {"layers", layers},
      {"total", layer_json(report.total)},
      {"stages", report.stages},
      {"latency_cycles", report.latency_cycles},
      {"stage_delays_ns", report.stage_delays_ns},
      {"border_bits", report.border_bits},
      {"shift_registers",
       {{"register_bits", report.shift_registers.register_bits}, {"luts", report.shift_registers.luts}}},
      {"register_bits",
       {{"input", report.registers.input},
        {"between_stages", report.registers.between_stages},
        {"output", report.registers.output},
        {"total", report.registers.total()}}},
  };
}

std::string shapes_text(const ModelLayer& layer) {
  std::string text;
  for (const Shape& shape : layer.output_shapes) text += (text.empty() ? "" : " ") + wirefold::to_string(shape);
  return text.empty() ? "-" : text;
}

std::string formats_text(const ModelLayer& layer) {
  std::string text;
  for (const Format& format : layer.formats) {
    text += (text.empty() ? "" : " ") + (format.is_zero() ? std::string("-") : wirefold::to_string(format));
  }
  return text.empty() ? "-" : text;
}

// Names of nodes may be long.
std::string table_of(const char* kind, const char* class_name, std::span<const ModelLayer> layers) {
  constexpr std::size_t kLeastWidth = 24;
  std::size_t width = kLeastWidth;
  for (const ModelLayer& layer : layers) width = std::max(width, layer.name.size());
  std::string text = fmt::format("{:<{}} {:<24} {:<16} {:<10} {:>10} {:>8}\n", kind, width, class_name, "shape",
                                 "format", "parameters", "zeros");
  for (const ModelLayer& layer : layers) {
    text += fmt::format("{:<{}} {:<24} {:<16} {:<10} {:>10} {:>8}{}{}\n", layer.name, width, layer.class_name,
                        shapes_text(layer), formats_text(layer), layer.parameters, layer.zeros,
                        layer.is_supported ? "" : "  NOT SUPPORTED", layer.problem.empty() ? "" : "  " + layer.problem);
  }
  return text;
}

nlohmann::ordered_json json_of(std::span<const ModelLayer> all) {
  nlohmann::ordered_json layers = nlohmann::ordered_json::array();
  for (const ModelLayer& layer : all) {
    nlohmann::ordered_json shapes = nlohmann::ordered_json::array();
    for (const Shape& shape : layer.output_shapes) shapes.push_back(shape.extents());
    layers.push_back({{"name", layer.name},
                      {"class", layer.class_name},
                      {"shapes", shapes},
                      {"formats", formats_text(layer)},
                      {"parameters", layer.parameters},
                      {"zeros", layer.zeros},
                      {"is_supported", layer.is_supported},
                      {"problem", layer.problem}});
  }
  return layers;
}

}  // namespace

std::string to_string(const KerasModel& model) { return table_of("layer", "class", model.layers); }
std::string to_string(const OnnxModel& model) { return table_of("node", "operator", model.nodes); }

std::string to_json(const KerasModel& model) {
  const nlohmann::ordered_json json = {{"name", model.name},
                                       {"keras_version", model.keras_version},
                                       {"is_supported", model.is_supported()},
                                       {"layers", json_of(model.layers)}};
  return json.dump(2) + "\n";
}

std::string to_json(const OnnxModel& model) {
  const nlohmann::ordered_json json = {{"name", model.name},
                                       {"producer", model.producer},
                                       {"is_supported", model.is_supported()},
                                       {"nodes", json_of(model.nodes)}};
  return json.dump(2) + "\n";
}

std::string to_json(const Report& report) { return report_json(report).dump(2) + "\n"; }

std::string to_json(const Report& report, std::span<const PipelineTradeOff> trade_offs) {
  nlohmann::ordered_json json = report_json(report);
  for (const PipelineTradeOff& trade_off : trade_offs) {
    json["pareto"].push_back({{"stages", trade_off.stage_count},
                              {"longest_stage_ns", ns(trade_off)},
                              {"register_bits", register_bits(report, trade_off)}});
  }
  return json.dump(2) + "\n";
}

std::string to_string(const Report& report, std::span<const PipelineTradeOff> trade_offs) {
  std::string text = fmt::format("  {:>6} {:>10} {:>13}\n", "stages", "longest ns", "register bits");
  for (const PipelineTradeOff& trade_off : trade_offs) {
    const std::uint64_t bits = register_bits(report, trade_off);
    const bool is_own = trade_off.stage_count == report.stages && bits == report.registers.total() &&
                        std::abs(ns(trade_off) - report.longest_stage_ns()) < 1e-4;
    text += fmt::format("{} {:>6} {:>10.3f} {:>13}\n", is_own ? "*" : " ", trade_off.stage_count, ns(trade_off), bits);
  }
  return text;
}

}  // namespace wirefold::tools
