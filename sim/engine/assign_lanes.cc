// SPDX-License-Identifier: Apache-2.0
#include "wirefold/sim/engine/assign_lanes.h"

#include <algorithm>
#include <array>
#include <limits>

#include "wirefold/ir/error.h"

namespace wirefold::engine {
namespace {

constexpr unsigned kAllBits = std::numeric_limits<unsigned>::max();
constexpr unsigned kWordBits = 64;

unsigned held_bits(const Cell& cell) {
  return cell.lane == Lane::kWide ? cell.words * kWordBits : lane_bits(cell.lane);
}
bool is_whole(const Cell& cell) { return signed_bits(cell) <= held_bits(cell); }

/// The low bits of its sum that a combination needs for its result, which is cut and not looked at.
unsigned needed_sum_bits(const Step& step, const Cell& result) {
  const unsigned bits = held_bits(result);
  return step.right_shift + (step.wrap == Wrap::none ? bits : std::min(bits, step.wrap_bits));
}

class LaneAssignment {
 public:
  explicit LaneAssignment(Plan& plan) : plan_(plan), demand_(plan.cells.size(), 0), copies_(plan.cells.size()) {}

  void run() {
    for (const PlanTensor& tensor : plan_.outputs) {
      for (const PlanElement& element : tensor.elements) {
        if (element.cell != kNoCell) demand_[element.cell] = kAllBits;
      }
    }
    for (std::size_t i = plan_.steps.size(); i-- > 0;) {
      choose_lane(plan_.steps[i].result);
      demand_operands(plan_.steps[i]);
    }
    for (const PlanInput& input : plan_.inputs) {
      for (const PlanPort& port : input.ports) {
        if (port.cell != kNoCell) choose_lane(port.cell);
      }
    }
    std::vector<Step> steps;
    for (Step& step : plan_.steps) {
      choose_computation(step);
      if (step.compute != Lane::kWide && step.kind != KernelKind::combine) widen_operands(step, steps);
      steps.push_back(std::move(step));
    }
    plan_.steps = std::move(steps);
  }

 private:
  void choose_lane(CellId id) {
    Cell& cell = plan_.cells[id];
    const unsigned bits = std::min(signed_bits(cell), std::max(demand_[id], 1U));
    cell.lane = lane_for(bits);
    cell.words = cell.lane == Lane::kWide ? (bits + kWordBits - 1) / kWordBits : 0;
  }

  void demand(CellId cell, unsigned bits) { demand_[cell] = std::max(demand_[cell], bits); }

  void demand_operands(const Step& step) {
    const unsigned bits = held_bits(plan_.cells[step.result]);
    switch (step.kind) {
      case KernelKind::combine: {
        const unsigned sum_bits = needed_sum_bits(step, plan_.cells[step.result]);
        for (const Term& term : step.terms) {
          const unsigned zeros = term.weight.trailing_zeros();
          demand(term.cell, step.rectify ? kAllBits : sum_bits - std::min(sum_bits, zeros));
        }
        return;
      }
      case KernelKind::multiply:
      case KernelKind::bit_and:
      case KernelKind::bit_or:
      case KernelKind::bit_xor:
        for (const Term& term : step.terms) demand(term.cell, bits);
        return;
      case KernelKind::select:
        demand(step.terms[0].cell, kAllBits);
        demand(step.terms[1].cell, bits);
        demand(step.terms[2].cell, bits);
        return;
      case KernelKind::maximum:
      case KernelKind::minimum:
      case KernelKind::less_than:
      case KernelKind::equal:
      case KernelKind::lookup:
      case KernelKind::round:
      case KernelKind::clamp:
      case KernelKind::zero_outside:
        for (const Term& term : step.terms) demand(term.cell, kAllBits);
        return;
      case KernelKind::wide:
        break;
    }
    throw InternalError("a step was made wide too early");
  }

  /// Bits of the lane that the arithmetic of the step itself takes, besides its operands and result.
  unsigned computation_bits(Step& step) const {
    switch (step.kind) {
      case KernelKind::combine: {
        if (step.rectify) return step.sum_bits;
        const bool is_exact = std::all_of(step.terms.begin(), step.terms.end(),
                                          [&](const Term& term) { return is_whole(plan_.cells[term.cell]); });
        const unsigned needed = needed_sum_bits(step, plan_.cells[step.result]);
        return is_exact ? std::min(needed, step.sum_bits) : needed;
      }
      case KernelKind::round: {
        if (step.divisor != Integer(1)) return kAllBits;
        const unsigned bits = signed_bits(plan_.cells[step.terms[0].cell]);
        return std::max(bits, step.right_shift + 1) + 1;
      }
      case KernelKind::clamp:
      case KernelKind::zero_outside: {
        // A limit beyond the operand's range is never met.
        const Cell& x = plan_.cells[step.terms[0].cell];
        if (step.low < x.low) step.low = x.low;
        if (step.high > x.high) step.high = x.high;
        return std::max(signed_bits(step.low, step.low), signed_bits(step.high, step.high));
      }
      case KernelKind::multiply:
      case KernelKind::select:
      case KernelKind::maximum:
      case KernelKind::minimum:
      case KernelKind::less_than:
      case KernelKind::equal:
      case KernelKind::bit_and:
      case KernelKind::bit_or:
      case KernelKind::bit_xor:
      case KernelKind::lookup:
      case KernelKind::wide:
        return 1;
    }
    throw InternalError("a kind of step that is not in the list");
  }

  void choose_computation(Step& step) {
    Lane lane = std::max(lane_for(computation_bits(step)), plan_.cells[step.result].lane);
    for (const Term& term : step.terms) lane = std::max(lane, plan_.cells[term.cell].lane);
    step.compute = lane;
  }

  void widen_operands(Step& step, std::vector<Step>& steps) {
    for (Term& term : step.terms) {
      if (plan_.cells[term.cell].lane == step.compute) continue;
      CellId& copy = copies_[term.cell][static_cast<std::size_t>(step.compute)];
      if (copy == 0) {
        Cell cell = plan_.cells[term.cell];
        const unsigned bits = signed_bits(cell);
        cell.lane = step.compute;
        copy = plan_.add_cell(std::move(cell)) + 1;
        steps.push_back({.result = copy - 1, .terms = {term}, .sum_bits = bits, .compute = step.compute});
      }
      term.cell = copy - 1;
    }
  }

  Plan& plan_;
  std::vector<unsigned> demand_;               // one a cell: low bits that readers need
  std::vector<std::array<CellId, 3>> copies_;  // one a cell and wider lane: 1 + the copy there
};

}  // namespace

Lane lane_for(unsigned bits) {
  if (bits <= lane_bits(Lane::k16)) return Lane::k16;
  if (bits <= lane_bits(Lane::k32)) return Lane::k32;
  return bits <= lane_bits(Lane::k64) ? Lane::k64 : Lane::kWide;
}

void assign_lanes(Plan& plan) { LaneAssignment(plan).run(); }

}  // namespace wirefold::engine
