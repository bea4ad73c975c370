// SPDX-License-Identifier: Apache-2.0
#include "wirefold/dsl/replay.h"

#include <algorithm>
#include <tuple>

#include "wirefold/dsl/trace.h"

namespace wirefold {
namespace {

// The formats asked of the open inputs, one a value; other values have the format zero.
std::vector<Format> asked_formats(const CombLogic& traced, const std::vector<std::size_t>& order) {
  std::vector<Format> asked(traced.value_count());
  for (const std::size_t index : order) {
    const Operation& operation = traced.operations()[index];
    if (operation.opcode != Opcode::kQuantize) continue;
    const Use& operand = traced.operands(operation).front();
    const Quantizer& quantizer = traced.quantizer(operation);
    if (!is_open(traced, operand) || quantizer.format.is_zero()) continue;
    Format wanted = quantizer.format;
    if (quantizer.rounding == Rounding::kRnd) ++wanted.fraction_bits;  // the bit that decides
    Format& format = asked[operand.value];
    if (format.is_zero()) {
      format = wanted;
    } else {
      format = {format.is_signed || wanted.is_signed, std::max(format.integer_bits, wanted.integer_bits),
                std::max(format.fraction_bits, wanted.fraction_bits)};
    }
  }
  return asked;
}

class Replay {
 public:
  explicit Replay(const CombLogic& traced) : traced_(traced), values_(traced.value_count(), kNoValue) {}

  void add_input(const NamedArray& input, const std::vector<Format>& asked) {
    builder_.begin_input(input.name, input.array.shape());
    for (const Use& use : input.array.elements().uses) {
      const Operation& operation = traced_.definition(use.value);
      const Format& format = is_open(traced_, use) ? asked[use.value] : traced_.input_format(operation);
      values_[use.value] = builder_.input(format, traced_.location(operation));
    }
  }

  void add(const Operation& operation) {
    const ValueId first = builder_.copy(traced_, operation, translated(traced_.operands(operation)));
    for (std::uint32_t i = 0; i < operation.result_count; ++i) values_[operation.first_result + i] = first + i;
  }

  void add_output(const NamedArray& output) {
    builder_.add_output({output.name, output.array.shape(), translated(output.array.elements().uses)});
  }

  // In the order of the last value that each of them names, then by name: a tensor of which nothing is left is gone.
  void add_named_tensors() {
    using Key = std::tuple<ValueId, std::string>;
    std::vector<std::pair<Key, NamedTensor>> tensors;
    for (const NamedTensor& tensor : traced_.named_tensors()) {
      NamedTensor kept{tensor.name, tensor.shape, translated(tensor.elements)};
      ValueId last = 0;
      bool is_empty = true;
      for (Use& use : kept.elements) {
        if (use.value == kNoValue) {
          use = {};
          continue;
        }
        last = std::max(last, use.value);
        is_empty = false;
      }
      if (!is_empty) tensors.emplace_back(Key{last, kept.name}, std::move(kept));
    }
    std::stable_sort(tensors.begin(), tensors.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    for (auto& [key, tensor] : tensors) builder_.add_named_tensor(std::move(tensor));
  }

  CombLogic finish(const std::string& name) {
    builder_.set_name(name);
    return builder_.finish();
  }

 private:
  std::vector<Use> translated(std::span<const Use> uses) const {
    std::vector<Use> result(uses.begin(), uses.end());
    for (Use& use : result) use.value = values_[use.value];
    return result;
  }

  const CombLogic& traced_;
  std::vector<ValueId> values_;
  Builder builder_;
};

}  // namespace

std::vector<std::size_t> operations_in_order(const CombLogic& traced, std::span<const Use> roots) {
  struct Visit {
    std::size_t operation;
    std::size_t next_operand;
  };
  std::vector<bool> is_seen(traced.operations().size(), false);
  std::vector<std::size_t> order;
  std::vector<Visit> path;
  const auto enter = [&](ValueId value) {
    const std::size_t index = traced.definition_index(value);
    if (is_seen[index] || traced.operations()[index].opcode == Opcode::kInput) return;
    is_seen[index] = true;
    path.push_back({index, 0});
  };
  for (const Use& root : roots) {
    enter(root.value);
    while (!path.empty()) {
      Visit& visit = path.back();
      const std::span<const Use> operands = traced.operands(traced.operations()[visit.operation]);
      if (visit.next_operand < operands.size()) {
        enter(operands[visit.next_operand++].value);
      } else {
        order.push_back(visit.operation);
        path.pop_back();
      }
    }
  }
  return order;
}

CombLogic replayed(const CombLogic& traced, const std::vector<std::size_t>& order,
                   const std::vector<NamedArray>& inputs, const std::vector<NamedArray>& outputs,
                   const std::string& name) {
  const std::vector<Format> asked = asked_formats(traced, order);
  Replay replay(traced);
  for (const NamedArray& input : inputs) replay.add_input(input, asked);
  for (const std::size_t index : order) replay.add(traced.operations()[index]);
  replay.add_named_tensors();
  for (const NamedArray& output : outputs) replay.add_output(output);
  return replay.finish(name);
}

}  // namespace wirefold
