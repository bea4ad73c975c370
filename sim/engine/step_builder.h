// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "wirefold/sim/engine/plan.h"

namespace wirefold::engine {

/// A number in a plan: cell * 2^shift, negated if `negate`; or a constant where `cell` is kNoCell.
using Number = PlanElement;

/// A term of a sum: factor * number.
struct WeightedNumber {
  Number number;
  Dyadic factor;
};

/// Appends steps to a plan. Intervals are exact ranges of the values; the cells that hold them are on grids of the
/// builder's choice.
class StepBuilder {
 public:
  explicit StepBuilder(Plan& plan) : plan_(plan) {}

  /// sum of factor * number.
  Number sum(std::span<const WeightedNumber> terms, const Interval& range);
  Number multiply(const Number& a, const Number& b, const Interval& range);
  /// max(x, 0), then cut to the format unless it is null.
  Number relu(const Number& x, const Format* format, const Interval& range);
  Number quantize(const Number& x, const Quantizer& quantizer, const Interval& range);
  Number extremum(KernelKind kind, std::span<const Number> operands, const Interval& range);
  Number select(const Number& bit, const Number& a, const Number& b, const Interval& range);
  /// x < constant or x == constant.
  Number compare(KernelKind kind, const Number& x, const Dyadic& constant);
  Number bitwise(KernelKind kind, std::span<const Number> operands, const Interval& range);
  /// The entry for x of a table of the plan.
  Number lookup(const Number& x, std::uint32_t table, const Interval& range);

  /// The range of a number.
  Interval range(const Number& number) const;

 private:
  // A sum on the grid 2^exponent.
  struct Sum {
    std::vector<Term> terms;
    Integer bias;
    int exponent = 0;
  };
  Sum sum_of(std::span<const WeightedNumber> terms) const;
  Sum sum_of(const Number& x) const;
  // The cell that holds `x` on the grid 2^exponent, at least as fine as its own; made if there is none.
  CellId on_grid(const Number& x, int exponent);
  int grid_of(const Number& x) const;
  // The finest grid of the numbers.
  int common_grid(std::span<const Number> numbers) const;
  CellId add_step(Step step, const Interval& range, int exponent);
  Number cut(Sum sum, bool rectify, const Format& format, const Interval& operand, const Interval& range);
  static std::optional<Integer> rounding_bias(Rounding rounding, unsigned shift);
  Number round(const Number& x, const Quantizer& quantizer);

  Plan& plan_;
};

}  // namespace wirefold::engine
