// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/lowering/arithmetic.h"

#include <algorithm>
#include <map>
#include <utility>

#include "wirefold/optimizer/cost/operation_cost.h"
#include "wirefold/optimizer/lowering/packed_tables.h"
#include "wirefold/optimizer/lowering/value_levels.h"

namespace wirefold {
namespace {

// The products side by side, with one row for each value that they read.
ConstantProduct joined(std::span<const ConstantProduct> products) {
  ConstantProduct whole;
  whole.location = products[0].location;
  std::map<ValueId, std::size_t> rows;
  std::size_t columns = 0;
  for (const ConstantProduct& product : products) {
    for (const Use& use : product.operands) {
      if (rows.emplace(use.value, whole.operands.size()).second) whole.operands.push_back(use);
    }
    columns += product.matrix.columns;
  }
  whole.matrix = Matrix(whole.operands.size(), columns);
  std::size_t first = 0;
  for (const ConstantProduct& product : products) {
    for (std::size_t i = 0; i < product.operands.size(); ++i) {
      const Use& use = product.operands[i];
      const std::size_t row = rows.at(use.value);
      const Use& of_row = whole.operands[row];
      for (std::size_t j = 0; j < product.matrix.columns; ++j) {
        const Dyadic weight = scaled(product.matrix(i, j), use.shift - of_row.shift);
        Dyadic& sum = whole.matrix(row, first + j);
        sum = use.negate == of_row.negate ? sum + weight : sum - weight;
      }
    }
    whole.bias.insert(whole.bias.end(), product.bias.begin(), product.bias.end());
    first += product.matrix.columns;
    whole.bias.resize(first);
  }
  return whole;
}

}  // namespace

std::uint32_t Arithmetic::level(ValueId value) {
  const CombLogic& logic = builder_.graph();
  for (; operations_seen_ < logic.operations().size(); ++operations_seen_) {
    const Operation& operation = logic.operations()[operations_seen_];
    std::uint32_t latest = 0;
    for (const Use& use : logic.operands(operation)) latest = std::max(latest, levels_[use.value]);
    levels_.resize(levels_.size() + operation.result_count, latest + levels_of(logic, operation));
  }
  return levels_[value];
}

Use Arithmetic::add(const Use& a, const Use& b, const Location& location) {
  if (interval(a).is_zero()) return b;
  if (interval(b).is_zero()) return a;
  if (is_constant(a) && is_constant(b)) {
    return constant(interval(a).low_value() + interval(b).low_value(), location);
  }
  if (a.value == b.value && a.shift == b.shift) {
    return a.negate == b.negate ? compose(a, 1, false) : constant(Dyadic(0), location);
  }
  // -a - b is the negated sum: the consumer may take the sign for free.
  const bool flip = a.negate && b.negate;
  const Use terms[] = {compose(a, 0, flip), compose(b, 0, flip)};
  return {builder_.sum(terms, location), 0, flip};
}

Use Arithmetic::add(const std::vector<Use>& terms, const Location& location) {
  if (terms.empty()) return constant(Dyadic(0), location);
  if (terms.size() == 1) return terms[0];
  if (terms.size() == 2) return add(terms[0], terms[1], location);
  Matrix ones(terms.size(), 1);
  std::fill(ones.entries.begin(), ones.entries.end(), Dyadic(1));
  return multiply({terms, std::move(ones), {}, location})[0];
}

// The rows of a problem are the operands, then the bias of each column that has one.
cmvm::Problem Arithmetic::problem_of(const ConstantProduct& product) {
  cmvm::Problem problem;
  problem.matrix = product.matrix;
  const auto add_row = [&](const Interval& range, std::uint32_t arrival) {
    problem.inputs.push_back(range);
    problem.arrivals.push_back(arrival);
  };
  for (const Use& use : product.operands) add_row(interval(use), level(use.value));
  for (std::size_t column = 0; column < product.bias.size(); ++column) {
    if (product.bias[column].is_zero()) continue;
    add_row(Interval::point(product.bias[column]), 0);
    problem.matrix.entries.resize(problem.inputs.size() * product.matrix.columns);
    problem.matrix.entries[(problem.inputs.size() - 1) * product.matrix.columns + column] = 1;
  }
  problem.matrix.rows = problem.inputs.size();
  problem.late_rows = problem.inputs.size() - product.operands.size();
  return problem;
}

std::vector<Use> Arithmetic::write(const cmvm::AdderGraph& graph, const ConstantProduct& product) {
  std::vector<Use> nodes = product.operands;
  for (const Dyadic& bias : product.bias) {
    if (!bias.is_zero()) nodes.push_back(constant(bias, product.location));
  }
  const auto use_of = [&](const cmvm::Term& term) { return compose(nodes[term.node], term.shift, term.negate); };
  for (const cmvm::Adder& adder : graph.adders) {
    nodes.push_back(add(use_of(adder.a), use_of(adder.b), product.location));
  }
  std::vector<Use> columns;
  for (const cmvm::Term& output : graph.outputs) {
    columns.push_back(output.node == cmvm::Term::kZero ? constant(Dyadic(0), product.location) : use_of(output));
  }
  return columns;
}

std::uint64_t Arithmetic::luts_of(const cmvm::Cost& cost) const {
  return device_.ternary_area_per_bit == 0 ? cost.luts : cost.ternary_luts;
}

Arithmetic::Solved Arithmetic::solved(const ConstantProduct& product) {
  cmvm::Solution solution = solve(problem_of(product));
  const std::uint64_t luts = luts_of(solution.cost);
  return with_tables({product, std::move(solution), luts});
}

// With inputs of one bit in tables, if that takes fewer LUTs.
Arithmetic::Solved Arithmetic::with_tables(Solved plain) {
  if (device_.counts_adders) return plain;
  std::optional<PackedProduct> packed = pack_tables(*this, plain.product, device_.lut_inputs);
  if (!packed) return plain;
  cmvm::Solution solution = solve(problem_of(packed->product));
  const std::uint64_t luts = luts_of(solution.cost) + packed->luts;
  if (luts >= plain.luts) return plain;
  return {std::move(packed->product), std::move(solution), luts, true};
}

std::vector<Use> Arithmetic::multiply(const ConstantProduct& product) {
  const Solved one = solved(product);
  return write(one.solution.graph, one.product);
}

std::vector<Use> Arithmetic::multiply(std::span<const ConstantProduct> products) {
  if (products.size() == 1) return multiply(products[0]);
  // What a large matrix gains by a longer search is less than what it costs.
  constexpr std::uint64_t kSteps = 2'000'000;
  cmvm::Options of_whole = search_;
  if (search_.effort.kind == cmvm::Effort::Kind::kDefault) of_whole.effort = cmvm::Effort::in_steps(kSteps);
  const ConstantProduct whole = joined(products);
  const cmvm::Solution together = solutions_.solve(problem_of(whole), of_whole);
  std::vector<Solved> alone;
  cmvm::Cost of_alone;
  std::uint64_t luts_of_alone = 0;
  bool has_tables = false;
  for (const ConstantProduct& product : products) {
    const Solved& one = alone.emplace_back(solved(product));
    of_alone.adders += one.solution.cost.adders;
    of_alone.one_bit_adders += one.solution.cost.one_bit_adders;
    of_alone.luts += one.solution.cost.luts;
    of_alone.ternary_luts += one.solution.cost.ternary_luts;
    of_alone.depth = std::max(of_alone.depth, one.solution.cost.depth);
    luts_of_alone += one.luts;
    has_tables = has_tables || one.has_tables;
  }
  const auto price = [&](const cmvm::Cost& cost) { return cmvm::price(cost, search_.objective, search_.has_limit()); };
  const bool is_cheaper = has_tables ? luts_of(together.cost) < luts_of_alone : price(together.cost) < price(of_alone);
  if (is_cheaper) return write(together.graph, whole);
  std::vector<Use> columns;
  for (const Solved& one : alone) {
    const std::vector<Use> own = write(one.solution.graph, one.product);
    columns.insert(columns.end(), own.begin(), own.end());
  }
  return columns;
}

Use Arithmetic::choose(const Use& x, const Dyadic& bound, const Use& when_less, const Use& otherwise,
                       const Location& location, bool either_at_bound) {
  const Use plain{x.value};
  Dyadic limit = scaled(bound, -x.shift);
  if (x.negate) {
    // -v < b where v is at least the next number above -b, or -b where that does as well: the two arms change places.
    const int grid = interval(plain).exponent;
    limit = either_at_bound ? -limit : Dyadic((-limit).floor_to_grid(grid) + 1, grid);
  }
  const Use& below = x.negate ? otherwise : when_less;
  const Use& above = x.negate ? when_less : otherwise;
  const Use bit{builder_.less_than(plain, limit, location)};
  const Interval known = interval(bit);
  if (known.is_point()) return known.is_zero() ? above : below;
  return {builder_.select(bit, below, above, location)};
}

}  // namespace wirefold
