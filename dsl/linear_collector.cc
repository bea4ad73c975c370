// SPDX-License-Identifier: Apache-2.0
#include "wirefold/dsl/linear_collector.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "wirefold/dsl/trace.h"

namespace wirefold {

bool LinearCollector::Less::operator()(const std::vector<Use>& a, const std::vector<Use>& b) const {
  return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end(), [](const Use& x, const Use& y) {
    return std::tie(x.value, x.shift, x.negate) < std::tie(y.value, y.shift, y.negate);
  });
}

std::optional<Use> LinearCollector::without_operation(const Use& operand, const Dyadic& weight) {
  if (const std::optional<Dyadic> number = constant_of(builder_.graph(), operand)) {
    return Use{builder_.constant(*number * weight, location_)};
  }
  if (weight.is_zero()) return Use{builder_.constant(Dyadic(), location_)};
  if (absolute(weight.mantissa()) != Integer(1)) return std::nullopt;
  return moved(operand, weight.exponent(), weight.is_negative(), function_, location_);
}

LinearCollector::Group& LinearCollector::group_of(const std::vector<Use>& operands) {
  const auto [found, is_new] = group_indices_.try_emplace(operands, groups_.size());
  if (is_new) groups_.push_back({operands, {}, {}});
  return groups_[found->second];
}

void LinearCollector::add(const std::vector<Use>& operands, std::vector<Dyadic> weights, std::size_t place) {
  if (operands.size() == 1) {
    if (const std::optional<Use> use = without_operation(operands[0], weights[0])) {
      results_[place] = *use;
      return;
    }
  }
  Group& group = group_of(operands);
  const auto [found, is_new] = group.seen.try_emplace(weights, group.columns.size());
  if (is_new) group.columns.push_back({std::move(weights), {}});
  group.columns[found->second].places.push_back(place);
}

void LinearCollector::record(Group& group) {
  Matrix matrix(group.operands.size(), group.columns.size());
  for (std::size_t column = 0; column < matrix.columns; ++column) {
    for (std::size_t row = 0; row < matrix.rows; ++row) {
      matrix(row, column) = std::move(group.columns[column].weights[row]);
    }
  }
  const ValueId first = builder_.linear(std::move(group.operands), std::move(matrix), location_);
  for (std::size_t column = 0; column < group.columns.size(); ++column) {
    for (const std::size_t place : group.columns[column].places) {
      results_[place] = {static_cast<ValueId>(first + column)};
    }
  }
}

std::vector<Use> LinearCollector::finish() {
  for (Group& group : groups_) record(group);
  return std::move(results_);
}

}  // namespace wirefold
