// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/passes/order.h"

#include <algorithm>
#include <numeric>
#include <vector>

#include "wirefold/optimizer/passes/rewriter.h"
#include "wirefold/optimizer/passes/use_counts.h"

namespace wirefold {
namespace {

using Order = std::vector<std::uint32_t>;  // places in the list of operations

std::uint64_t bits_of(const CombLogic& logic, const Operation& operation) {
  std::uint64_t bits = 0;
  for (std::uint32_t i = 0; i < operation.result_count; ++i) {
    const ValueId value = operation.first_result + i;
    if (!logic.interval(value).is_point()) bits += static_cast<std::uint64_t>(logic.format(value).width());
  }
  return bits;
}

std::uint64_t peak_of(const CombLogic& logic, const Order& order) {
  std::vector<std::uint32_t> readers(logic.operations().size(), 0);
  const std::vector<std::uint32_t> counts = use_counts(logic);
  for (ValueId value = 0; value < logic.value_count(); ++value) {
    readers[logic.definition_index(value)] += counts[value];
  }
  std::uint64_t alive = 0;
  for (const Operation& operation : logic.operations()) {
    if (operation.opcode == Opcode::kInput) alive += bits_of(logic, operation);
  }
  std::uint64_t peak = alive;
  for (const std::uint32_t place : order) {
    const Operation& operation = logic.operations()[place];
    if (operation.opcode != Opcode::kInput) alive += bits_of(logic, operation);
    peak = std::max(peak, alive);
    for (const Use& use : logic.operands(operation)) {
      const std::size_t maker = logic.definition_index(use.value);
      if (--readers[maker] == 0) alive -= bits_of(logic, logic.operations()[maker]);
    }
  }
  return peak;
}

// The operations behind each one, along the longest path.
std::vector<std::uint32_t> heights(const CombLogic& logic) {
  std::vector<std::uint32_t> height(logic.operations().size(), 0);
  for (std::size_t i = 0; i < height.size(); ++i) {
    for (const Use& use : logic.operands(logic.operations()[i])) {
      height[i] = std::max(height[i], height[logic.definition_index(use.value)] + 1);
    }
  }
  return height;
}

// What an operation reads that is not placed yet, the one to place first at the end.
class DepthFirst {
 public:
  explicit DepthFirst(const CombLogic& logic)
      : logic_(logic), heights_(heights(logic)), is_placed_(logic.operations().size(), false) {}

  Order run() {
    const auto operations = logic_.operations();
    for (std::uint32_t i = 0; i < operations.size(); ++i) {
      if (operations[i].opcode == Opcode::kInput) place(i);
    }
    for (const NamedTensor& output : logic_.outputs()) {
      for (const Use& use : output.elements) place_with_operands(maker_of(use));
    }
    for (std::uint32_t i = 0; i < operations.size(); ++i) place_with_operands(i);
    return std::move(order_);
  }

 private:
  std::uint32_t maker_of(const Use& use) const {
    return static_cast<std::uint32_t>(logic_.definition_index(use.value));
  }

  void place(std::uint32_t i) {
    if (!is_placed_[i]) order_.push_back(i);
    is_placed_[i] = true;
  }

  void place_with_operands(std::uint32_t root) {
    open_.push_back(root);
    while (!open_.empty()) {
      const std::uint32_t next = open_.back();
      const std::size_t before = open_.size();
      if (!is_placed_[next]) push_missing(next);
      if (open_.size() > before) continue;
      place(next);
      open_.pop_back();
    }
  }

  void push_missing(std::uint32_t reader) {
    const std::size_t first = open_.size();
    for (const Use& use : logic_.operands(logic_.operations()[reader])) {
      if (!is_placed_[maker_of(use)]) open_.push_back(maker_of(use));
    }
    // Of equal height, the one that came first.
    std::sort(open_.begin() + static_cast<std::ptrdiff_t>(first), open_.end(), [&](std::uint32_t a, std::uint32_t b) {
      return heights_[a] != heights_[b] ? heights_[a] < heights_[b] : a > b;
    });
  }

  const CombLogic& logic_;
  const std::vector<std::uint32_t> heights_;
  std::vector<bool> is_placed_;
  std::vector<std::uint32_t> open_;
  Order order_;
};

Order order_of(const CombLogic& logic) {
  Order order(logic.operations().size());
  std::iota(order.begin(), order.end(), 0U);
  return order;
}

}  // namespace

std::uint64_t peak_live_bits(const CombLogic& logic) { return peak_of(logic, order_of(logic)); }

bool order_operations(CombLogic& logic, const PassContext&) {
  for (bool changed = false;; changed = true) {
    const Order order = DepthFirst(logic).run();
    if (peak_of(logic, order) >= peak_live_bits(logic)) return changed;
    Rewriter rewriter(logic);
    for (const std::uint32_t place : order) rewriter.copy(logic.operations()[place]);
    logic = rewriter.finish();
  }
}

}  // namespace wirefold
