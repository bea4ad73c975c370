// SPDX-License-Identifier: Apache-2.0
#include "wirefold/driver/report.h"

#include <fmt/format.h>

#include <algorithm>

#include "wirefold/driver/operation_layers.h"
#include "wirefold/optimizer/cost/operation_cost.h"
#include "wirefold/optimizer/pipelining/pipeline.h"

namespace wirefold {
namespace {

constexpr double kMilli = 1e-3;

void count(const CombLogic& logic, const Operation& operation, const DeviceProfile& profile, LayerFigures& figures) {
  if (is_adder(logic, operation)) {
    ++figures.adders;
    figures.one_bit_adders += static_cast<std::size_t>(one_bit_adders(logic, operation));
  }
  if (operation.opcode == Opcode::kMultiply) ++figures.multipliers;
  const OperationCost cost = cost_of(logic, operation, profile);
  figures.estimated_luts += static_cast<double>(cost.area_milliluts) * kMilli;
  figures.carry_cells += cost.carry_cells;
}

std::string row(const LayerFigures& layer) {
  return fmt::format("{:<24} {:>8} {:>10} {:>12} {:>12.0f}\n", layer.name, layer.adders, layer.one_bit_adders,
                     layer.multipliers, layer.estimated_luts);
}

}  // namespace

double Report::longest_stage_ns() const { return *std::max_element(stage_delays_ns.begin(), stage_delays_ns.end()); }

std::uint64_t Report::widest_border_bits() const {
  return border_bits.empty() ? 0 : *std::max_element(border_bits.begin(), border_bits.end());
}

Report make_report(const CombLogic& logic, const Schedule& schedule, const std::string& device) {
  const DeviceProfile& profile = find_device_profile(device);
  Report report;
  report.device = device;
  report.calibration = profile.calibration;
  report.total.name = "total";
  for (const NamedTensor* tensor : layer_tensors(logic)) report.layers.push_back({.name = tensor->name});
  const std::vector<std::uint32_t> layers = layers_of_operations(logic);
  for (std::size_t i = 0; i < layers.size(); ++i) {
    if (layers[i] == kNoLayer) continue;
    count(logic, logic.operations()[i], profile, report.layers[layers[i]]);
    count(logic, logic.operations()[i], profile, report.total);
  }
  report.stages = schedule.stage_count;
  report.latency_cycles = schedule.latency_cycles();
  report.registers = register_bits(logic, schedule);
  report.shift_registers = shift_registers(logic, schedule, profile);
  report.border_bits = border_bits(logic, schedule);
  for (const std::int64_t delay : stage_delays_ps(logic, schedule, profile)) {
    report.stage_delays_ns.push_back(static_cast<double>(delay) * kMilli);
  }
  return report;
}

std::string to_string(const Report& report) {
  std::string text =
      fmt::format("{:<24} {:>8} {:>10} {:>12} {:>12}\n", "layer", "adders", "adder bits", "multipliers", "LUTs (est.)");
  for (const LayerFigures& layer : report.layers) text += row(layer);
  text += row(report.total);
  text += fmt::format("stages {}, latency {} cycles, longest stage {:.2f} ns (est., {})\n", report.stages,
                      report.latency_cycles, report.longest_stage_ns(), report.device);
  text += fmt::format("estimate of {}: {}\n", report.device, report.calibration);
  text += fmt::format("register bits {}: input {}, between stages {}, output {}\n", report.registers.total(),
                      report.registers.input, report.registers.between_stages, report.registers.output);
  if (report.shift_registers.register_bits > 0) {
    text += fmt::format("shift registers hold {} of them in {} LUTs\n", report.shift_registers.register_bits,
                        report.shift_registers.luts);
  }
  if (report.stages == 1) return text;
  text += fmt::format("{:<24} {:>8} {:>10}   widest border {} bits\n", "stage", "ns", "bits after",
                      report.widest_border_bits());
  for (std::size_t i = 0; i < report.stage_delays_ns.size(); ++i) {
    text += fmt::format("{:<24} {:>8.2f} {:>10}\n", i, report.stage_delays_ns[i],
                        i < report.border_bits.size() ? std::to_string(report.border_bits[i]) : "-");
  }
  return text;
}

}  // namespace wirefold
