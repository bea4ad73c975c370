// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/cmvm/structures.h"

#include <algorithm>
#include <bit>
#include <set>
#include <utility>

#include "wirefold/optimizer/cmvm/decompose.h"

namespace wirefold::cmvm {
namespace {

constexpr std::size_t kMostColumns = 1024;           // the distances are one for each pair of columns,
constexpr std::size_t kMostDistanceWork = 1U << 28;  // each over all rows
constexpr std::size_t kMostEntries = 1U << 17;       // beyond it, the factors of all trees take too much memory
constexpr std::uint32_t kUnbounded = ColumnTree::kUnbounded;

Structure structure_of(std::string name, Structure::Kind kind, std::vector<Matrix> stages, std::size_t main_stage) {
  Structure result;
  result.name = std::move(name);
  result.kind = kind;
  result.recipe.stages = std::make_shared<const std::vector<Matrix>>(std::move(stages));
  result.recipe.main_stage = main_stage;
  return result;
}

// Distances of shifted columns take a few times as long, which large matrices do not repay.
int useful_shift(const Matrix& matrix) {
  constexpr std::size_t kMostWork = 1U << 20;
  return matrix.columns * matrix.columns * matrix.rows <= kMostWork ? 3 : 0;
}

std::string levels_name(std::uint32_t levels) {
  return levels == kUnbounded ? "trees" : "trees of " + std::to_string(levels) + " levels";
}

class Collection {
 public:
  Collection(const Task& task, bool quick) : task_(task), shift_(quick ? 0 : useful_shift(task.matrix)) {}

  std::vector<Structure> run(bool quick);

 private:
  void add_column_trees(const std::vector<std::uint32_t>& depths);
  void add_row_trees(const Matrix& matrix, const std::vector<std::uint32_t>& depths, const Structure* columns);
  std::uint32_t most_digits(std::uint32_t levels) const;
  bool has_room(const Matrix& matrix) const {
    return matrix.columns <= kMostColumns && matrix.rows <= kMostColumns &&
           matrix.columns * matrix.columns * matrix.rows <= kMostDistanceWork;
  }

  const Task& task_;
  int shift_;
  std::vector<Structure> found_;
};

// Rests that are summed up to `levels` at a time must be there so much earlier.
std::uint32_t Collection::most_digits(std::uint32_t levels) const {
  if (task_.deadline == ArrivalBudget::kNever) return kUnbounded;
  const std::uint32_t later = static_cast<std::uint32_t>(std::bit_width(levels - 1));
  if (later >= task_.deadline) return 0;
  return task_.deadline - later >= 31 ? kUnbounded : 1U << (task_.deadline - later);
}

void Collection::add_column_trees(const std::vector<std::uint32_t>& depths) {
  if (!has_room(task_.matrix)) return;
  ColumnTree tree(task_.matrix, shift_);
  std::set<std::pair<std::uint32_t, std::uint64_t>> tried;
  for (const std::uint32_t levels : depths) {
    tree.grow(levels, most_digits(levels));
    if (tree.levels() == 1 || !tried.insert({tree.levels(), tree.tree_digits()}).second) continue;
    Factors factors = tree.factors();
    found_.push_back(structure_of("column " + levels_name(levels), Structure::Kind::kColumns,
                                  {std::move(factors.first), std::move(factors.second)}, 0));
    found_.back().is_promising = 10 * tree.tree_digits() <= 9 * tree.column_digits();
  }
}

void Collection::add_row_trees(const Matrix& matrix, const std::vector<std::uint32_t>& depths,
                               const Structure* columns) {
  if (!has_room(matrix)) return;
  ColumnTree tree(transposed(matrix), shift_);
  for (const std::uint32_t levels : depths) {
    tree.grow(levels);
    if (tree.levels() == 1) continue;
    const Factors factors = tree.factors();
    std::vector<Matrix> stages{transposed(factors.second), transposed(factors.first)};
    std::string name = "row " + levels_name(levels);
    auto kind = Structure::Kind::kRows;
    if (columns != nullptr) {
      kind = Structure::Kind::kColumnsAndRows;
      stages.push_back((*columns->recipe.stages)[1]);
      name = columns->name + ", " + name;
    }
    found_.push_back(structure_of(std::move(name), kind, std::move(stages), 1));
  }
}

std::vector<Structure> Collection::run(bool quick) {
  if (quick || task_.matrix.entries.size() > kMostEntries) {
    add_column_trees({3});
    return std::move(found_);
  }
  const bool is_limited = task_.deadline != ArrivalBudget::kNever;
  if (is_limited) {
    add_column_trees({2, 3, 4, 8});
  } else {
    add_column_trees({3, kUnbounded, 2, 4});
  }
  std::vector<Structure> columns = found_;
  add_row_trees(task_.matrix, {2, 3}, nullptr);
  for (const Structure& structure : columns) add_row_trees((*structure.recipe.stages)[0], {2, 3}, &structure);
  if (is_limited) return std::move(found_);
  columns = found_;
  columns.insert(columns.begin(), plain_structure(task_));
  for (std::size_t i = 0; i < columns.size() && i < 5; ++i) {
    Structure other = columns[i];
    std::vector<Matrix> stages;
    for (const Matrix& stage : *other.recipe.stages) stages.insert(stages.begin(), transposed(stage));
    other.recipe.main_stage = stages.size() - 1 - other.recipe.main_stage;
    other.recipe.stages = std::make_shared<const std::vector<Matrix>>(std::move(stages));
    other.recipe.transposes = true;
    other.name += ", transposed";
    other.kind = Structure::Kind::kTransposed;
    found_.push_back(std::move(other));
  }
  return std::move(found_);
}

}  // namespace

Structure plain_structure(const Task& task) { return structure_of("plain", Structure::Kind::kPlain, {task.matrix}, 0); }

std::vector<Structure> decompositions(const Task& task, bool quick) { return Collection(task, quick).run(quick); }

}  // namespace wirefold::cmvm
