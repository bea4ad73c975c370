// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/lowering/sliding_products.h"

#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "wirefold/optimizer/lowering/lattice_coordinates.h"

namespace wirefold {
namespace {

// What windows that are one have in common.
using WindowKey = std::tuple<Opcode, std::size_t, std::vector<Dyadic>>;

WindowKey key_of(const CombLogic& logic, const Operation& operation) {
  const bool is_linear = operation.opcode == Opcode::kLinear;
  return {operation.opcode, logic.operands(operation).size(),
          is_linear ? logic.matrix(operation).entries : std::vector<Dyadic>{}};
}

// Products of one key whose operands can be told by their values: no value is read twice by one product, or with
// different shifts or signs at one place.
struct Windows {
  std::vector<std::size_t> operations;
  std::vector<std::vector<ValueId>> values;  // kNoValue for zero
  std::map<std::size_t, Use> uses;           // by place, of any of the products
};

Windows windows_of(const CombLogic& logic, const std::vector<std::size_t>& operations) {
  Windows windows;
  for (const std::size_t index : operations) {
    const auto operands = logic.operands(logic.operations()[index]);
    std::vector<ValueId> values;
    std::set<ValueId> distinct;
    bool fits = true;
    for (std::size_t place = 0; place < operands.size(); ++place) {
      const Use& use = operands[place];
      const bool is_zero = logic.interval(use.value).is_zero();
      values.push_back(is_zero ? kNoValue : use.value);
      if (is_zero) continue;
      const Use& known = windows.uses.emplace(place, use).first->second;
      fits = fits && known.shift == use.shift && known.negate == use.negate && distinct.insert(use.value).second;
    }
    if (!fits || distinct.empty()) continue;
    windows.operations.push_back(index);
    windows.values.push_back(std::move(values));
  }
  return windows;
}

}  // namespace

std::vector<SlidingProducts> find_sliding_products(const CombLogic& logic, std::span<const std::size_t> products) {
  std::map<WindowKey, std::vector<std::size_t>> by_key;
  for (const std::size_t index : products) {
    const Operation& operation = logic.operations()[index];
    const bool may_slide = operation.opcode == Opcode::kLinear || operation.opcode == Opcode::kSum;
    if (may_slide) by_key[key_of(logic, operation)].push_back(index);
  }
  std::vector<SlidingProducts> found;
  for (auto& [key, operations] : by_key) {
    // Several sets of windows may be interleaved, as those of a dilated convolution.
    while (operations.size() > 1) {
      Windows windows = windows_of(logic, operations);
      const auto lattice = windows.operations.size() > 1 ? find_lattice(windows.values) : std::nullopt;
      if (!lattice) break;
      SlidingProducts& set = found.emplace_back();
      set.at.operands.resize(lattice->places.size());
      for (const auto& [place, use] : windows.uses) {
        if (lattice->places[place]) set.at.operands[place] = {*lattice->places[place], use.shift, use.negate};
      }
      std::vector<std::size_t> rest;
      for (std::size_t i = 0; i < windows.operations.size(); ++i) {
        if (lattice->positions[i]) {
          set.operations.push_back(windows.operations[i]);
          set.at.positions.push_back(*lattice->positions[i]);
        } else {
          rest.push_back(windows.operations[i]);
        }
      }
      if (set.operations.size() < 2) found.pop_back();
      operations = std::move(rest);
    }
  }
  return found;
}

}  // namespace wirefold
