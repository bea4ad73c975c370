// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "wirefold/ir/graph.h"
#include "wirefold/sim/engine/code.h"

// A program on its way to the engine's code: steps over cells, in integers.
namespace wirefold::engine {

using CellId = std::uint32_t;
inline constexpr CellId kNoCell = 0xFFFFFFFF;

/// A number that is computed: n * 2^exponent for integers low <= n <= high.
struct Cell {
  Integer low;
  Integer high = {};
  int exponent = 0;

  // Filled in by assign_lanes. The lane holds n modulo 2^(its bits); that is n itself unless no step needs more.
  Lane lane = Lane::k16;
  std::uint32_t words = 0;  ///< 64-bit words of a wide cell
};

/// Bits of two's complement that hold every integer from low to high.
unsigned signed_bits(const Integer& low, const Integer& high);
inline unsigned signed_bits(const Cell& cell) { return signed_bits(cell.low, cell.high); }

struct Term {
  CellId cell;
  Integer weight;
};

/// What a step computes over the integers of its cells. `combine` has weights; all other kinds read their operands as
/// they are, which the builder has brought to one grid. The fields are those of Instruction (sim/engine/code.h).
struct Step {
  KernelKind kind = KernelKind::combine;
  CellId result = kNoCell;
  std::vector<Term> terms = {};
  Integer low = {};  ///< of combine the bias
  Integer high = {};
  bool rectify = false;
  Wrap wrap = Wrap::none;
  unsigned wrap_bits = 0;
  unsigned right_shift = 0;
  Rounding rounding = Rounding::kTrn;  ///< of round
  Integer divisor = 1;                 ///< of round; other than 1 only in wide steps
  std::uint32_t table = 0;
  unsigned sum_bits = 0;  ///< of combine: bits that hold the sum before anything else is done to it

  // Filled in by assign_lanes.
  Lane compute = Lane::k16;

  /// A sum and nothing else.
  bool is_plain_sum() const {
    return kind == KernelKind::combine && !rectify && right_shift == 0 && wrap == Wrap::none;
  }
};

/// One element of a tensor outside: a cell with its shift and sign, or a constant where `cell` is kNoCell.
struct PlanElement {
  CellId cell = kNoCell;
  int shift = 0;
  bool negate = false;
  Dyadic constant = {};
};

struct PlanTensor {
  std::string name;
  Shape shape;
  std::vector<PlanElement> elements;
};

/// An input element: how its port reads it. `cell` is kNoCell where nothing uses it.
struct PlanPort {
  CellId cell = kNoCell;
  Format format;
  Interval promised;  ///< what the program was optimized for; within the format
};

struct PlanInput {
  std::string name;
  Shape shape;
  std::vector<PlanPort> ports;
};

struct Plan {
  std::vector<Cell> cells;
  std::vector<Step> steps;  ///< a step follows those that make its operands
  std::vector<PlanInput> inputs;
  std::vector<PlanTensor> outputs;  ///< outputs of the program, then taps
  std::vector<TablePointer> tables;

  CellId add_cell(Cell cell) {
    cells.push_back(std::move(cell));
    return static_cast<CellId>(cells.size() - 1);
  }
};

}  // namespace wirefold::engine
