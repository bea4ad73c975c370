// SPDX-License-Identifier: Apache-2.0
#include "wirefold/driver/estimates.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "wirefold/backends/json_text.h"
#include "wirefold/driver/operation_layers.h"

namespace wirefold {
namespace {

constexpr int kEstimatesSchema = 1;

TensorEstimate tensor_widths(const CombLogic& logic, const NamedTensor& tensor) {
  TensorEstimate estimate;
  estimate.name = tensor.name;
  estimate.shape = to_string(tensor.shape);
  for (const Use& use : tensor.elements) {
    if (use.value == kNoValue) continue;
    const std::int64_t width = std::max(logic.format(use).width(), 0);
    estimate.narrowest_bits = estimate.elements == 0 ? width : std::min(estimate.narrowest_bits, width);
    estimate.widest_bits = std::max(estimate.widest_bits, width);
    estimate.width_bits += width;
    ++estimate.elements;
  }
  return estimate;
}

// By operation the place among inputs and layers; kNoLayer for none.
std::vector<std::uint32_t> tensors_of_operations(const CombLogic& logic) {
  std::vector<std::uint32_t> places = layers_of_operations(logic);
  const auto input_count = static_cast<std::uint32_t>(logic.inputs().size());
  for (std::uint32_t& place : places) {
    if (place != kNoLayer) place += input_count;
  }
  for (std::uint32_t i = 0; i < input_count; ++i) {
    for (const Use& use : logic.inputs()[i].elements) {
      if (use.value != kNoValue) places[logic.definition_index(use.value)] = i;
    }
  }
  return places;
}

void add_reads(const CombLogic& logic, const std::vector<std::uint32_t>& places,
               std::vector<TensorEstimate>& estimates) {
  std::vector<std::set<std::uint32_t>> reads(estimates.size());
  const auto read = [&](std::uint32_t reader, const Use& use) {
    if (use.value == kNoValue) return;
    const std::size_t operation = logic.definition_index(use.value);
    const std::uint32_t place = places[operation];
    if (place == kNoLayer || place == reader || logic.operations()[operation].opcode == Opcode::kConstant) return;
    reads[reader].insert(place);
  };
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (places[i] == kNoLayer) continue;
    for (const Use& use : logic.operands(logic.operations()[i])) read(places[i], use);
  }
  // A layer may hand on values of an earlier one without an operation of its own.
  auto layer = static_cast<std::uint32_t>(logic.inputs().size());
  for (const NamedTensor* tensor : layer_tensors(logic)) {
    for (const Use& use : tensor->elements) read(layer, use);
    ++layer;
  }
  for (std::size_t i = 0; i < reads.size(); ++i) {
    for (const std::uint32_t place : reads[i]) estimates[i].reads.push_back(estimates[place].name);
  }
}

std::string tensor_json(const TensorEstimate& tensor) {
  return fmt::format(
      "\n    {{\"name\": {}, \"kind\": \"{}\", \"shape\": {}, \"elements\": {}, \"width_bits\": {}, "
      "\"narrowest_bits\": "
      "{}, \"widest_bits\": {}, \"register_bits\": {},\n     \"adders\": {}, \"one_bit_adders\": {}, \"multipliers\": "
      "{}, \"estimated_luts\": {:.3f}, \"carry_cells\": {}, \"reads\": {}}}",
      json_quoted(tensor.name), tensor.is_input ? "input" : "layer", json_quoted(tensor.shape), tensor.elements,
      tensor.width_bits, tensor.narrowest_bits, tensor.widest_bits, tensor.register_bits, tensor.figures.adders,
      tensor.figures.one_bit_adders, tensor.figures.multipliers, tensor.figures.estimated_luts,
      tensor.figures.carry_cells, json_list(tensor.reads, json_quoted));
}

}  // namespace

std::vector<TensorEstimate> tensor_estimates(const CombLogic& logic, const Schedule& schedule, const Report& report) {
  std::vector<TensorEstimate> estimates;
  for (const NamedTensor& input : logic.inputs()) {
    estimates.push_back(tensor_widths(logic, input));
    estimates.back().is_input = true;
  }
  std::size_t layer = 0;
  for (const NamedTensor* tensor : layer_tensors(logic)) {
    estimates.push_back(tensor_widths(logic, *tensor));
    estimates.back().figures = report.layers[layer++];
  }
  const std::vector<std::uint32_t> places = tensors_of_operations(logic);
  for (const DelayLine& line : delay_lines(logic, schedule)) {
    const std::uint32_t place = places[logic.definition_index(line.value)];
    if (place == kNoLayer) continue;
    const int width = std::max(logic.format(line.value).width(), 0);
    estimates[place].register_bits += static_cast<std::uint64_t>(width) * line.ranks;
  }
  add_reads(logic, places, estimates);
  return estimates;
}

std::string estimates_json(const CombLogic& logic, const Schedule& schedule, const Report& report) {
  return "{\n  \"schema\": " + std::to_string(kEstimatesSchema) + ",\n  \"device\": " + json_quoted(report.device) +
         ",\n  \"calibration\": " + json_quoted(report.calibration) + ",\n  \"stage_delays_ns\": " +
         json_list(report.stage_delays_ns, [](double delay) { return fmt::format("{:.3f}", delay); }) +
         ",\n  \"border_bits\": " +
         json_list(report.border_bits, [](std::uint64_t bits) { return std::to_string(bits); }) +
         fmt::format(",\n  \"shift_registers\": {{\"register_bits\": {}, \"luts\": {}}}",
                     report.shift_registers.register_bits, report.shift_registers.luts) +
         ",\n  \"tensors\": " + json_list(tensor_estimates(logic, schedule, report), tensor_json) + "\n}\n";
}

}  // namespace wirefold
