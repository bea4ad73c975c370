// SPDX-License-Identifier: Apache-2.0
#include "wirefold/sim/engine/step_builder.h"

#include <algorithm>
#include <array>
#include <optional>

#include "wirefold/ir/error.h"

namespace wirefold::engine {
namespace {

Integer ceiling_to_grid(const Dyadic& value, int exponent) { return -(-value).floor_to_grid(exponent); }

// The integers of a range on a grid.
Integer lowest(const Interval& range, int exponent) { return ceiling_to_grid(range.low_value(), exponent); }
Integer highest(const Interval& range, int exponent) { return range.high_value().floor_to_grid(exponent); }

unsigned bits_on_grid(const Interval& range, int exponent) {
  return signed_bits(range.low_value().floor_to_grid(exponent), ceiling_to_grid(range.high_value(), exponent));
}

}  // namespace

Interval StepBuilder::range(const Number& number) const {
  if (number.cell == kNoCell) return Interval::point(number.constant);
  const Cell& cell = plan_.cells[number.cell];
  return transformed({cell.low, cell.high, cell.exponent}, number.shift, number.negate);
}

int StepBuilder::grid_of(const Number& x) const {
  return x.cell == kNoCell ? x.constant.exponent() : plan_.cells[x.cell].exponent + x.shift;
}

int StepBuilder::common_grid(std::span<const Number> numbers) const {
  std::optional<int> grid;
  for (const Number& x : numbers) {
    const bool is_zero = x.cell == kNoCell && x.constant.is_zero();  // on every grid
    if (!is_zero) grid = std::min(grid.value_or(grid_of(x)), grid_of(x));
  }
  return grid.value_or(0);
}

CellId StepBuilder::add_step(Step step, const Interval& range, int exponent) {
  step.result = plan_.add_cell({lowest(range, exponent), highest(range, exponent), exponent});
  const Cell& cell = plan_.cells[step.result];
  check_internal(cell.low <= cell.high, "a range with no number on its grid");
  plan_.steps.push_back(std::move(step));
  return plan_.steps.back().result;
}

StepBuilder::Sum StepBuilder::sum_of(std::span<const WeightedNumber> terms) const {
  // Weights of cells as values; their common power of two is the grid.
  std::vector<std::pair<CellId, Dyadic>> weights;
  Dyadic bias;
  for (const WeightedNumber& term : terms) {
    const Number& x = term.number;
    if (x.cell == kNoCell) {
      bias = bias + x.constant * term.factor;
      continue;
    }
    const Dyadic weight = scaled(term.factor, plan_.cells[x.cell].exponent + x.shift);
    weights.emplace_back(x.cell, x.negate ? -weight : weight);
  }
  std::sort(weights.begin(), weights.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::size_t kept = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    if (kept > 0 && weights[kept - 1].first == weights[i].first) {
      weights[kept - 1].second = weights[kept - 1].second + weights[i].second;
    } else {
      std::swap(weights[kept++], weights[i]);
    }
    if (weights[kept - 1].second.is_zero()) --kept;
  }
  weights.resize(kept);
  Sum sum;
  bool is_first = true;
  const auto refine = [&](const Dyadic& number) {
    if (number.is_zero()) return;
    sum.exponent = is_first ? number.exponent() : std::min(sum.exponent, number.exponent());
    is_first = false;
  };
  refine(bias);
  for (const auto& weight : weights) refine(weight.second);
  sum.bias = bias.on_grid(sum.exponent);
  for (const auto& weight : weights) sum.terms.push_back({weight.first, weight.second.on_grid(sum.exponent)});
  return sum;
}

StepBuilder::Sum StepBuilder::sum_of(const Number& x) const {
  const WeightedNumber term{x, Dyadic(1)};
  return sum_of(std::span(&term, 1));
}

Number StepBuilder::sum(std::span<const WeightedNumber> terms, const Interval& range) {
  Sum sum = sum_of(terms);
  if (sum.terms.empty()) return {.constant = Dyadic(sum.bias, sum.exponent)};
  if (sum.terms.size() == 1 && sum.bias.is_zero() && absolute(sum.terms[0].weight) == Integer(1)) {
    const Term& term = sum.terms[0];
    return {.cell = term.cell,
            .shift = sum.exponent - plan_.cells[term.cell].exponent,
            .negate = term.weight.is_negative()};
  }
  Step step{.terms = std::move(sum.terms), .low = std::move(sum.bias)};
  step.sum_bits = bits_on_grid(range, sum.exponent);
  return {.cell = add_step(std::move(step), range, sum.exponent)};
}

CellId StepBuilder::on_grid(const Number& x, int exponent) {
  if (x.cell != kNoCell && !x.negate && grid_of(x) == exponent) return x.cell;
  Step step;
  if (x.cell == kNoCell) {
    step.low = x.constant.on_grid(exponent);
  } else {
    const Integer weight = Integer::power_of_two(static_cast<unsigned>(grid_of(x) - exponent));
    step.terms.push_back({x.cell, x.negate ? -weight : weight});
  }
  const Interval values = range(x);
  step.sum_bits = bits_on_grid(values, exponent);
  return add_step(std::move(step), values, exponent);
}

Number StepBuilder::multiply(const Number& a, const Number& b, const Interval& range) {
  if (a.cell == kNoCell || b.cell == kNoCell) {
    const WeightedNumber term = a.cell == kNoCell ? WeightedNumber{b, a.constant} : WeightedNumber{a, b.constant};
    return sum(std::span(&term, 1), range);
  }
  const bool negate = a.negate != b.negate;
  const int exponent = grid_of(a) + grid_of(b);
  Step step{.kind = KernelKind::multiply, .terms = {{a.cell, 1}, {b.cell, 1}}};
  return {.cell = add_step(std::move(step), transformed(range, 0, negate), exponent), .negate = negate};
}

// Truncates a sum to the grid of the format and wraps it to the format's range, where that changes anything.
Number StepBuilder::cut(Sum sum, bool rectify, const Format& format, const Interval& operand, const Interval& range) {
  const int grid = std::max(sum.exponent, -format.fraction_bits);
  const int bits = (format.is_signed ? 1 : 0) + format.integer_bits - grid;
  if (bits <= 0) return {};  // a multiple of the period
  Step step{.terms = std::move(sum.terms), .low = std::move(sum.bias), .rectify = rectify};
  step.sum_bits = bits_on_grid(operand, sum.exponent);
  step.right_shift = static_cast<unsigned>(grid - sum.exponent);
  const Interval limits = Interval::of(format);
  const Dyadic low = rectify ? std::max(operand.low_value(), Dyadic(0)) : operand.low_value();
  const Dyadic above = limits.high_value() + Dyadic(1, -format.fraction_bits);
  if (low < limits.low_value() || operand.high_value() >= above) {
    step.wrap = format.is_signed ? Wrap::to_signed : Wrap::to_unsigned;
    step.wrap_bits = static_cast<unsigned>(bits);
  }
  return {.cell = add_step(std::move(step), range, grid)};
}

Number StepBuilder::relu(const Number& x, const Format* format, const Interval& range) {
  const Interval operand = this->range(x);
  Sum sum = sum_of(x);
  if (format != nullptr) return cut(std::move(sum), true, *format, operand, range);
  if (!operand.low.is_negative()) return x;
  Step step{.terms = std::move(sum.terms), .low = std::move(sum.bias), .rectify = true};
  step.sum_bits = bits_on_grid(operand, sum.exponent);
  return {.cell = add_step(std::move(step), range, sum.exponent)};
}

// The ways to round that add a constant and floor.
std::optional<Integer> StepBuilder::rounding_bias(Rounding rounding, unsigned shift) {
  const Integer half = Integer::power_of_two(shift - 1);
  switch (rounding) {
    case Rounding::kTrn:
      return Integer(0);
    case Rounding::kRnd:
      return half;
    case Rounding::kRndMinInf:
      return half - 1;
    case Rounding::kTrnZero:
    case Rounding::kRndZero:
    case Rounding::kRndInf:
    case Rounding::kRndConv:
      return std::nullopt;
  }
  throw InternalError("a rounding mode that is not in the list");
}

// On the grid of the format, where that is coarser than the number's.
Number StepBuilder::round(const Number& x, const Quantizer& quantizer) {
  const int grid = -quantizer.format.fraction_bits;
  const bool divides = quantizer.divisor != Integer(1);
  if (grid_of(x) >= grid && !divides) return x;
  const Interval operand = range(x);
  const int fine = std::min(grid_of(x), grid);
  const auto shift = static_cast<unsigned>(grid - fine);
  const Integer unit = quantizer.divisor << shift;
  const Interval values{floor_divide(lowest(operand, fine), unit), floor_divide(highest(operand, fine), unit) + 1,
                        grid};
  if (!divides) {
    if (const auto bias = rounding_bias(quantizer.rounding, shift)) {
      const WeightedNumber terms[] = {{x, 1}, {{.constant = Dyadic(*bias, fine)}, 1}};
      Sum sum = sum_of(terms);
      // Only constants can leave the sum on a coarser grid than the number's.
      for (Term& term : sum.terms) term.weight = term.weight << static_cast<unsigned>(sum.exponent - fine);
      Step step{.terms = std::move(sum.terms), .low = *bias, .right_shift = shift};
      step.sum_bits = bits_on_grid(wirefold::sum(operand, Interval::point(Dyadic(*bias, fine))), fine);
      return {.cell = add_step(std::move(step), values, grid)};
    }
  }
  Step step{.kind = KernelKind::round,
            .terms = {{on_grid(x, fine), 1}},
            .right_shift = shift,
            .rounding = quantizer.rounding,
            .divisor = quantizer.divisor};
  return {.cell = add_step(std::move(step), values, grid)};
}

Number StepBuilder::quantize(const Number& x, const Quantizer& quantizer, const Interval& range) {
  const Interval operand = this->range(x);
  if (quantizer.is_bit_drop()) return cut(sum_of(x), false, quantizer.format, operand, range);
  const Number rounded = round(x, quantizer);
  const Interval values = this->range(rounded);
  Interval limits = Interval::of(quantizer.format);
  if (quantizer.overflow == Overflow::kSatSym && limits.low.is_negative()) limits.low = -limits.high;
  if (limits.low_value() <= values.low_value() && values.high_value() <= limits.high_value()) return rounded;
  if (quantizer.overflow == Overflow::kWrap) return cut(sum_of(rounded), false, quantizer.format, values, range);
  const int grid = -quantizer.format.fraction_bits;
  Step step{.kind = quantizer.overflow == Overflow::kSatZero ? KernelKind::zero_outside : KernelKind::clamp,
            .terms = {{on_grid(rounded, grid), 1}},
            .low = limits.low_value().on_grid(grid),
            .high = limits.high_value().on_grid(grid)};
  return {.cell = add_step(std::move(step), range, grid)};
}

Number StepBuilder::extremum(KernelKind kind, std::span<const Number> operands, const Interval& range) {
  const int exponent = common_grid(operands);
  CellId best = on_grid(operands[0], exponent);
  for (std::size_t i = 1; i < operands.size(); ++i) {
    const CellId other = on_grid(operands[i], exponent);
    const Cell& a = plan_.cells[best];
    const Cell& b = plan_.cells[other];
    const bool is_last = i + 1 == operands.size();
    const Interval values = is_last ? range : Interval{std::min(a.low, b.low), std::max(a.high, b.high), exponent};
    best = add_step({.kind = kind, .terms = {{best, 1}, {other, 1}}}, values, exponent);
  }
  return {.cell = best, .shift = exponent - plan_.cells[best].exponent};  // of a single operand
}

Number StepBuilder::select(const Number& bit, const Number& a, const Number& b, const Interval& range) {
  if (bit.cell == kNoCell) return bit.constant.is_zero() ? b : a;
  const int exponent = common_grid(std::array{a, b});
  // The bit is used plainly, whatever its grid: all that matters is whether it is zero.
  Step step{.kind = KernelKind::select, .terms = {{bit.cell, 1}, {on_grid(a, exponent), 1}, {on_grid(b, exponent), 1}}};
  return {.cell = add_step(std::move(step), range, exponent)};
}

Number StepBuilder::compare(KernelKind kind, const Number& x, const Dyadic& constant) {
  const int exponent = grid_of(x);
  Step step{.kind = kind, .terms = {{on_grid(x, exponent), 1}}, .low = ceiling_to_grid(constant, exponent)};
  const Cell& cell = plan_.cells[step.terms[0].cell];
  const bool is_equality = kind == KernelKind::equal;
  if (step.low > cell.high) return {.constant = Dyadic(is_equality ? 0 : 1)};
  if (step.low < cell.low + (is_equality ? 0 : 1)) return {.constant = Dyadic(0)};
  if (is_equality && Dyadic(step.low, exponent) != constant) return {.constant = Dyadic(0)};
  return {.cell = add_step(std::move(step), {0, 1, 0}, 0)};
}

Number StepBuilder::bitwise(KernelKind kind, std::span<const Number> operands, const Interval& range) {
  const int exponent = common_grid(operands);
  CellId total = on_grid(operands[0], exponent);
  for (std::size_t i = 1; i < operands.size(); ++i) {
    const CellId other = on_grid(operands[i], exponent);
    const unsigned bits = std::max(signed_bits(plan_.cells[total]), signed_bits(plan_.cells[other]));
    const Integer limit = Integer::power_of_two(bits - 1);
    const bool is_last = i + 1 == operands.size();
    const Interval values = is_last ? range : Interval{-limit, limit - 1, exponent};
    total = add_step({.kind = kind, .terms = {{total, 1}, {other, 1}}}, values, exponent);
  }
  return {.cell = total, .shift = exponent - plan_.cells[total].exponent};  // of a single operand
}

Number StepBuilder::lookup(const Number& x, std::uint32_t table, const Interval& range) {
  const Table& entries = *plan_.tables[table];
  // The index as a bit pattern is the value wrapped to an unsigned format of the same width.
  Format pattern = entries.index();
  pattern.integer_bits += pattern.is_signed ? 1 : 0;
  pattern.is_signed = false;
  if (pattern.is_zero()) return {.constant = entries.value(0)};
  const Number place = cut(sum_of(x), false, pattern, this->range(x), Interval::of(pattern));
  Step step{.kind = KernelKind::lookup, .terms = {{on_grid(place, -pattern.fraction_bits), 1}}, .table = table};
  return {.cell = add_step(std::move(step), range, entries.exponent())};
}

}  // namespace wirefold::engine
