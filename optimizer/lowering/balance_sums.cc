// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/lowering/balance_sums.h"

#include <algorithm>
#include <tuple>
#include <vector>

#include "wirefold/optimizer/lowering/arithmetic.h"
#include "wirefold/optimizer/passes/rewriter.h"
#include "wirefold/optimizer/passes/use_counts.h"

namespace wirefold {
namespace {

class Balancing {
 public:
  Balancing(const CombLogic& logic, const PassContext& context)
      : logic_(logic),
        rewriter_(logic, RangeTracking::kAffine),
        arithmetic_(rewriter_.builder(), *context.device, context.search),
        is_inner_(inner_sums(logic)) {}

  CombLogic run() {
    const auto operations = logic_.operations();
    for (std::size_t i = 0; i < operations.size(); ++i) {
      if (is_inner_[i]) continue;
      if (is_sum_of_two(operations[i])) {
        add(operations[i]);
      } else {
        rewriter_.copy(operations[i]);
      }
    }
    return rewriter_.finish();
  }

 private:
  static bool is_sum_of_two(const Operation& operation) {
    return operation.opcode == Opcode::kSum && operation.operand_count == 2;
  }

  // Sums of two without a name whose only reader is another one.
  static std::vector<bool> inner_sums(const CombLogic& logic) {
    std::vector<std::uint32_t> counts = use_counts(logic);
    for (const NamedTensor& tensor : logic.named_tensors()) {
      for (const Use& use : tensor.elements) {
        if (use.value != kNoValue) ++counts[use.value];
      }
    }
    std::vector<bool> is_inner(logic.operations().size(), false);
    for (const Operation& reader : logic.operations()) {
      if (!is_sum_of_two(reader)) continue;
      for (const Use& use : logic.operands(reader)) {
        const std::size_t i = logic.definition_index(use.value);
        is_inner[i] = counts[use.value] == 1 && is_sum_of_two(logic.operations()[i]);
      }
    }
    return is_inner;
  }

  // The terms of a sum and of the inner sums that it reads, in the new program.
  std::vector<Use> terms_of(const Operation& sum) const {
    std::vector<Use> open(logic_.operands(sum).begin(), logic_.operands(sum).end());
    std::vector<Use> terms;
    while (!open.empty()) {
      const Use use = open.back();
      open.pop_back();
      if (!is_inner_[logic_.definition_index(use.value)]) {
        terms.push_back(rewriter_(use));
        continue;
      }
      for (const Use& inner : logic_.operands(logic_.definition(use.value))) {
        open.push_back(compose(inner, use.shift, use.negate));
      }
    }
    return terms;
  }

  void add(const Operation& sum) {
    std::vector<Use> rest = terms_of(sum);
    if (rest.size() == 2) return rewriter_.copy(sum);
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
      const Use both = arithmetic_.add(a, b, logic_.location(sum));
      rest.insert(std::lower_bound(rest.begin(), rest.end(), both, later), both);
    }
    rewriter_.replace(sum.first_result, rest[0]);
  }

  const CombLogic& logic_;
  Rewriter rewriter_;
  Arithmetic arithmetic_;
  std::vector<bool> is_inner_;  // one an operation
};

}  // namespace

bool balance_sums(CombLogic& logic, const PassContext& context) {
  if (!context.depth.adds_early) return false;
  CombLogic result = Balancing(logic, context).run();
  if (result == logic) return false;
  logic = std::move(result);
  return true;
}

}  // namespace wirefold
