// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "wirefold/dsl/axes.h"
#include "wirefold/dsl/joined.h"
#include "wirefold/dsl/slice.h"
#include "wirefold/ir/location.h"
#include "wirefold/ir/shape.h"

namespace wirefold {

/// What is reduced to each element: `source` lists the places of `group_size` operands for each element of `shape`, in
/// C order of the reduced axes.
struct Reduction {
  Shape shape;
  std::size_t group_size = 1;
  std::vector<std::size_t> source;
};

/// ShapeError for an axis out of range or given twice.
Reduction reduction_plan(const char* function, const Shape& shape, const Axes& axes, bool keepdims,
                         const Location& location);

/// The operands of a reduction as rows: row i holds the i-th operand of every result.
template <class Array>
Array operand_rows(const Array& x, const Reduction& plan) {
  const std::size_t results = plan.source.size() / plan.group_size;
  Gather rows{{plan.group_size, results}, {}};
  rows.source.reserve(plan.source.size());
  for (std::size_t i = 0; i < plan.group_size; ++i) {
    for (std::size_t r = 0; r < results; ++r) rows.source.push_back(plan.source[r * plan.group_size + i]);
  }
  return x.gather(rows);
}

/// Combines neighbouring rows until one is left: a tree of ceil(log2 n) levels in which earlier rows stand left.
template <class Array, class Combine>
Array combined_rows(Array rows, Combine combine) {
  while (rows.shape()[0] > 1) {
    const std::int64_t count = rows.shape()[0];
    Array pairs = combine(rows(range(0, count - 1, 2)), rows(range(1, count, 2)));
    if (count % 2 != 0) {
      const Array parts[] = {pairs, rows(range(count - 1, count))};
      pairs = under_shape(joined(std::span<const Array>(parts)), {count / 2 + 1, rows.shape()[1]});
    }
    rows = std::move(pairs);
  }
  return rows;
}

}  // namespace wirefold
