// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/lowering/balance_sums.h"

#include <algorithm>
#include <optional>
#include <tuple>
#include <vector>

#include "wirefold/optimizer/lowering/arithmetic.h"
#include "wirefold/optimizer/lowering/border_plan.h"
#include "wirefold/optimizer/lowering/crossing_terms.h"
#include "wirefold/optimizer/lowering/nested_sums.h"
#include "wirefold/optimizer/passes/rewriter.h"

namespace wirefold {
namespace {

class Balancing {
 public:
  // Without a plan, every sum is added as early as it can be.
  Balancing(const CombLogic& logic, const NestedSums& sums, const PassContext& context,
            const BorderPlan* plan = nullptr)
      : logic_(logic),
        sums_(sums),
        plan_(plan),
        rewriter_(logic, RangeTracking::kAffine),
        arithmetic_(rewriter_.builder(), *context.device, context.search) {}

  CombLogic run() {
    const auto operations = logic_.operations();
    for (std::size_t i = 0; i < operations.size(); ++i) {
      if (sums_.is_inner(i)) continue;
      if (sums_.is_outer(i)) {
        add(operations[i]);
      } else {
        rewriter_.copy(operations[i]);
      }
    }
    return rewriter_.finish();
  }

 private:
  struct Term {
    ValueId old;  // by which the plan knows it; none of a group
    Use use;
  };

  void add(const Operation& sum) {
    std::vector<Term> terms;
    for (const Use& use : sums_.terms(sum)) terms.push_back({use.value, rewriter_(use)});
    if (terms.size() == 2) return rewriter_.copy(sum);
    const Location& at = logic_.location(sum);
    const Use total =
        plan_ == nullptr ? added_early(terms, at) : added_by(plan_->deadline(sum.first_result), std::move(terms), at);
    rewriter_.replace(sum.first_result, total);
  }

  std::uint32_t level(const Term& term) { return arithmetic_.level(term.use.value); }

  // In the order that makes it complete first: the two that are there first, and of those the narrowest, again and
  // again.
  Use added_early(const std::vector<Term>& terms, const Location& at) {
    std::vector<Use> rest;
    for (const Term& term : terms) rest.push_back(term.use);
    // The last is the next to be added.
    const auto later = [&](const Use& a, const Use& b) {
      const auto key = [&](const Use& use) {
        return std::tuple(arithmetic_.level(use.value), arithmetic_.interval(use).format().width(), use.value,
                          use.shift);
      };
      return key(a) > key(b);
    };
    std::sort(rest.begin(), rest.end(), later);
    while (rest.size() > 1) {
      const Use a = rest.back();
      rest.pop_back();
      const Use b = rest.back();
      rest.pop_back();
      const Use both = arithmetic_.add(a, b, at);
      rest.insert(std::lower_bound(rest.begin(), rest.end(), both, later), both);
    }
    return rest[0];
  }

  // Complete at the level, with few bits that cross the borders of stages before it.
  Use added_by(std::uint32_t deadline, std::vector<Term> terms, const Location& at,
               int borders_left = BorderPlan::kMostBorders) {
    const auto border = plan_->border_before(deadline);
    if (!border || borders_left == 0) return added_early(terms, at);
    const auto is_before = [&](const Term& term) { return level(term) <= *border; };
    const auto first_later = std::stable_partition(terms.begin(), terms.end(), is_before);
    std::vector<Term> rest(first_later, terms.end());
    terms.erase(first_later, terms.end());
    const auto crossing = crossing_terms(terms, rest, *border, deadline);
    if (!crossing) {
      rest.insert(rest.end(), terms.begin(), terms.end());
      return added_early(rest, at);
    }
    for (const std::size_t i : crossing->plain) rest.push_back(terms[i]);
    for (const std::vector<std::size_t>& group : crossing->groups) {
      std::vector<Term> members;
      std::uint32_t latest = 0;
      for (const std::size_t i : group) {
        members.push_back(terms[i]);
        latest = std::max(latest, level(terms[i]));
      }
      const std::uint32_t due = std::min(*border, level_of_sum(latest, members.size()));
      rest.push_back({kNoValue, added_by(due, std::move(members), at, borders_left - 1)});
    }
    return added_early(rest, at);
  }

  // How the terms that are there before the border cross it, beside the others. Nothing where there is no choice.
  std::optional<Crossing> crossing_terms(const std::vector<Term>& terms, const std::vector<Term>& later,
                                         std::uint32_t border, std::uint32_t deadline) {
    if (terms.size() < 2) return std::nullopt;
    std::vector<std::uint32_t> later_levels;
    for (const Term& term : later) later_levels.push_back(level(term));
    CrossingSum sum;
    MayCross may_cross;
    sum.slots = slots_between(border, deadline, later_levels);
    for (std::size_t i = 0; i < terms.size(); ++i) {
      sum.terms.push_back({i, border - level(terms[i])});
      may_cross.push_back(plan_->may_cross(border, terms[i].old));
    }
    return crossing_of(sum, may_cross);
  }

  const CombLogic& logic_;
  const NestedSums& sums_;
  const BorderPlan* plan_;
  Rewriter rewriter_;
  Arithmetic arithmetic_;
};

CombLogic balanced(const CombLogic& logic, const PassContext& context) {
  return Balancing(logic, NestedSums(logic), context).run();
}

// For stages of so many adder levels each.
CombLogic staged(const CombLogic& logic, const PassContext& context, std::uint32_t levels_per_stage) {
  const NestedSums sums(logic);
  const BorderPlan plan(logic, sums, levels_per_stage);
  return Balancing(logic, sums, context, &plan).run();
}

}  // namespace

bool balance_sums(CombLogic& logic, const PassContext& context) {
  if (!context.depth.adds_early) return false;
  CombLogic result = balanced(logic, context);
  if (context.depth.levels_per_stage > 0) result = staged(result, context, context.depth.levels_per_stage);
  if (result == logic) return false;
  logic = std::move(result);
  return true;
}

}  // namespace wirefold
