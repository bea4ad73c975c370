// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/hls/expressions.h"

#include <algorithm>

namespace wirefold::hls {

// The operand with its sign applied.
Number ExpressionWriter::applied(const Operand& x) const {
  if (x.is_constant) return numbers_.literal(x.negate ? -x.constant : x.constant, x.number.grid);
  return x.negate ? numbers_.negated(x.number) : x.number;
}

Number ExpressionWriter::placed(const Number& n, const Result& result) const {
  return numbers_.on_grid(n, result.grid, result.width_bits);
}

std::string ExpressionWriter::in_result_type(const Number& n, const Result& result) const {
  return numbers_.converted(placed(n, result), result.width_bits, result.is_signed).text;
}

// A constant, without its sign, on a grid that is not coarser, as one literal.
Number ExpressionWriter::constant_on_grid(const Operand& x, int grid, unsigned kept_bits) const {
  const Integer value = x.constant << static_cast<unsigned>(x.number.grid - grid);
  Number n = numbers_.literal(value, grid);
  if (n.width_bits > kept_bits) n.text = numbers_.literal(value, kept_bits, n.is_signed);
  return n;
}

std::string ExpressionWriter::copy(const Operand& x, const Result& result) const {
  if (!x.is_constant) return in_result_type(applied(x), result);
  const Dyadic value(x.negate ? -x.constant : x.constant, x.number.grid);
  return numbers_.literal(value.floor_to_grid(result.grid), result.width_bits, result.is_signed);
}

// The terms are added on the finest of their grids; low bits that cancel are left out afterwards.
std::string ExpressionWriter::sum(std::span<const Operand> terms, const Result& result) const {
  int grid = result.grid;
  for (const Operand& term : terms) {
    if (!term.is_constant || !term.constant.is_zero()) grid = std::min(grid, term.number.grid);
  }
  const unsigned kept_bits = result.width_bits + static_cast<unsigned>(result.grid - grid);
  // a - b rather than -b + a: positive terms come first.
  std::string text;
  unsigned terms_written = 0;
  for (const bool negate : {false, true}) {
    for (const Operand& term : terms) {
      const bool is_zero = term.is_constant && term.constant.is_zero();
      if (term.negate != negate || is_zero) continue;
      if (term.number.grid - grid >= static_cast<int>(kept_bits)) continue;  // above what is kept
      text += text.empty() ? (negate ? "-" : "") : (negate ? " - " : " + ");
      text += as_operand(term.is_constant ? constant_on_grid(term, grid, kept_bits)
                                          : numbers_.on_grid(term.number, grid, kept_bits));
      ++terms_written;
    }
  }
  if (text.empty()) return "0";
  if (grid == result.grid) return text;
  return (terms_written > 1 || text.front() == '-' ? "(" + text + ")" : text) + " >> " +
         std::to_string(result.grid - grid);
}

std::string ExpressionWriter::multiply(const Operand& a, const Operand& b, const Result& result) const {
  const auto factor = [&](const Operand& x) {
    return x.is_constant ? numbers_.literal(x.constant, x.number.grid) : x.number;
  };
  const Number left = factor(a);
  const Number right = factor(b);
  Number product{as_operand(left) + " * " + as_operand(right), left.width_bits + right.width_bits,
                 left.is_signed || right.is_signed, left.grid + right.grid, true};
  if (a.negate != b.negate) product = numbers_.negated(product);
  return placed(product, result).text;
}

// n on the format's grid and in its type: the conversion wraps.
Number ExpressionWriter::wrapped(const Number& n, const Format& format) const {
  const auto width = static_cast<unsigned>(format.width());
  return numbers_.converted(numbers_.on_grid(n, -format.fraction_bits, width), width, format.is_signed);
}

std::string ExpressionWriter::drop_bits(const Operand& x, const Format& format, const Result& result) const {
  return placed(wrapped(applied(x), format), result).text;
}

std::string ExpressionWriter::relu(const Operand& x, const Format* format, const Result& result) const {
  const Number value = applied(x);
  const std::string positive = in_result_type(format == nullptr ? value : wrapped(value, *format), result);
  const std::string condition =
      x.is_constant ? as_operand(value) + " > 0" : x.number.text + (x.negate ? " < 0" : " > 0");
  return condition + " ? " + positive + " : " + numbers_.literal(0, result.width_bits, result.is_signed);
}

// The use is 0 or 1, so its one bit that is not zero tells which.
std::string ExpressionWriter::select(const Operand& bit, const Operand& when_one, const Operand& when_zero,
                                     const Result& result) const {
  if (bit.is_constant) return copy(bit.constant.is_zero() ? when_zero : when_one, result);
  return bit.number.text + " != 0 ? " + copy(when_one, result) + " : " + copy(when_zero, result);
}

// -n * 2^grid < bound is n > floor(-bound / 2^grid).
std::string ExpressionWriter::less_than(const Operand& x, const Dyadic& bound) const {
  const int grid = x.number.grid;
  const Integer limit = x.negate ? (-bound).floor_to_grid(grid) : -(-bound).floor_to_grid(grid);
  if (x.is_constant) return (x.negate ? x.constant > limit : x.constant < limit) ? "1" : "0";
  const std::string number = limit.is_zero() ? "0" : numbers_.literal(limit, grid).text;
  return x.number.text + (x.negate ? " > " : " < ") + number;
}

// The number lies on the grid of x: elsewhere the result is known to be 0.
std::string ExpressionWriter::equal(const Operand& x, const Dyadic& number) const {
  const Integer bare = (x.negate ? -number : number).on_grid(x.number.grid);
  if (x.is_constant) return x.constant == bare ? "1" : "0";
  return x.number.text + " == " + (bare.is_zero() ? "0" : numbers_.literal(bare, x.number.grid).text);
}

std::string ExpressionWriter::bitwise(const char* symbol, const Operand& a, const Operand& b,
                                      const Result& result) const {
  return copy(a, result) + " " + symbol + " " + copy(b, result);
}

std::string ExpressionWriter::lookup(const std::string& table, const Operand& x, const Format& index, Number entry,
                                     const Result& result) const {
  const Format pattern{false, index.width() - index.fraction_bits, index.fraction_bits};
  const std::string at = index.is_zero() ? "0" : as_operand(wrapped(applied(x), pattern)) + ".to_uint()";
  entry.text = table + "[" + at + "]";
  if (entry.grid == result.grid) return entry.text;
  // Elements may be of a built-in type, whose shifts are not those of the library.
  const Number typed{numbers_.type(entry.width_bits, entry.is_signed) + "(" + entry.text + ")", entry.width_bits,
                     entry.is_signed, entry.grid, false};
  return placed(typed, result).text;
}

}  // namespace wirefold::hls
