// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "wirefold/ir/matrix.h"

namespace wirefold::cmvm {

struct Problem;

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

  friend bool operator==(const Adder&, const Adder&) = default;
};

struct AdderGraph {
  std::uint32_t input_count = 0;
  std::vector<Adder> adders;
  std::vector<Term> outputs;  ///< one a column

  friend bool operator==(const AdderGraph&, const AdderGraph&) = default;
};

/// What a graph takes in hardware.
struct Cost {
  std::uint64_t adders = 0;
  /// For each adder the bits from the higher of the two least bits to the highest operand bit, sign included (da4ml's
  /// formula, adder size 1).
  std::uint64_t one_bit_adders = 0;
  /// For each adder the bits of its carry chain: as above, but at most up to the top bit of the sum, and from the lower
  /// least bit where the operand that has it is subtracted.
  std::uint64_t luts = 0;
  /// The same where carry chains may add three operands (ternary_packing.h).
  std::uint64_t ternary_luts = 0;
  /// The largest number of adders between an input (counted from its arrival) and an output.
  std::uint32_t depth = 0;

  friend bool operator==(const Cost&, const Cost&) = default;
};

Cost cost_of(const AdderGraph& graph, const Problem& problem);

/// The bits of the carry chain of each adder, as `Cost::luts` counts them; 0 where an adder is only wires.
std::vector<int> chain_bits(const AdderGraph& graph, const Problem& problem);

/// The matrix that a graph computes, exactly.
Matrix evaluate(const AdderGraph& graph);

/// Single figures of `cost_of`.
std::uint64_t one_bit_adders(const AdderGraph& graph, const Problem& problem);
std::uint32_t depth(const AdderGraph& graph, const Problem& problem);

}  // namespace wirefold::cmvm
