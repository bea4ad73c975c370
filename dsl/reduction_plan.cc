// SPDX-License-Identifier: Apache-2.0
#include "wirefold/dsl/reduction_plan.h"

#include <algorithm>

namespace wirefold {

Reduction reduction_plan(const char* function, const Shape& shape, const Axes& axes, bool keepdims,
                         const Location& location) {
  const std::vector<std::size_t> reduced = axes.resolved(function, shape, location);
  Reduction plan;
  std::vector<std::size_t> order;
  std::vector<std::size_t> last;
  for (std::size_t axis = 0; axis < shape.rank(); ++axis) {
    const bool is_reduced = std::find(reduced.begin(), reduced.end(), axis) != reduced.end();
    (is_reduced ? last : order).push_back(axis);
    if (is_reduced) plan.group_size *= static_cast<std::size_t>(shape[axis]);
    if (!is_reduced) plan.shape.push_back(shape[axis]);
    if (is_reduced && keepdims) plan.shape.push_back(1);
  }
  order.insert(order.end(), last.begin(), last.end());
  plan.source = transpose_plan(shape, order).source;
  return plan;
}

}  // namespace wirefold
