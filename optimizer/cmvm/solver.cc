// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/cmvm/solver.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "wirefold/ir/error.h"
#include "wirefold/optimizer/cmvm/csd.h"
#include "wirefold/optimizer/cmvm/decompose.h"
#include "wirefold/optimizer/cmvm/distinct_columns.h"
#include "wirefold/optimizer/cmvm/final_sums.h"
#include "wirefold/optimizer/cmvm/node_table.h"
#include "wirefold/optimizer/cmvm/pattern_table.h"
#include "wirefold/optimizer/cmvm/sharing.h"

namespace wirefold::cmvm {
namespace {

constexpr std::string_view kFunction = "cmvm::solve";

void check_shape(const Problem& problem) {
  constexpr std::size_t kMostRows = Pattern::kNodeLimit / 2;
  const std::size_t rows = problem.matrix.rows;
  const std::string for_rows = " for a matrix of " + std::to_string(rows) + " rows, give one for each row or none";
  check_internal(problem.matrix.entries.size() == rows * problem.matrix.columns, "a matrix lacks entries");
  check_internal(problem.late_rows <= rows, "more late rows than rows");
  if (rows > kMostRows) {
    throw UnsupportedError(kFunction, "a matrix of " + std::to_string(rows) + " rows, at most " +
                                          std::to_string(kMostRows) + " can be solved");
  }
  if (!problem.inputs.empty() && problem.inputs.size() != rows) {
    throw ShapeError(kFunction, std::to_string(problem.inputs.size()) + " input ranges" + for_rows);
  }
  if (!problem.arrivals.empty() && problem.arrivals.size() != rows) {
    throw ShapeError(kFunction, std::to_string(problem.arrivals.size()) + " arrivals" + for_rows);
  }
}

void check_values(const Problem& problem) {
  constexpr std::uint32_t kLatestArrival = 1U << 20;
  const auto is_far = [](int exponent) { return exponent > kMaxExponent || exponent < -kMaxExponent; };
  const std::string limit =
      " reaches beyond 2^-" + std::to_string(kMaxExponent) + "..2^" + std::to_string(kMaxExponent);
  for (const Dyadic& weight : problem.matrix.entries) {
    const int top = weight.exponent() + static_cast<int>(weight.mantissa().bit_length());
    if (is_far(weight.exponent()) || is_far(top)) throw ValueError(kFunction, "weight " + weight.to_string() + limit);
  }
  for (const Interval& input : problem.inputs) {
    if (is_far(input.exponent)) throw ValueError(kFunction, "input range " + to_string(input) + limit);
  }
  for (const std::uint32_t arrival : problem.arrivals) {
    if (arrival <= kLatestArrival) continue;
    throw ValueError(kFunction, "an input arrives at level " + std::to_string(arrival) + ", at most " +
                                    std::to_string(kLatestArrival) + " is possible");
  }
}

// The digits of the columns of a matrix whose rows are the terms. Rows that are one node add up.
std::vector<DigitColumn> digit_columns(std::span<const Term> rows, const Matrix& matrix) {
  std::vector<DigitColumn> columns(matrix.columns);
  for (std::size_t column = 0; column < matrix.columns; ++column) {
    std::map<std::uint32_t, Dyadic> weights;
    for (std::size_t row = 0; row < matrix.rows; ++row) {
      if (rows[row].node == Term::kZero || matrix(row, column).is_zero()) continue;
      const Dyadic weight = scaled(matrix(row, column), rows[row].shift);
      Dyadic& sum = weights[rows[row].node];
      sum = rows[row].negate ? sum - weight : sum + weight;
    }
    for (const auto& [node, weight] : weights) {
      for (const SignedDigit& digit : canonical_digits(weight.mantissa())) {
        columns[column].push_back({node, digit.power + weight.exponent(), digit.negative});
      }
    }
  }
  return columns;
}

Matrix rows_of(const Matrix& matrix, std::size_t first, std::size_t count) {
  Matrix part(count, matrix.columns);
  const auto begin = matrix.entries.begin() + static_cast<std::ptrdiff_t>(first * matrix.columns);
  std::copy(begin, begin + static_cast<std::ptrdiff_t>(part.entries.size()), part.entries.begin());
  return part;
}

// A way to solve the problem.
struct Variant {
  const Factors* factors = nullptr;  // none: the matrix as it is
  std::uint32_t seed = 0;
};

class Search {
 public:
  Search(const Problem& problem, const Options& options);
  AdderGraph run();

 private:
  enum class Stage { kFirst, kLast };
  std::vector<Term> solve_stage(NodeTable& nodes, std::span<const Term> rows, const Matrix& matrix, std::uint32_t seed,
                                Stage stage);
  void attempt(const Variant& variant);
  void attempt_trees();

  const Problem& problem_;
  const Options& options_;
  std::vector<Term> early_;               // the rows that are shared
  Matrix matrix_;                         // their weights
  std::vector<DigitColumn> late_digits_;  // of the rows that only join the final sums
  std::uint64_t steps_ = 0;
  std::vector<Factors> factors_;
  Variant best_variant_;
  std::uint64_t best_price_ = 0;
  std::optional<AdderGraph> best_;
};

Search::Search(const Problem& problem, const Options& options) : problem_(problem), options_(options) {
  const std::size_t early_rows = problem.matrix.rows - problem.late_rows;
  std::vector<Term> rows;
  for (std::uint32_t row = 0; row < problem.matrix.rows; ++row) rows.push_back({row, 0, false});
  early_.assign(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(early_rows));
  matrix_ = rows_of(problem.matrix, 0, early_rows);
  late_digits_ =
      digit_columns(std::span(rows).subspan(early_rows), rows_of(problem.matrix, early_rows, problem.late_rows));
}

std::vector<Term> Search::solve_stage(NodeTable& nodes, std::span<const Term> rows, const Matrix& matrix,
                                      std::uint32_t seed, Stage stage) {
  std::vector<DigitColumn> columns = digit_columns(rows, matrix);
  steps_ += share_patterns(nodes, columns, seed);
  for (std::size_t column = 0; stage == Stage::kLast && column < columns.size(); ++column) {
    columns[column].insert(columns[column].end(), late_digits_[column].begin(), late_digits_[column].end());
  }
  std::uint32_t deadline = 0;
  for (const DigitColumn& column : columns) deadline = std::max(deadline, least_depth(nodes, column));
  std::vector<Term> outputs;
  for (const DigitColumn& column : columns) outputs.push_back(sum_digits(nodes, column, deadline));
  return outputs;
}

void Search::attempt(const Variant& variant) {
  NodeTable nodes(problem_);
  std::vector<Term> terms;
  if (variant.factors == nullptr) {
    terms = solve_stage(nodes, early_, matrix_, variant.seed, Stage::kLast);
  } else {
    terms = solve_stage(nodes, early_, variant.factors->first, variant.seed, Stage::kFirst);
    terms = solve_stage(nodes, terms, variant.factors->second, variant.seed, Stage::kLast);
  }
  std::uint64_t levels = 0;
  for (const Term& term : terms) {
    if (term.node != Term::kZero) levels = std::max<std::uint64_t>(levels, nodes.arrival(term.node));
  }
  // A level costs registers once the graph is pipelined: about 1% of its adder bits in networks of dense layers.
  const std::uint64_t price = nodes.one_bit_adders(terms) * (100 + levels);
  if (best_ && price >= best_price_) return;
  best_ = nodes.graph(terms);
  best_price_ = price;
  best_variant_ = variant;
}

// The trees that promise most are always tried, the others while there are steps left.
void Search::attempt_trees() {
  constexpr std::size_t kMostColumns = 1024;  // the distances are one for each pair of columns
  constexpr std::uint32_t kUnbounded = 0xFFFFFFFF;
  if (matrix_.columns > kMostColumns) return;
  ColumnTree tree(matrix_);
  std::set<std::uint32_t> tried;
  for (const std::uint32_t levels : {3U, kUnbounded, 2U, 4U}) {
    tree.grow(levels);
    if (tree.levels() == 1 || !tried.insert(tree.levels()).second) continue;
    const bool is_promising = levels == 3 && 10 * tree.tree_digits() <= 9 * tree.column_digits();
    if (!is_promising && steps_ >= options_.steps) continue;
    factors_.push_back(tree.factors());
    attempt({&factors_.back(), 0});
  }
}

AdderGraph Search::run() {
  factors_.reserve(4);
  attempt({});
  if (options_.decompose) attempt_trees();
  constexpr std::uint32_t kMostSeeds = 30;  // more of them hardly help
  for (std::uint32_t seed = 1; seed <= kMostSeeds && steps_ < options_.steps; ++seed) {
    attempt({best_variant_.factors, seed});
  }
  return std::move(*best_);
}

}  // namespace

AdderGraph solve(const Problem& problem, const Options& options) {
  check_shape(problem);
  check_values(problem);
  const DistinctColumns distinct(problem.matrix);
  const Problem reduced{distinct.matrix(), problem.inputs, problem.arrivals, problem.late_rows};
  AdderGraph graph = Search(reduced, options).run();
  graph.outputs = distinct.all_outputs(graph.outputs);
  check_internal(evaluate(graph) == problem.matrix, "an adder graph does not compute its matrix");
  return graph;
}

}  // namespace wirefold::cmvm
