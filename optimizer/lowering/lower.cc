// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/lowering/lower.h"

#include <algorithm>
#include <unordered_map>

#include "wirefold/ir/ranges.h"
#include "wirefold/ir/verifier.h"
#include "wirefold/optimizer/lowering/arithmetic.h"
#include "wirefold/optimizer/lowering/product_groups.h"
#include "wirefold/optimizer/lowering/quantizer.h"
#include "wirefold/optimizer/lowering/slide.h"
#include "wirefold/optimizer/passes/rewriter.h"

namespace wirefold {
namespace {

class Lowering {
 public:
  Lowering(const CombLogic& logic, const PassContext& context)
      : logic_(logic),
        rewriter_(logic, RangeTracking::kAffine),
        arithmetic_(rewriter_.builder(), *context.device, context.search, context.solutions),
        depth_(context.depth),
        biased_(find_biased_columns(logic)) {}

  CombLogic run() {
    for (const ProductGroup& group : grouped_products(logic_)) {
      const Operation& first = logic_.operations()[group.operations[0]];
      if (is_constant_product(logic_, first)) {
        visit_products(group);
      } else {
        visit(first);
      }
    }
    return rewriter_.finish();
  }

 private:
  void visit(const Operation& operation) {
    const Location& at = logic_.location(operation);
    switch (operation.opcode) {
      case Opcode::kSum:
        return visit_sum(operation);
      case Opcode::kMaximum:
      case Opcode::kMinimum:
        return visit_extremum(operation);
      case Opcode::kQuantize: {
        const Use x = rewriter_(logic_.operands(operation)[0]);
        const Use result = lower_quantize(arithmetic_, x, logic_.quantizer(operation), at);
        return rewriter_.replace(operation.first_result, result);
      }
      case Opcode::kAnd:
      case Opcode::kOr:
      case Opcode::kXor:
        return visit_bitwise(operation);
      case Opcode::kInput:
      case Opcode::kConstant:
      case Opcode::kLinear:  // a constant product, as is a sum of three or a multiplication by a number
      case Opcode::kMultiply:
      case Opcode::kRelu:
      case Opcode::kSelect:
      case Opcode::kLessThan:
      case Opcode::kEqual:
      case Opcode::kLookup:
        return rewriter_.copy(operation);
    }
  }

  // A column of a product that is used only in a sum with a constant is solved together with the constant, which then
  // joins the column's other terms early instead of taking an adder level of its own. From the column to the sum.
  using BiasedColumns = std::unordered_map<ValueId, ValueId>;

  static BiasedColumns find_biased_columns(const CombLogic& logic) {
    std::vector<std::uint32_t> use_counts(logic.value_count(), 0);
    for (const Operation& operation : logic.operations()) {
      for (const Use& use : logic.operands(operation)) ++use_counts[use.value];
    }
    for (const auto* tensors : {&logic.outputs(), &logic.named_tensors()}) {
      for (const NamedTensor& tensor : *tensors) {
        for (const Use& use : tensor.elements) {
          if (use.value != kNoValue) ++use_counts[use.value];
        }
      }
    }
    BiasedColumns biased;
    for (const Operation& operation : logic.operations()) {
      const auto terms = logic.operands(operation);
      if (operation.opcode != Opcode::kSum || terms.size() != 2) continue;
      const bool is_biased = terms[0] == Use{terms[0].value} && use_counts[terms[0].value] == 1 &&
                             logic.definition(terms[0].value).opcode == Opcode::kLinear &&
                             logic.interval(terms[1]).is_point();
      if (is_biased) biased.emplace(terms[0].value, operation.first_result);
    }
    return biased;
  }

  // The value that a column of a product becomes: with its bias, the sum.
  ValueId result_of(ValueId column) const {
    const auto found = biased_.find(column);
    return found == biased_.end() ? column : found->second;
  }

  ConstantProduct product_of(const Operation& operation) const {
    const auto operands = rewriter_(logic_.operands(operation));
    const Location& at = logic_.location(operation);
    if (operation.opcode == Opcode::kMultiply) {
      const bool first_is_constant = arithmetic_.is_constant(operands[0]);
      Matrix weight(1, 1);
      weight(0, 0) = arithmetic_.interval(operands[first_is_constant ? 0 : 1]).low_value();
      return {{operands[first_is_constant ? 1 : 0]}, std::move(weight), {}, at};
    }
    if (operation.opcode == Opcode::kSum) {
      Matrix ones(operands.size(), 1);
      std::fill(ones.entries.begin(), ones.entries.end(), Dyadic(1));
      return {operands, std::move(ones), {}, at};
    }
    std::vector<Dyadic> bias;
    for (std::uint32_t j = 0; j < operation.result_count; ++j) {
      const ValueId column = operation.first_result + j;
      const ValueId result = result_of(column);
      if (result == column) {
        bias.emplace_back();
      } else {
        bias.push_back(logic_.interval(logic_.operands(logic_.definition(result))[1]).low_value());
      }
    }
    return {operands, logic_.matrix(operation), std::move(bias), at};
  }

  void visit_products(const ProductGroup& group) {
    std::vector<ConstantProduct> products;
    for (const std::size_t index : group.operations) products.push_back(product_of(logic_.operations()[index]));
    arithmetic_.begin_layer(depth_, group.rank);
    const std::vector<Use> columns = columns_of(products, group.at);
    auto next = columns.begin();
    for (const std::size_t index : group.operations) {
      const Operation& operation = logic_.operations()[index];
      for (std::uint32_t j = 0; j < operation.result_count; ++j) {
        rewriter_.replace(result_of(operation.first_result + j), *next++);
      }
    }
  }

  std::vector<Use> columns_of(std::span<const ConstantProduct> products, const std::optional<SlidingPositions>& at) {
    if (!at) return arithmetic_.multiply(products);
    if (auto columns = slide(arithmetic_, products, *at)) return *std::move(columns);
    std::vector<Use> columns;
    for (const ConstantProduct& product : products) {
      const std::vector<Use> own = arithmetic_.multiply(product);
      columns.insert(columns.end(), own.begin(), own.end());
    }
    return columns;
  }

  void visit_sum(const Operation& operation) {
    if (rewriter_.is_mapped(operation.first_result)) return;  // solved with its product
    const auto terms = rewriter_(logic_.operands(operation));
    rewriter_.replace(operation.first_result, arithmetic_.add(terms, logic_.location(operation)));
  }

  void visit_extremum(const Operation& operation) {
    reduce(operation, [&](const Use& a, const Use& b) {
      return extremum(a, b, operation.opcode == Opcode::kMaximum, logic_.location(operation));
    });
  }

  void visit_bitwise(const Operation& operation) {
    reduce(operation, [&](const Use& a, const Use& b) {
      const Use operands[] = {a, b};
      return Use{rewriter_.builder().bitwise(operation.opcode, operands, logic_.location(operation))};
    });
  }

  // A tree of two operands each: the two that are there first meet first, and of those the narrowest.
  template <class Combine>
  void reduce(const Operation& operation, Combine combine) {
    std::vector<Use> rest = rewriter_(logic_.operands(operation));
    const auto later = [&](const Use& a, const Use& b) {
      const auto time = [&](const Use& use) {
        return std::pair{arithmetic_.level(use.value), arithmetic_.interval(use).format().width()};
      };
      return time(a) > time(b);
    };
    std::stable_sort(rest.begin(), rest.end(), later);
    while (rest.size() > 1) {
      const Use a = rest.back();
      rest.pop_back();
      const Use b = rest.back();
      rest.pop_back();
      const Use both = combine(a, b);
      rest.insert(std::lower_bound(rest.begin(), rest.end(), both, later), both);
    }
    rewriter_.replace(operation.first_result, rest[0]);
  }

  Use extremum(const Use& a, const Use& b, bool largest, const Location& at) {
    Builder& builder = rewriter_.builder();
    if (arithmetic_.is_constant(a)) {
      if (!arithmetic_.is_constant(b)) return extremum(b, a, largest, at);
    } else if (largest && arithmetic_.interval(b).is_zero()) {
      return {builder.relu(a, at)};
    }
    const bool against_constant = arithmetic_.is_constant(b);
    const Use compared = against_constant ? a : arithmetic_.add(a, compose(b, 0, true), at);
    const Dyadic bound = against_constant ? arithmetic_.interval(b).low_value() : Dyadic(0);
    const Use result =
        arithmetic_.choose(compared, bound, largest ? b : a, largest ? a : b, at, /*either_at_bound=*/true);
    const Interval x = arithmetic_.interval(compose(a, 0, !largest));
    const Interval y = arithmetic_.interval(compose(b, 0, !largest));
    const Interval range = transformed(maximum_range(x, y), 0, !largest);
    builder.narrow(result.value, transformed(range, -result.shift, result.negate));
    return result;
  }

  const CombLogic& logic_;
  Rewriter rewriter_;
  Arithmetic arithmetic_;
  const DepthLimits& depth_;
  BiasedColumns biased_;
};

bool needs_lowering(const CombLogic& logic, const DeviceProfile& device) {
  const auto is_wide_sum = [&](const Operation& operation) {
    return operation.opcode == Opcode::kSum && operation.operand_count > 2 && device.ternary_area_per_bit == 0;
  };
  const auto is_product_with_constant = [&](const Operation& operation) {
    if (operation.opcode != Opcode::kMultiply) return false;
    const auto operands = logic.operands(operation);
    return logic.interval(operands[0]).is_point() || logic.interval(operands[1]).is_point();
  };
  const auto operations = logic.operations();
  return !violations(logic, ProgramStage::kLowered).empty() ||
         std::any_of(operations.begin(), operations.end(), is_wide_sum) ||
         std::any_of(operations.begin(), operations.end(), is_product_with_constant);
}

}  // namespace

bool lower(CombLogic& logic, const PassContext& context) {
  if (!needs_lowering(logic, *context.device)) return false;
  logic = Lowering(logic, context).run();
  return true;
}

}  // namespace wirefold
