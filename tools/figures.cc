// SPDX-License-Identifier: Apache-2.0
#include "tools/figures.h"

#include <nlohmann/json.hpp>

namespace wirefold::tools {
namespace {

nlohmann::ordered_json layer_json(const LayerFigures& layer) {
  return {{"name", layer.name},
          {"adders", layer.adders},
          {"one_bit_adders", layer.one_bit_adders},
          {"multipliers", layer.multipliers},
          {"estimated_luts", layer.estimated_luts}};
}

}  // namespace

std::string to_json(const Report& report) {
  nlohmann::ordered_json layers = nlohmann::ordered_json::array();
  for (const LayerFigures& layer : report.layers) layers.push_back(layer_json(layer));
  const nlohmann::ordered_json json = {
      {"device", report.device},
      {"layers", layers},
      {"total", layer_json(report.total)},
      {"stages", report.stages},
      {"latency_cycles", report.latency_cycles},
      {"stage_delays_ns", report.stage_delays_ns},
      {"register_bits",
       {{"input", report.registers.input},
        {"between_stages", report.registers.between_stages},
        {"output", report.registers.output},
        {"total", report.registers.total()}}},
  };
  return json.dump(2) + "\n";
}

}  // namespace wirefold::tools
