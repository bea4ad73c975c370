// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <vector>

#include "wirefold/ir/builder.h"

namespace wirefold {

/// Collects sums of operands times constants and records one `linear` operation for each distinct vector of operands,
/// so that the optimizer sees all columns that share their inputs at once.
class LinearCollector {
 public:
  LinearCollector(const char* function, Builder& builder, std::size_t result_count, const Location& location)
      : function_(function), builder_(builder), location_(location), results_(result_count) {}

  /// Result `place` is the sum of operands[i] * weights[i]. A single operand times 0 or +-2^n, and a single constant
  /// operand, need no operation.
  void add(const std::vector<Use>& operands, std::vector<Dyadic> weights, std::size_t place);
  /// Records the operations, in the order in which their operands first came, and returns all results.
  std::vector<Use> finish();

 private:
  struct Less {
    bool operator()(const std::vector<Use>& a, const std::vector<Use>& b) const;
  };
  struct Column {
    std::vector<Dyadic> weights;
    std::vector<std::size_t> places;
  };
  struct Group {
    std::vector<Use> operands;
    std::vector<Column> columns;
    std::map<std::vector<Dyadic>, std::size_t> seen;
  };

  std::optional<Use> without_operation(const Use& operand, const Dyadic& weight);
  Group& group_of(const std::vector<Use>& operands);
  void record(Group& group);

  const char* function_;
  Builder& builder_;
  Location location_;
  std::vector<Use> results_;
  std::vector<Group> groups_;
  std::map<std::vector<Use>, std::size_t, Less> group_indices_;
};

}  // namespace wirefold
