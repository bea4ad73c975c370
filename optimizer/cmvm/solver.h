// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "wirefold/ir/interval.h"
#include "wirefold/ir/matrix.h"
#include "wirefold/optimizer/cmvm/adder_graph.h"
#include "wirefold/optimizer/cmvm/effort.h"

namespace wirefold::cmvm {

/// y = x W for a constant W (rows are inputs, columns are outputs), to be built from shifts and adders.
struct Problem {
  Matrix matrix;
  std::vector<Interval> inputs;         ///< the range of each input; empty means 8-bit signed for all
  std::vector<std::uint32_t> arrivals;  ///< when each input is there, in adder levels; empty means all at 0
  std::size_t late_rows = 0;  ///< so many last rows join the final sums only: constants that are added to columns
};

/// What a solution should have little of.
enum class Objective {
  kLuts,         ///< LUTs of carry chains of two operands, as optimizer/cost counts them; a little for depth
  kBits,         ///< one-bit adders; without a delay limit, a level counts as much as one bit in a hundred
  kAdders,       ///< adders, whatever their width
  kTernaryLuts,  ///< as kLuts, on a device whose carry chains add three operands
};

/// How far a search has come.
struct Progress {
  Cost best;
  std::uint64_t steps = 0;
};

struct Options {
  Objective objective = Objective::kBits;
  /// Delay limit: so many adder levels more than the least possible depth. None: no limit.
  std::optional<std::uint32_t> extra_depth;
  /// Delay limit: the level at which all outputs must be there, in the units of the arrivals. None: no limit.
  std::optional<std::uint32_t> deadline;
  Effort effort;
  unsigned threads = 1;  ///< 0: one a core. Changes the time, not the result.
  std::uint64_t seed = 0;
  std::stop_token stop;  ///< ends the search early with the best so far
  /// Called now and then by the thread that solves; what it throws ends the search.
  std::function<void(const Progress&)> progress;
  bool decompose = true;  ///< tries decompositions W = W1 W2 before sharing

  bool has_limit() const { return extra_depth || deadline; }
};

/// What a solution of this cost is worth under an objective, with or without a delay limit: the less the better.
std::uint64_t price(const Cost& cost, Objective objective, bool has_limit);

/// What the search tried, in words, and the best it found that way.
struct Trial {
  std::string what;
  Cost cost;
};

struct Solution {
  AdderGraph graph;
  Cost cost;
  std::uint32_t least_depth = 0;           ///< no graph is less deep
  std::uint64_t least_adders = 0;          ///< no graph has fewer adders
  std::uint64_t least_one_bit_adders = 0;  ///< nor fewer one-bit adders
  std::vector<Trial> trials;
  std::uint64_t steps = 0;   ///< search steps done; as an effort, they repeat the result
  bool was_stopped = false;  ///< by `stop`; the result is the best until then
};

/// Solves the problem. Every solution is checked to reproduce the matrix exactly before it is returned (InternalError
/// otherwise).
///
/// Errors:  ShapeError if the input ranges or arrivals are not one for each row; ValueError for a weight, a range or an
///          arrival beyond any hardware, or a deadline before the least possible depth; UnsupportedError for more than
///          a million rows.
Solution solve(const Problem& problem, const Options& options = {});

}  // namespace wirefold::cmvm
