// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/verilog/expressions.h"

#include <algorithm>
#include <vector>

#include "wirefold/backends/verilog/bits.h"

namespace wirefold::verilog {
namespace {

// The window downwards to a finer grid.
Window extended_down(const Window& window, int grid) {
  if (grid >= window.grid) return window;
  return {grid, window.width_bits + static_cast<unsigned>(window.grid - grid)};
}

}  // namespace

// The text computes the window `computed`, which reaches at least as far down as `window`.
std::string ExpressionWriter::without_low_bits(const std::string& text, const Window& computed, const Window& window) {
  if (computed.grid == window.grid) return text;
  const Carrier wire = declare_wire_(computed.width_bits, text);
  return signals_.read(wire.signal, wire.offset_bits + static_cast<std::size_t>(window.grid - computed.grid),
                       window.width_bits);
}

std::string ExpressionWriter::sum(std::span<const Operand> terms, const Window& window) {
  Window computed = window;
  for (const Operand& term : terms) {
    if (!term.is_zero()) computed = extended_down(computed, term.grid);
  }
  // a - b rather than -b + a: positive terms come first.
  std::string text;
  for (const bool negate : {false, true}) {
    for (const Operand& term : terms) {
      if (term.negate != negate || term.is_zero() || term.grid >= computed.top()) continue;
      if (!text.empty()) text += negate ? " - " : " + ";
      if (text.empty() && negate) text += "-";
      text += read_bits(signals_, term, computed);
    }
  }
  if (text.empty()) text = literal(0, computed.width_bits);
  return without_low_bits(text, computed, window);
}

std::string ExpressionWriter::multiply(const Operand& a, const Operand& b, const Window& window) {
  const Window computed = extended_down(window, a.grid + b.grid);
  // a is read from as far below its grid as the product's grid is above the window.
  const std::string a_bits = read_bits(signals_, a, {computed.grid - b.grid, computed.width_bits});
  const std::string b_bits = read_bits(signals_, b, {b.grid, computed.width_bits});
  // As signed numbers the copies of the sign are seen as such, and a multiplier of the operands' own width is built.
  const bool is_signed = a.is_signed || b.is_signed;
  std::string text = is_signed ? "$signed(" + a_bits + ") * $signed(" + b_bits + ")" : a_bits + " * " + b_bits;
  if (a.negate != b.negate) text = "-(" + text + ")";
  return without_low_bits(text, computed, window);
}

// The operand with its negation carried out on the bits from its grid up to `top`.
Operand ExpressionWriter::without_sign(const Operand& x, int top) {
  if (!x.negate) return x;
  Operand result = x;
  result.negate = false;
  if (x.is_constant) {
    result.constant = -x.constant;
    return result;
  }
  const Window window{x.grid, static_cast<unsigned>(std::max(top - x.grid, 1))};
  result.carrier = declare_wire_(window.width_bits, read_term(signals_, x, window));
  result.width_bits = window.width_bits;
  result.is_signed = true;
  return result;
}

// Bits of an operand that is not negated: zeros below the format's grid, the wrapped value's sign above its range.
std::string ExpressionWriter::wrapped_bits(const Operand& x, const Format& format, const Window& window) {
  const int low = std::clamp(-format.fraction_bits, window.grid, window.top());
  const int high = std::clamp(format.width() - format.fraction_bits, low, window.top());
  std::vector<std::string> parts;
  if (high < window.top()) {
    const auto count = static_cast<unsigned>(window.top() - high);
    const Window sign{format.width() - format.fraction_bits - 1, 1};
    parts.push_back(format.is_signed ? replicated(read_bits(signals_, x, sign), count) : literal(0, count));
  }
  if (high > low) parts.push_back(read_bits(signals_, x, {low, static_cast<unsigned>(high - low)}));
  if (low > window.grid) parts.push_back(literal(0, static_cast<unsigned>(low - window.grid)));
  return concatenated(parts);
}

std::string ExpressionWriter::drop_bits(const Operand& x, const Format& format, const Window& window) {
  return wrapped_bits(without_sign(x, format.width() - format.fraction_bits), format, window);
}

std::string ExpressionWriter::relu(const Operand& x, const Format* format, const Window& window) {
  const bool is_never_negative = x.is_constant ? !x.constant.is_negative() : !x.is_signed;
  if (x.is_constant || is_never_negative) {
    const bool is_positive = x.is_constant ? (x.constant.sign() * (x.negate ? -1 : 1)) > 0 : !x.negate;
    if (!is_positive) return literal(0, window.width_bits);
    const Operand positive = without_sign(x, x.top());
    return format == nullptr ? read_bits(signals_, positive, window) : wrapped_bits(positive, *format, window);
  }
  const std::string sign = read_bits(signals_, x, {x.top() - 1, 1});
  // An exact relu needs no bits below the window: where it is not zero, they are.
  const std::string bits =
      format == nullptr ? read_term(signals_, x, window)
                        : wrapped_bits(without_sign(x, format->width() - format->fraction_bits), *format, window);
  const std::string zero = literal(0, window.width_bits);
  return sign + " ? " + (x.negate ? bits + " : " + zero : zero + " : " + bits);
}

std::string ExpressionWriter::select(const Operand& bit, const Operand& when_one, const Operand& when_zero,
                                     const Window& window) {
  if (bit.is_constant) return read_term(signals_, bit.is_zero() ? when_zero : when_one, window);
  const std::string one = read_term(signals_, when_one, window);
  const std::string zero = read_term(signals_, when_zero, window);
  // The use is 0 or 1, so negated or not the bit that weighs 1 tells which.
  return read_bits(signals_, bit, {0, 1}) + " ? " + one + " : " + zero;
}

std::string ExpressionWriter::equal(const Operand& x, const Integer& number) {
  if (x.is_constant) return literal(x.constant == number ? 1 : 0, 1);
  const std::string bits = read_bits(signals_, x, {x.grid, x.width_bits});
  if (x.width_bits == 1) return number.is_zero() ? "~" + bits : bits;
  return bits + " == " + literal(number, x.width_bits);
}

std::string ExpressionWriter::bitwise(const char* symbol, const Operand& a, const Operand& b, const Window& window) {
  const std::string a_bits = read_bits(signals_, without_sign(a, window.top()), window);
  const std::string b_bits = read_bits(signals_, without_sign(b, window.top()), window);
  return a_bits + " " + symbol + " " + b_bits;
}

std::string ExpressionWriter::lookup(const std::string& name, const Operand& x, const Format& index,
                                     const Window& entries, bool is_signed, const Window& window) {
  const Window pattern{-index.fraction_bits, static_cast<unsigned>(index.width())};
  const std::string call = name + "(" + read_bits(signals_, without_sign(x, pattern.top()), pattern) + ")";
  if (entries.grid == window.grid && entries.width_bits == window.width_bits) return call;
  Operand entry;
  entry.carrier = declare_wire_(entries.width_bits, call);
  entry.width_bits = entries.width_bits;
  entry.is_signed = is_signed;
  entry.grid = entries.grid;
  return read_bits(signals_, entry, window);
}

std::string ExpressionWriter::less_than(const Operand& x, const Integer& bound) {
  if (x.is_constant) return literal(x.constant < bound ? 1 : 0, 1);
  const auto magnitude_bits = x.width_bits - (x.is_signed ? 1U : 0U);
  const Integer limit = Integer::power_of_two(magnitude_bits);
  if (bound > limit - 1) return literal(1, 1);
  if (bound <= (x.is_signed ? -limit : Integer(0))) return literal(0, 1);
  if (bound.is_zero()) return read_bits(signals_, x, {x.top() - 1, 1});
  const std::string bits = read_bits(signals_, x, {x.grid, x.width_bits});
  if (!x.is_signed) return bits + " < " + literal(bound, x.width_bits);
  return "$signed(" + bits + ") < " + signed_literal(bound, x.width_bits);
}

}  // namespace wirefold::verilog
