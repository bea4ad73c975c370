// SPDX-License-Identifier: Apache-2.0
#include "wirefold/sim/engine/fuse.h"

#include <algorithm>

#include "wirefold/sim/engine/assign_lanes.h"

namespace wirefold::engine {
namespace {

// Longer sums would keep too many operands alive at once (measured on the networks of bench/).
constexpr std::size_t kMostTerms = 16;
constexpr std::uint32_t kNoStep = 0xFFFFFFFF;

void sort_and_merge(std::vector<Term>& terms) {
  std::sort(terms.begin(), terms.end(), [](const Term& a, const Term& b) { return a.cell < b.cell; });
  std::size_t kept = 0;
  for (std::size_t i = 0; i < terms.size(); ++i) {
    if (kept > 0 && terms[kept - 1].cell == terms[i].cell) {
      terms[kept - 1].weight += terms[i].weight;
    } else {
      if (kept != i) terms[kept] = std::move(terms[i]);
      ++kept;
    }
  }
  terms.resize(kept);
  std::erase_if(terms, [](const Term& term) { return term.weight.is_zero(); });
}

class Fusion {
 public:
  explicit Fusion(Plan& plan) : plan_(plan), makers_(plan.cells.size(), kNoStep), readers_(plan.cells.size(), 0) {}

  void run() {
    for (std::uint32_t i = 0; i < plan_.steps.size(); ++i) {
      makers_[plan_.steps[i].result] = i;
      for (const Term& term : plan_.steps[i].terms) ++readers_[term.cell];
    }
    for (const PlanTensor& tensor : plan_.outputs) {
      for (const PlanElement& element : tensor.elements) {
        if (element.cell != kNoCell) ++readers_[element.cell];
      }
    }
    for (Step& step : plan_.steps) {
      if (step.kind == KernelKind::combine) absorb(step);
    }
    remove_unread();
  }

 private:
  bool may_absorb(const Step& step, const Term& term) const {
    if (makers_[term.cell] == kNoStep || readers_[term.cell] != 1) return false;
    const Step& maker = plan_.steps[makers_[term.cell]];
    return maker.is_plain_sum() && lane_for(maker.sum_bits) >= lane_for(step.sum_bits);
  }

  void absorb(Step& step) {
    std::vector<Term> terms;
    bool changed = false;
    std::size_t total = step.terms.size();
    for (Term& term : step.terms) {
      const bool joins =
          may_absorb(step, term) && total + plan_.steps[makers_[term.cell]].terms.size() <= kMostTerms + 1;
      if (!joins) {
        terms.push_back(std::move(term));
        continue;
      }
      Step& maker = plan_.steps[makers_[term.cell]];
      total += maker.terms.size() - 1;
      step.low += maker.low * term.weight;
      for (Term& inner : maker.terms) terms.push_back({inner.cell, inner.weight * term.weight});
      maker.terms.clear();
      readers_[term.cell] = 0;
      changed = true;
    }
    step.terms = std::move(terms);
    if (!changed) return;
    for (const Term& term : step.terms) --readers_[term.cell];
    sort_and_merge(step.terms);
    for (const Term& term : step.terms) ++readers_[term.cell];
  }

  void remove_unread() {
    std::vector<Step> kept;
    for (std::size_t i = plan_.steps.size(); i-- > 0;) {
      Step& step = plan_.steps[i];
      if (readers_[step.result] != 0) {
        kept.push_back(std::move(step));
      } else {
        for (const Term& term : step.terms) --readers_[term.cell];
      }
    }
    std::reverse(kept.begin(), kept.end());
    plan_.steps = std::move(kept);
    for (PlanInput& input : plan_.inputs) {
      for (PlanPort& port : input.ports) {
        if (port.cell != kNoCell && readers_[port.cell] == 0) port.cell = kNoCell;
      }
    }
  }

  Plan& plan_;
  std::vector<std::uint32_t> makers_;   // one a cell: the step that makes it
  std::vector<std::uint32_t> readers_;  // one a cell: terms and output elements that read it
};

}  // namespace

void fuse(Plan& plan) { Fusion(plan).run(); }

}  // namespace wirefold::engine
