// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/lowering/arithmetic.h"

#include <algorithm>

#include "wirefold/optimizer/cost/operation_cost.h"

namespace wirefold {
namespace {

// How many adder levels an operation adds to the latest of its operands. A product of b bits is a tree of b rows.
std::uint32_t levels_of(const CombLogic& logic, const Operation& operation) {
  if (operation.opcode == Opcode::kSum) return is_adder(logic, operation) ? 1 : 0;
  if (operation.opcode != Opcode::kMultiply) return 0;
  const auto operands = logic.operands(operation);
  const int rows = std::min(logic.format(operands[0]).width(), logic.format(operands[1]).width());
  std::uint32_t levels = 0;
  while ((1 << levels) < rows) ++levels;
  return levels;
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
  return multiply(terms, ones, location)[0];
}

std::vector<Use> Arithmetic::multiply(const std::vector<Use>& operands, const Matrix& matrix, const Location& location,
                                      const std::vector<Dyadic>& bias) {
  std::vector<Use> rows = operands;
  cmvm::Problem problem;
  problem.matrix = matrix;
  for (std::size_t column = 0; column < bias.size(); ++column) {
    if (bias[column].is_zero()) continue;
    rows.push_back(constant(bias[column], location));
    problem.matrix.entries.resize(rows.size() * matrix.columns);
    problem.matrix.entries[(rows.size() - 1) * matrix.columns + column] = 1;
  }
  problem.matrix.rows = rows.size();
  problem.late_rows = rows.size() - operands.size();
  for (const Use& use : rows) {
    problem.inputs.push_back(interval(use));
    problem.arrivals.push_back(level(use.value));
  }
  const cmvm::AdderGraph graph = solutions_.solve(problem, search_).graph;
  std::vector<Use> nodes = rows;
  const auto use_of = [&](const cmvm::Term& term) { return compose(nodes[term.node], term.shift, term.negate); };
  for (const cmvm::Adder& adder : graph.adders) nodes.push_back(add(use_of(adder.a), use_of(adder.b), location));
  std::vector<Use> columns;
  for (const cmvm::Term& output : graph.outputs) {
    columns.push_back(output.node == cmvm::Term::kZero ? constant(Dyadic(0), location) : use_of(output));
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
