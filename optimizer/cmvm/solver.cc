// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/cmvm/solver.h"

#include <algorithm>
#include <bit>
#include <string>
#include <string_view>
#include <utility>

#include "wirefold/ir/error.h"
#include "wirefold/optimizer/cmvm/csd.h"
#include "wirefold/optimizer/cmvm/decompose.h"
#include "wirefold/optimizer/cmvm/distinct_columns.h"
#include "wirefold/optimizer/cmvm/pattern_table.h"
#include "wirefold/optimizer/cmvm/search.h"

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

// Steps of the default effort: some fifty passes over a dense matrix, more for small ones, fewer for large and for
// sparse ones, which are soon as good as they get. Fewer adders take longer to find than fewer bits.
std::uint64_t default_steps(const Task& task, Objective objective) {
  constexpr std::uint64_t kSmall = 600'000;
  constexpr std::uint64_t kMost = 100'000'000;
  std::uint64_t pairs = 0;
  std::uint64_t weights = 0;
  for (std::size_t j = 0; j < task.matrix.columns; ++j) {
    std::uint64_t digits = 0;
    for (std::size_t i = 0; i < task.matrix.rows; ++i) {
      digits += digit_count(task.matrix(i, j).mantissa());
      weights += task.matrix(i, j).is_zero() ? 0 : 1;
    }
    pairs += digits * digits;
  }
  const std::uint64_t entries = std::max<std::size_t>(task.matrix.entries.size(), 1);
  const std::uint64_t steps = std::min(3000 * pairs, kSmall) + 35 * weights * weights / (entries * entries) * pairs;
  return std::min(objective == Objective::kAdders ? 2 * steps : steps, kMost);
}

// The least adders by the columns alone. Each column that is no copy of another one or of an input takes an adder of
// its own, and the first of them to be ready takes as many as the levels of its digits.
//
// Source: Gustafsson 2007, for several constants of one input.
std::uint64_t least_adders_of_columns(const DistinctColumns& columns) {
  const Matrix& matrix = columns.matrix();
  std::uint64_t count = 0;
  std::uint64_t fewest_digits = 0;
  for (std::size_t j = 0; j < matrix.columns; ++j) {
    std::uint64_t digits = 0;
    for (std::size_t i = 0; i < matrix.rows; ++i) digits += digit_count(matrix(i, j).mantissa());
    if (digits <= 1) continue;
    fewest_digits = count == 0 ? digits : std::min(fewest_digits, digits);
    ++count;
  }
  return count == 0 ? 0 : count - 1 + static_cast<std::uint64_t>(std::bit_width(fewest_digits - 1));
}

// A graph for n inputs and m outputs gives one for the transposed matrix with n - m adders less.
std::uint64_t least_adders(const DistinctColumns& columns) {
  const Matrix& matrix = columns.matrix();
  std::size_t used_rows = 0;
  for (std::size_t i = 0; i < matrix.rows; ++i) {
    bool is_used = false;
    for (std::size_t j = 0; j < matrix.columns; ++j) is_used = is_used || !matrix(i, j).is_zero();
    used_rows += is_used ? 1U : 0U;
  }
  const std::uint64_t with_rows = least_adders_of_columns(DistinctColumns(transposed(matrix))) + used_rows;
  const std::uint64_t by_rows = with_rows - std::min<std::uint64_t>(with_rows, matrix.columns);
  return std::max(least_adders_of_columns(columns), by_rows);
}

// In each adder, the operand whose least bit is higher is added in its whole width; and a value has at least the width
// of any input that it is made of.
std::uint64_t least_width(const Problem& problem) {
  constexpr std::uint64_t kDefaultWidth = 8;
  if (problem.inputs.empty()) return kDefaultWidth;
  std::uint64_t least = UINT64_MAX;
  for (const Interval& input : problem.inputs) {
    least = std::min<std::uint64_t>(least, (input.high - input.low).bit_length());
  }
  return least;
}

Task limited(Task task, const Options& options) {
  if (options.extra_depth) task.deadline = task.least_depth + *options.extra_depth;
  if (!options.deadline) return task;
  if (*options.deadline < task.least_depth) {
    throw ValueError(kFunction, "a deadline at level " + std::to_string(*options.deadline) +
                                    ", the last output cannot be there before level " +
                                    std::to_string(task.least_depth));
  }
  task.deadline = std::min(task.deadline, *options.deadline);
  return task;
}

}  // namespace

Solution solve(const Problem& problem, const Options& options) {
  check_shape(problem);
  check_values(problem);
  const DistinctColumns distinct(problem.matrix);
  Task task = limited(Task({distinct.matrix(), problem.inputs, problem.arrivals, problem.late_rows}), options);
  task.least_adders = least_adders(distinct);
  Budget budget(options.effort, default_steps(task, options.objective), options.stop);
  Search search(task, options, budget);
  search.run();
  Solution solution;
  solution.graph = search.best();
  solution.graph.outputs = distinct.all_outputs(solution.graph.outputs);
  check_internal(evaluate(solution.graph) == problem.matrix, "an adder graph does not compute its matrix");
  solution.cost = cost_of(solution.graph, problem);
  solution.least_depth = task.least_depth;
  solution.least_adders = task.least_adders;
  if (task.least_adders != 0) solution.least_one_bit_adders = task.least_adders * least_width(problem);
  solution.trials = search.take_trials();
  solution.steps = budget.spent();
  solution.was_stopped = budget.was_stopped();
  return solution;
}

}  // namespace wirefold::cmvm
