// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/rtl/expressions.h"

#include <algorithm>
#include <vector>

#include "wirefold/ir/interval.h"

#include "wirefold/backends/rtl/language.h"

namespace wirefold::rtl {
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
      const std::string bits = read_bits(signals_, term, computed);
      if (text.empty()) {
        text = negate ? language_.negated(bits) : bits;
      } else {
        text += (negate ? " - " : " + ") + bits;
      }
    }
  }
  if (text.empty()) text = literal(0, computed.width_bits);
  return without_low_bits(text, computed, window);
}

std::string ExpressionWriter::multiply(const Operand& a, const Operand& b, const Window& window) {
  if (language_.products_grow()) return widening_product(a, b, window);
  const Window computed = extended_down(window, a.grid + b.grid);
  // a is read from as far below its grid as the product's grid is above the window.
  const std::string a_bits = read_bits(signals_, a, {computed.grid - b.grid, computed.width_bits});
  const std::string b_bits = read_bits(signals_, b, {b.grid, computed.width_bits});
  // As signed numbers the copies of the sign are seen as such, and a multiplier of the operands' own width is built.
  const int literal_operand = a.is_constant ? 0 : b.is_constant ? 1 : -1;
  std::string text = language_.product(a_bits, b_bits, a.is_signed || b.is_signed, literal_operand);
  if (a.negate != b.negate) text = language_.negated("(" + text + ")");
  return without_low_bits(text, computed, window);
}

// The product of the operands as they are, in a wire of its own that has room for every bit of it.
std::string ExpressionWriter::widening_product(const Operand& a, const Operand& b, const Window& window) {
  if (a.is_zero() || b.is_zero()) return literal(0, window.width_bits);
  const auto has_sign = [](const Operand& x) { return x.is_constant ? x.constant.is_negative() : x.is_signed; };
  const bool is_signed = has_sign(a) || has_sign(b);
  const auto own_bits = [&](const Operand& x) -> unsigned {
    const unsigned sign_bits = is_signed && !has_sign(x) ? 1 : 0;
    if (!x.is_constant) return x.width_bits + sign_bits;
    return static_cast<unsigned>(Interval{x.constant, x.constant, 0}.format().width()) + sign_bits;
  };
  const Window a_window{a.grid, own_bits(a)};
  const Window b_window{b.grid, own_bits(b)};
  const int literal_operand = a.is_constant ? 0 : b.is_constant ? 1 : -1;
  Operand product;
  product.width_bits = a_window.width_bits + b_window.width_bits;
  product.is_signed = is_signed;
  product.grid = a.grid + b.grid;
  product.negate = a.negate != b.negate;
  product.carrier = declare_wire_(product.width_bits,
                                  language_.product(read_bits(signals_, a, a_window), read_bits(signals_, b, b_window),
                                                    is_signed, literal_operand));
  return read_bits(signals_, without_sign(product, window.top()), window);
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
    const int sign = format.width() - format.fraction_bits - 1;
    parts.push_back(format.is_signed ? language_.replicated(read_bit(signals_, x, sign), count) : literal(0, count));
  }
  if (high > low) parts.push_back(read_bits(signals_, x, {low, static_cast<unsigned>(high - low)}));
  if (low > window.grid) parts.push_back(literal(0, static_cast<unsigned>(low - window.grid)));
  return language_.concatenated(parts);
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
  const std::string is_negative = language_.is_set(read_bit(signals_, x, x.top() - 1));
  // An exact relu needs no bits below the window: where it is not zero, they are.
  const std::string bits =
      format == nullptr ? read_term(signals_, x, window)
                        : wrapped_bits(without_sign(x, format->width() - format->fraction_bits), *format, window);
  const std::string zero = literal(0, window.width_bits);
  return x.negate ? language_.mux(is_negative, bits, zero) : language_.mux(is_negative, zero, bits);
}

std::string ExpressionWriter::select(const Operand& bit, const Operand& when_one, const Operand& when_zero,
                                     const Window& window) {
  if (bit.is_constant) return read_term(signals_, bit.is_zero() ? when_zero : when_one, window);
  const std::string one = read_term(signals_, when_one, window);
  const std::string zero = read_term(signals_, when_zero, window);
  // The use is 0 or 1, so negated or not the bit that weighs 1 tells which.
  return language_.mux(language_.is_set(read_bit(signals_, bit, 0)), one, zero);
}

// x < c for x = n * 2^grid is n < ceil(c / 2^grid); -x < c is n > -c / 2^grid, so not n < floor(-c / 2^grid) + 1.
std::string ExpressionWriter::less_than(const Operand& x, const Dyadic& constant) {
  const bool is_inverted = x.negate;
  const Integer bound = x.negate ? (-constant).floor_to_grid(x.grid) + 1 : -(-constant).floor_to_grid(x.grid);
  if (x.is_constant) return truth((x.constant < bound) != is_inverted);
  const auto magnitude_bits = x.width_bits - (x.is_signed ? 1U : 0U);
  const Integer limit = Integer::power_of_two(magnitude_bits);
  if (bound > limit - 1) return truth(!is_inverted);
  if (bound <= (x.is_signed ? -limit : Integer(0))) return truth(is_inverted);
  if (bound.is_zero()) {
    const std::string sign = read_bits(signals_, x, {x.top() - 1, 1});
    return is_inverted ? language_.inverted(sign) : sign;
  }
  const std::string bits = read_bits(signals_, x, {x.grid, x.width_bits});
  return language_.bit_of(language_.is_less(bits, x.is_signed, bound, x.width_bits), is_inverted);
}

std::string ExpressionWriter::equal(const Operand& x, const Dyadic& constant) {
  const Integer number = (x.negate ? -constant : constant).on_grid(x.grid);
  if (x.is_constant) return truth(x.constant == number);
  const std::string bits = read_bits(signals_, x, {x.grid, x.width_bits});
  if (x.width_bits == 1) return number.is_zero() ? language_.inverted(bits) : bits;
  return language_.bit_of(language_.is_equal(bits, number, x.width_bits), false);
}

std::string ExpressionWriter::bitwise(Opcode opcode, const Operand& a, const Operand& b, const Window& window) {
  const std::string a_bits = read_bits(signals_, without_sign(a, window.top()), window);
  const std::string b_bits = read_bits(signals_, without_sign(b, window.top()), window);
  return language_.bitwise(opcode, a_bits, b_bits);
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

}  // namespace wirefold::rtl
