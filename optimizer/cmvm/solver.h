// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "wirefold/ir/interval.h"
#include "wirefold/ir/matrix.h"

namespace wirefold::cmvm {

/// y = x W for a constant W (rows are inputs, columns are outputs), to be built from shifts and adders.
struct Problem {
  Matrix matrix;
  std::vector<Interval> inputs;         ///< the range of each input; empty means 8-bit signed for all
  std::vector<std::uint32_t> arrivals;  ///< when each input is there, in adder levels; empty means all at 0
  std::size_t late_rows = 0;            ///< so many last rows only join the final sums: biases, one a column
};

/// A node of the graph: node * 2^shift, negated if `negate`. Nodes below the number of inputs are the inputs, then
/// come the adders in order.
struct Term {
  static constexpr std::uint32_t kZero = 0xFFFFFFFF;
  std::uint32_t node = kZero;  ///< kZero: the constant zero
  std::int32_t shift = 0;
  bool negate = false;

  friend bool operator==(const Term&, const Term&) = default;
};

/// One two-input adder or subtractor: the sum of its two terms.
struct Adder {
  Term a;
  Term b;
};

struct AdderGraph {
  std::uint32_t input_count = 0;
  std::vector<Adder> adders;
  std::vector<Term> outputs;  ///< one a column
};

struct Options {
  /// Decompose W = W1 W2 along a minimum spanning tree over columns before sharing, where that is cheaper.
  bool decompose = true;
  /// Search steps (pairs of digits looked at) after which no further variant of the solution is tried. A million takes
  /// about 50 ms; a dense 8-bit matrix of n x n takes about 14 n^3 once.
  std::uint64_t steps = 1'000'000;
};

/// Solves the problem: the same graph on every machine. Of the variants tried the cheapest in one-bit adders is kept,
/// where an adder level counts as much as one bit in a hundred. Every solution is checked to reproduce the matrix
/// exactly before it is returned (InternalError otherwise).
///
/// Errors:  ShapeError if the input ranges or arrivals are not one for each row; ValueError for a weight, a range or an
///          arrival beyond any hardware; UnsupportedError for more than a million rows.
AdderGraph solve(const Problem& problem, const Options& options = {});

/// The matrix that a graph computes, exactly.
Matrix evaluate(const AdderGraph& graph);

/// The one-bit adders of a graph: for each adder the bits from the higher of the two least bits to the highest operand
/// bit, sign included (da4ml's formula, adder size 1).
std::uint64_t one_bit_adders(const AdderGraph& graph, const Problem& problem);

/// The largest number of adders between an input (counted from its arrival) and an output.
std::uint32_t depth(const AdderGraph& graph, const Problem& problem);

}  // namespace wirefold::cmvm
