// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "wirefold/optimizer/cmvm/arrival_budget.h"
#include "wirefold/optimizer/cmvm/node_table.h"

namespace wirefold::cmvm {

/// A summand of a column: +-node * 2^power.
struct Digit {
  std::uint32_t node = 0;
  std::int32_t power = 0;
  bool negative = false;

  friend bool operator==(const Digit&, const Digit&) = default;
};

/// The digits whose sum is one output. No two of them have the same node and power.
using DigitColumn = std::vector<Digit>;

/// Which patterns are taken first. Other rules give other solutions of like quality.
struct SharingRule {
  std::uint32_t seed = 0;     ///< other than 0: adds a little noise to the bits
  bool counts_bits = true;    ///< a pattern is worth its occurrences times the bits in which its operands overlap
  unsigned late_penalty = 0;  ///< other than 0: worth less by how much later one operand is there than the other
};

/// By when a column must be added up, and what joins it later.
struct ColumnRoom {
  ArrivalBudget budget;
  std::uint64_t reserved = 0;  ///< shares of the budget that are not for the digits of the column
};

/// Takes out the most valuable two-term pattern a +- b * 2^s, makes it a node, and puts that node in its places, until
/// no pattern occurs twice.
///
/// A pattern is worth the number of its occurrences times the bits in which its operands overlap: about what the
/// final sums of its columns become cheaper. With `rooms` (one a column), a column that would come too late with a
/// pattern goes without it. Returns the search steps spent: the pairs of digits that were looked at.
std::uint64_t share_patterns(NodeTable& nodes, std::vector<DigitColumn>& columns, const SharingRule& rule = {},
                             const std::vector<ColumnRoom>& rooms = {});

}  // namespace wirefold::cmvm
