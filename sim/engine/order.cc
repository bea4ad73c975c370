// SPDX-License-Identifier: Apache-2.0
#include "wirefold/sim/engine/order.h"

#include <algorithm>
#include <numeric>
#include <set>
#include <span>
#include <tuple>
#include <utility>

namespace wirefold::engine {
namespace {

using Order = std::vector<std::uint32_t>;
constexpr std::uint32_t kNoStep = 0xFFFFFFFF;

/// Who reads which cell.
class Dependencies {
 public:
  explicit Dependencies(const Plan& plan) : plan_(plan), makers_(plan.cells.size(), kNoStep), first_(1, 0) {
    // Operands without repetition.
    for (std::uint32_t i = 0; i < plan.steps.size(); ++i) {
      makers_[plan.steps[i].result] = i;
      const std::size_t begin = operands_.size();
      for (const Term& term : plan.steps[i].terms) operands_.push_back(term.cell);
      const auto from = operands_.begin() + static_cast<std::ptrdiff_t>(begin);
      std::sort(from, operands_.end());
      operands_.erase(std::unique(from, operands_.end()), operands_.end());
      first_.push_back(operands_.size());
    }
    index_readers();
  }

  std::span<const CellId> operands(std::uint32_t step) const {
    return std::span(operands_).subspan(first_[step], first_[step + 1] - first_[step]);
  }
  /// The steps that read a cell.
  std::span<const std::uint32_t> readers(CellId cell) const {
    return std::span(readers_).subspan(first_reader_[cell], first_reader_[cell + 1] - first_reader_[cell]);
  }
  /// The step that makes a cell; kNoStep for ports.
  std::uint32_t maker(CellId cell) const { return makers_[cell]; }
  std::int64_t bytes(CellId cell) const {
    const Cell& c = plan_.cells[cell];
    return c.lane == Lane::kWide ? std::int64_t{c.words} * 8 : lane_bytes(c.lane);
  }
  std::size_t step_count() const { return plan_.steps.size(); }
  /// Reading steps a cell, and one more for cells that are outputs.
  std::vector<std::uint32_t> reader_counts() const {
    std::vector<std::uint32_t> counts(plan_.cells.size(), 0);
    for (const CellId cell : operands_) ++counts[cell];
    for (const PlanTensor& tensor : plan_.outputs) {
      for (const PlanElement& element : tensor.elements) {
        if (element.cell != kNoCell) ++counts[element.cell];
      }
    }
    return counts;
  }
  const Plan& plan() const { return plan_; }

 private:
  void index_readers() {
    first_reader_.assign(plan_.cells.size() + 1, 0);
    for (const CellId cell : operands_) ++first_reader_[cell + 1];
    std::partial_sum(first_reader_.begin(), first_reader_.end(), first_reader_.begin());
    readers_.resize(operands_.size());
    std::vector<std::size_t> next(first_reader_.begin(), first_reader_.end() - 1);
    for (std::uint32_t step = 0; step < step_count(); ++step) {
      for (const CellId cell : operands(step)) readers_[next[cell]++] = step;
    }
  }

  const Plan& plan_;
  std::vector<std::uint32_t> makers_;
  std::vector<CellId> operands_;        // of step after step
  std::vector<std::size_t> first_;      // one a step, and the end
  std::vector<std::uint32_t> readers_;  // of cell after cell
  std::vector<std::size_t> first_reader_;
};

std::int64_t peak_of(const Dependencies& graph, const Order& order) {
  std::vector<std::uint32_t> readers = graph.reader_counts();
  std::int64_t alive = 0;
  for (const PlanInput& input : graph.plan().inputs) {
    for (const PlanPort& port : input.ports) alive += port.cell == kNoCell ? 0 : graph.bytes(port.cell);
  }
  std::int64_t peak = alive;
  for (const std::uint32_t step : order) {
    alive += graph.bytes(graph.plan().steps[step].result);
    peak = std::max(peak, alive);
    for (const CellId cell : graph.operands(step)) {
      if (--readers[cell] == 0) alive -= graph.bytes(cell);
    }
  }
  return peak;
}

/// Depth first from each step of `roots` in turn.
Order operands_first(const Dependencies& graph, const Order& roots) {
  Order order;
  std::vector<bool> is_placed(graph.step_count(), false);
  std::vector<std::pair<std::uint32_t, std::size_t>> path;  // a step and the next of its operands
  for (const std::uint32_t root : roots) {
    if (!is_placed[root]) path.emplace_back(root, 0);
    while (!path.empty()) {
      auto& [step, next] = path.back();
      const auto operands = graph.operands(step);
      while (next < operands.size()) {
        const std::uint32_t maker = graph.maker(operands[next]);
        if (maker != kNoStep && !is_placed[maker]) break;
        ++next;
      }
      if (next < operands.size()) {
        path.emplace_back(graph.maker(operands[next]), 0);
        continue;
      }
      if (!is_placed[step]) order.push_back(step);
      is_placed[step] = true;
      path.pop_back();
    }
  }
  return order;
}

/// Always the step that frees most; the one whose operands came last if several do.
class FreeingOrder {
 public:
  explicit FreeingOrder(const Dependencies& graph)
      : graph_(graph),
        readers_(graph.reader_counts()),
        reader_ids_(readers_.size(), 0),
        missing_(graph.step_count(), 0) {}

  Order run() {
    const auto outside = static_cast<std::uint32_t>(graph_.step_count());
    for (const PlanTensor& tensor : graph_.plan().outputs) {
      for (const PlanElement& element : tensor.elements) {
        if (element.cell != kNoCell) reader_ids_[element.cell] ^= outside;
      }
    }
    for (std::uint32_t step = 0; step < outside; ++step) {
      keys_.emplace_back(graph_.bytes(graph_.plan().steps[step].result), 0, step);
      for (const CellId cell : graph_.operands(step)) {
        reader_ids_[cell] ^= step;
        if (graph_.maker(cell) != kNoStep) ++missing_[step];
      }
    }
    for (CellId cell = 0; cell < readers_.size(); ++cell) note_last_reader(cell);
    for (const Key& key : keys_) {
      if (missing_[std::get<2>(key)] == 0) ready_.insert(key);
    }
    while (!ready_.empty()) {
      const std::uint32_t step = std::get<2>(*ready_.begin());
      ready_.erase(ready_.begin());
      order_.push_back(step);
      place(step);
    }
    return std::move(order_);
  }

 private:
  // Bytes that stay alive because of the step, minus the time of its last operand, the step.
  using Key = std::tuple<std::int64_t, std::int64_t, std::uint32_t>;

  template <class Change>
  void change(std::uint32_t step, const Change& apply) {
    const bool is_ready = ready_.erase(keys_[step]) > 0;
    apply(keys_[step]);
    if (is_ready) ready_.insert(keys_[step]);
  }

  // A cell that a single step still waits for is freed by that step.
  void note_last_reader(CellId cell) {
    if (readers_[cell] != 1 || reader_ids_[cell] >= graph_.step_count()) return;
    change(reader_ids_[cell], [&](Key& key) { std::get<0>(key) -= graph_.bytes(cell); });
  }

  void place(std::uint32_t step) {
    for (const CellId cell : graph_.operands(step)) {
      --readers_[cell];
      reader_ids_[cell] ^= step;
      note_last_reader(cell);
    }
    const auto time = static_cast<std::int64_t>(order_.size());
    for (const std::uint32_t reader : graph_.readers(graph_.plan().steps[step].result)) {
      change(reader, [&](Key& key) { std::get<1>(key) = -time; });
      if (--missing_[reader] == 0) ready_.insert(keys_[reader]);
    }
  }

  const Dependencies& graph_;
  std::vector<std::uint32_t> readers_;     // one a cell: those not yet placed
  std::vector<std::uint32_t> reader_ids_;  // one a cell: the exclusive or of their numbers, so the last one's number
  std::vector<std::uint32_t> missing_;     // one a step: operands that are not there yet
  std::vector<Key> keys_;                  // one a step
  std::set<Key> ready_;
  Order order_;
};

Order output_roots(const Dependencies& graph) {
  Order roots;
  for (const PlanTensor& tensor : graph.plan().outputs) {
    for (const PlanElement& element : tensor.elements) {
      if (element.cell != kNoCell && graph.maker(element.cell) != kNoStep) roots.push_back(graph.maker(element.cell));
    }
  }
  return roots;
}

Order present_order(const Dependencies& graph) {
  Order order(graph.step_count());
  std::iota(order.begin(), order.end(), 0U);
  return order;
}

}  // namespace

std::size_t peak_bytes(const Plan& plan) {
  const Dependencies graph(plan);
  return static_cast<std::size_t>(peak_of(graph, present_order(graph)));
}

void order_steps(Plan& plan) {
  const Dependencies graph(plan);
  Order best = present_order(graph);
  std::int64_t least = peak_of(graph, best);
  for (Order order : {operands_first(graph, output_roots(graph)), FreeingOrder(graph).run()}) {
    const std::int64_t peak = peak_of(graph, order);
    if (peak >= least) continue;
    least = peak;
    best = std::move(order);
  }
  std::vector<Step> steps;
  steps.reserve(best.size());
  for (const std::uint32_t step : best) steps.push_back(std::move(plan.steps[step]));
  plan.steps = std::move(steps);
}

}  // namespace wirefold::engine
