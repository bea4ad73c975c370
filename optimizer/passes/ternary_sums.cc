// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/passes/ternary_sums.h"

#include <algorithm>
#include <vector>

#include "wirefold/optimizer/cost/operation_cost.h"
#include "wirefold/optimizer/passes/canonical_builder.h"
#include "wirefold/optimizer/passes/rewriter.h"
#include "wirefold/optimizer/passes/use_counts.h"

namespace wirefold {
namespace {

// The operands of `reader` with those of the adder at operand `taken` in its place.
std::vector<Use> joined_terms(const CombLogic& logic, const Operation& reader, std::size_t taken) {
  std::vector<Use> terms;
  const auto operands = logic.operands(reader);
  for (std::size_t i = 0; i < operands.size(); ++i) {
    if (i != taken) {
      terms.push_back(operands[i]);
      continue;
    }
    for (const Use& inner : logic.operands(logic.definition(operands[i].value))) {
      terms.push_back(compose(inner, operands[i].shift, operands[i].negate));
    }
  }
  return terms;
}

class Fusion {
 public:
  Fusion(const CombLogic& logic, const DeviceProfile& device)
      : logic_(logic),
        device_(device),
        counts_(use_counts(logic)),
        costs_(logic.value_count()),
        arrivals_(logic.value_count(), 0),
        required_(logic.value_count()),
        taken_(logic.value_count(), kNone),
        is_taken_(logic.value_count(), false),
        rewriter_(logic),
        to_(rewriter_.builder()) {}

  CombLogic run() {
    find_times();
    match();
    for (const Operation& operation : logic_.operations()) rebuild(operation);
    return rewriter_.finish();
  }

 private:
  static constexpr std::uint8_t kNone = 2;

  std::int64_t latest_operand(std::span<const Use> uses) const {
    std::int64_t latest = 0;
    for (const Use& use : uses) latest = std::max(latest, arrivals_[use.value]);
    return latest;
  }

  void find_times() {
    std::int64_t longest = 0;
    for (const Operation& operation : logic_.operations()) {
      const std::int64_t start = latest_operand(logic_.operands(operation));
      for (std::uint32_t i = 0; i < operation.result_count; ++i) {
        costs_[operation.first_result + i] = cost_of(logic_, operation, device_);
        arrivals_[operation.first_result + i] = start + costs_[operation.first_result].delay_ps;
      }
      longest = std::max(longest, arrivals_[operation.first_result]);
    }
    std::fill(required_.begin(), required_.end(), longest);
    const auto operations = logic_.operations();
    for (std::size_t i = operations.size(); i-- > 0;) {
      const ValueId value = operations[i].first_result;
      for (const Use& use : logic_.operands(operations[i])) {
        required_[use.value] = std::min(required_[use.value], required_[value] - costs_[value].delay_ps);
      }
    }
  }

  bool is_binary_adder(const Operation& operation) const {
    return operation.opcode == Opcode::kSum && operation.operand_count == 2 && is_adder(logic_, operation);
  }

  OperationCost joined_cost(const Operation& reader, const std::vector<Use>& terms) const {
    return ternary_sum_cost(logic_, terms, logic_.format(reader.first_result), device_);
  }

  // What it saves if `reader` takes its operand in; nothing or less where it cannot.
  std::int64_t gain(const Operation& reader, std::size_t operand) const {
    const ValueId inner = logic_.operands(reader)[operand].value;
    if (counts_[inner] != 1 || !is_binary_adder(logic_.definition(inner))) return 0;
    const std::vector<Use> terms = joined_terms(logic_, reader, operand);
    const OperationCost joined = joined_cost(reader, terms);
    if (latest_operand(terms) + joined.delay_ps > required_[reader.first_result]) return 0;
    return costs_[inner].area_milliluts + costs_[reader.first_result].area_milliluts - joined.area_milliluts;
  }

  // The best pairs in the tree of adders below each one: `open` where its reader may not take it, `closed` where it
  // does, so that it takes none itself.
  void match() {
    std::vector<std::int64_t> open(logic_.value_count(), 0);
    std::vector<std::int64_t> closed(logic_.value_count(), 0);
    for (const Operation& operation : logic_.operations()) {
      if (!is_binary_adder(operation)) continue;
      const ValueId value = operation.first_result;
      const auto operands = logic_.operands(operation);
      for (const Use& use : operands) closed[value] += counts_[use.value] == 1 ? open[use.value] : 0;
      open[value] = closed[value];
      for (std::uint8_t i = 0; i < 2; ++i) {
        const std::int64_t saved = gain(operation, i);
        const std::int64_t total = closed[value] - open[operands[i].value] + closed[operands[i].value] + saved;
        if (saved <= 0 || total <= open[value]) continue;
        open[value] = total;
        taken_[value] = i;
      }
    }
    const auto operations = logic_.operations();
    for (std::size_t i = operations.size(); i-- > 0;) {
      const ValueId value = operations[i].first_result;
      if (is_taken_[value]) taken_[value] = kNone;
      if (taken_[value] != kNone) is_taken_[logic_.operands(operations[i])[taken_[value]].value] = true;
    }
  }

  // Arrivals become those of the new program on the way.
  void rebuild(const Operation& operation) {
    const ValueId value = operation.first_result;
    if (is_taken_[value]) return;
    if (taken_[value] != kNone) {
      const std::vector<Use> terms = joined_terms(logic_, operation, taken_[value]);
      const std::int64_t arrival = latest_operand(terms) + joined_cost(operation, terms).delay_ps;
      if (arrival <= required_[value]) {
        arrivals_[value] = arrival;
        return rewriter_.replace(value, to_.sum(rewriter_(terms), logic_.location(operation)));
      }
      // Another pair before this one took the time.
      copy(logic_.definition(logic_.operands(operation)[taken_[value]].value));
    }
    copy(operation);
  }

  void copy(const Operation& operation) {
    rewriter_.copy(operation);
    for (std::uint32_t i = 0; i < operation.result_count; ++i) {
      const ValueId value = operation.first_result + i;
      arrivals_[value] = latest_operand(logic_.operands(operation)) + costs_[value].delay_ps;
    }
  }

  const CombLogic& logic_;
  const DeviceProfile& device_;
  const std::vector<std::uint32_t> counts_;
  std::vector<OperationCost> costs_;    // by value
  std::vector<std::int64_t> arrivals_;  // by value, in ps
  std::vector<std::int64_t> required_;  // by value: later than that, the longest path grows
  std::vector<std::uint8_t> taken_;     // by value: the operand it takes in
  std::vector<bool> is_taken_;          // by value: its reader takes it in
  Rewriter rewriter_;
  CanonicalBuilder to_;
};

}  // namespace

bool fuse_ternary_sums(CombLogic& logic, const PassContext& context) {
  if (context.device->ternary_area_per_bit == 0) return false;
  for (bool changed = false;; changed = true) {
    CombLogic result = Fusion(logic, *context.device).run();
    if (result == logic) return changed;
    logic = std::move(result);
  }
}

}  // namespace wirefold
