// SPDX-License-Identifier: Apache-2.0
#include "wirefold/dsl/array_shape.h"
#include "wirefold/dsl/map_elements.h"
#include "wirefold/dsl/reduce.h"
#include "wirefold/dsl/reduction_plan.h"

namespace wirefold {
namespace {

// Rows of prefix sums. At each level the rows of the upper half of every block of 2 * distance take the last row of its
// lower half.
template <class Array>
std::vector<Array> prefix_sums(std::vector<Array> rows, const Location& location) {
  for (std::size_t distance = 1; distance < rows.size(); distance *= 2) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if ((i & distance) == 0) continue;
      rows[i] = added(rows[(i & ~(distance - 1)) - 1], rows[i], location);
    }
  }
  return rows;
}

template <class Array>
Array running_sums(const Array& x, std::optional<Axis> axis, const Location& location) {
  check_operand("cumsum", x, location);
  if (!axis) return running_sums(under_shape(x, {x.size()}), Axis(0), location);
  const std::size_t place = checked_axis("cumsum", axis->value, x.shape(), location);
  const Reduction plan = reduction_plan("cumsum", x.shape(), static_cast<std::int64_t>(place), false, location);
  const Array operands = operand_rows(x, plan);
  std::vector<Array> rows;
  for (std::int64_t i = 0; i < operands.shape()[0]; ++i) rows.push_back(operands(i));
  rows = prefix_sums(std::move(rows), location);
  // The rows run along `place`, which is the first axis of what they are joined to.
  Shape moved{operands.shape()[0]};
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < x.rank(); ++i) {
    if (i != place) moved.push_back(x.shape()[i]);
    order.push_back(i == place ? 0 : (i < place ? i + 1 : i));
  }
  return joined(std::span<const Array>(rows)).gather(transpose_plan(moved, order));
}

}  // namespace

FixedVariableArray cumsum(const FixedVariableArray& x, std::optional<Axis> axis, const Location& location) {
  return running_sums(x, axis, location);
}
NumericArray cumsum(const NumericArray& x, std::optional<Axis> axis, const Location& location) {
  return running_sums(x, axis, location);
}

}  // namespace wirefold
