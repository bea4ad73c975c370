// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/cmvm/construct.h"

#include <algorithm>
#include <bit>
#include <utility>

#include "wirefold/optimizer/cmvm/decompose.h"
#include "wirefold/optimizer/cmvm/digit_forms.h"
#include "wirefold/optimizer/cmvm/final_sums.h"

namespace wirefold::cmvm {
namespace {

constexpr std::uint32_t kNever = ArrivalBudget::kNever;

std::vector<Term> row_terms(std::size_t first, std::size_t count) {
  std::vector<Term> rows;
  for (std::size_t i = 0; i < count; ++i) rows.push_back({static_cast<std::uint32_t>(first + i), 0, false});
  return rows;
}

Matrix rows_of(const Matrix& matrix, std::size_t first, std::size_t count) {
  Matrix part(count, matrix.columns);
  const auto begin = matrix.entries.begin() + static_cast<std::ptrdiff_t>(first * matrix.columns);
  std::copy(begin, begin + static_cast<std::ptrdiff_t>(part.entries.size()), part.entries.begin());
  return part;
}

std::uint32_t tree_levels(std::size_t terms) { return static_cast<std::uint32_t>(std::bit_width(terms - 1)); }

// When the rows of a stage must be there for its columns to be there in time: each column is a tree of its digits.
std::vector<std::uint32_t> row_deadlines(const Matrix& stage, const std::vector<std::uint32_t>& columns) {
  std::vector<std::uint32_t> rows(stage.rows, kNever);
  for (std::size_t j = 0; j < stage.columns; ++j) {
    std::size_t digits = 0;
    for (std::size_t i = 0; i < stage.rows; ++i) digits += digit_count(stage(i, j).mantissa());
    if (digits == 0 || columns[j] == kNever) continue;
    const std::uint32_t deadline = columns[j] - std::min(tree_levels(digits), columns[j]);
    for (std::size_t i = 0; i < stage.rows; ++i) {
      if (!stage(i, j).is_zero()) rows[i] = std::min(rows[i], deadline);
    }
  }
  return rows;
}

class Builder {
 public:
  Builder(const Task& task, const Recipe& recipe)
      : task_(task), recipe_(recipe), result_{NodeTable(task.problem), {}, 0, false} {}

  Construction run();

 private:
  std::vector<std::vector<std::uint32_t>> stage_deadlines() const;
  void build_stage(std::size_t stage, const std::vector<std::uint32_t>& deadlines);
  void sum_columns(const std::vector<DigitColumn>& columns, const std::vector<std::uint32_t>& deadlines);

  bool is_last(std::size_t stage) const { return stage + 1 == recipe_.stages->size(); }

  const Task& task_;
  const Recipe& recipe_;
  Construction result_;
};

// Stages before the main one only join inputs: they are in a hurry, and what they need shows when the next is built.
std::vector<std::vector<std::uint32_t>> Builder::stage_deadlines() const {
  const std::vector<Matrix>& stages = *recipe_.stages;
  std::vector<std::vector<std::uint32_t>> deadlines(stages.size());
  deadlines.back().assign(stages.back().columns, task_.deadline);
  for (std::size_t stage = stages.size() - 1; stage > recipe_.main_stage; --stage) {
    deadlines[stage - 1] = row_deadlines(stages[stage], deadlines[stage]);
  }
  for (std::size_t stage = 0; stage < recipe_.main_stage; ++stage) {
    deadlines[stage].assign(stages[stage].columns, task_.deadline == kNever ? kNever : 0);
  }
  return deadlines;
}

void Builder::build_stage(std::size_t stage, const std::vector<std::uint32_t>& deadlines) {
  const Matrix& matrix = (*recipe_.stages)[stage];
  const bool is_main = stage == recipe_.main_stage;
  std::vector<DigitColumn> columns =
      digit_columns(result_.outputs, matrix, is_main ? std::span(recipe_.choices) : std::span<const std::uint32_t>());
  std::vector<ColumnRoom> rooms;
  for (std::size_t j = 0; task_.deadline != kNever && j < columns.size(); ++j) {
    ColumnRoom& room = rooms.emplace_back();
    room.budget = ArrivalBudget(std::max(deadlines[j], least_depth(result_.nodes, columns[j])));
    if (!is_last(stage)) continue;
    for (const Digit& digit : task_.late_digits[j]) {
      room.reserved += room.budget.share(result_.nodes.arrival(digit.node));
    }
  }
  result_.steps += share_patterns(result_.nodes, columns, recipe_.rule, rooms);
  for (std::size_t j = 0; is_last(stage) && j < columns.size(); ++j) {
    columns[j].insert(columns[j].end(), task_.late_digits[j].begin(), task_.late_digits[j].end());
  }
  sum_columns(columns, deadlines);
}

// Without a delay limit, columns may come as late as the latest of them.
void Builder::sum_columns(const std::vector<DigitColumn>& columns, const std::vector<std::uint32_t>& deadlines) {
  std::uint32_t latest = 0;
  for (const DigitColumn& column : columns) latest = std::max(latest, least_depth(result_.nodes, column));
  result_.outputs.clear();
  for (std::size_t j = 0; j < columns.size(); ++j) {
    const std::uint32_t deadline = deadlines[j] == kNever ? latest : deadlines[j];
    result_.outputs.push_back(sum_digits(result_.nodes, columns[j], deadline));
  }
}

Construction Builder::run() {
  result_.outputs = row_terms(0, task_.matrix.rows);
  const std::vector<std::vector<std::uint32_t>> deadlines = stage_deadlines();
  for (std::size_t stage = 0; stage < recipe_.stages->size(); ++stage) build_stage(stage, deadlines[stage]);
  return std::move(result_);
}

// Turns every edge of a graph for the transposed matrix around: a node becomes the sum of what it was used in, and
// the outputs become the inputs.
void transpose(const Task& task, const AdderGraph& graph, Construction& result) {
  const std::size_t count = graph.input_count + graph.adders.size();
  std::vector<DigitColumn> uses(count);
  const auto use = [&](const Term& made_of, std::uint32_t node, const Term& by) {
    if (made_of.node == Term::kZero || by.node == Term::kZero) return;
    uses[made_of.node].push_back({node, made_of.shift + by.shift, made_of.negate != by.negate});
  };
  for (std::uint32_t i = 0; i < graph.outputs.size(); ++i) use(graph.outputs[i], i, {i, 0, false});
  result.outputs.assign(graph.input_count, {});
  const auto sum_uses = [&](std::size_t node, DigitColumn extra) {
    // Equal digits carry, as two uses may be one value.
    DigitColumn& digits = uses[node];
    digits.insert(digits.end(), extra.begin(), extra.end());
    return sum_digits(result.nodes, digits, task.deadline == kNever ? 0 : task.deadline);
  };
  for (std::size_t i = graph.adders.size(); i-- > 0;) {
    const Term sum = sum_uses(graph.input_count + i, {});
    for (const Term& term : {graph.adders[i].a, graph.adders[i].b}) use(term, sum.node, sum);
  }
  for (std::size_t i = 0; i < graph.input_count; ++i) result.outputs[i] = sum_uses(i, task.late_digits[i]);
}

Construction construct_transposed(const Task& task, const Recipe& recipe) {
  Problem problem;
  problem.matrix = transposed(task.matrix);
  const Task other(problem);
  Recipe forward = recipe;
  forward.transposes = false;
  const Construction inner = construct(other, forward);
  Construction result{NodeTable(task.problem), {}, inner.steps, false};
  transpose(task, inner.nodes.graph(inner.outputs), result);
  return result;
}

}  // namespace

Task::Task(Problem whole) : problem(std::move(whole)) {
  const std::size_t early_rows = problem.matrix.rows - problem.late_rows;
  matrix = rows_of(problem.matrix, 0, early_rows);
  const Matrix late = rows_of(problem.matrix, early_rows, problem.late_rows);
  late_digits = digit_columns(row_terms(early_rows, problem.late_rows), late);
  const NodeTable nodes(problem);
  std::vector<DigitColumn> columns = digit_columns(row_terms(0, early_rows), matrix);
  for (std::size_t j = 0; j < columns.size(); ++j) {
    columns[j].insert(columns[j].end(), late_digits[j].begin(), late_digits[j].end());
    least_depth = std::max(least_depth, cmvm::least_depth(nodes, columns[j]));
  }
}

Construction construct(const Task& task, const Recipe& recipe) {
  Construction result = recipe.transposes ? construct_transposed(task, recipe) : Builder(task, recipe).run();
  result.is_in_time = std::all_of(result.outputs.begin(), result.outputs.end(), [&](const Term& term) {
    return term.node == Term::kZero || result.nodes.arrival(term.node) <= task.deadline;
  });
  return result;
}

AdderGraph transposed_graph(const Task& task, const AdderGraph& of_transposed) {
  Construction result{NodeTable(task.problem), {}, 0, false};
  transpose(task, of_transposed, result);
  return result.nodes.graph(result.outputs);
}

}  // namespace wirefold::cmvm
