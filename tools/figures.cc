// SPDX-License-Identifier: Apache-2.0
#include "tools/figures.h"

#include <fmt/format.h>

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

}  // namespace

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
