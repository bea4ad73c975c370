// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <span>
#include <string>

#include "wirefold/backends/rtl/operand.h"
#include "wirefold/backends/rtl/signals.h"
#include "wirefold/ir/format.h"

namespace wirefold::rtl {

/// Declares a wire of so many bits that is assigned the text, and tells where it is.
using DeclareWire = std::function<Carrier(unsigned width_bits, const std::string& text)>;

/// Writes the value of one operation as an expression of exactly as many bits as the window has.
///
/// All arithmetic is modulo 2^width on operands that are extended, sliced and aligned to one width explicitly, so no
/// tool has a width or a sign to guess. A value may be known to lie on a coarser grid than its operands (their low
/// bits cancel): then the operands are added on the finer grid in a wire of its own, and the low bits are left out.
class ExpressionWriter {
 public:
  ExpressionWriter(SignalTable& signals, DeclareWire declare_wire)
      : language_(signals.language()), signals_(signals), declare_wire_(std::move(declare_wire)) {}

  std::string sum(std::span<const Operand> terms, const Window& window);
  std::string multiply(const Operand& a, const Operand& b, const Window& window);
  /// Floors to the format's grid and wraps to its range.
  std::string drop_bits(const Operand& x, const Format& format, const Window& window);
  /// max(x, 0), then floored and wrapped to `format` unless it is null.
  std::string relu(const Operand& x, const Format* format, const Window& window);
  std::string select(const Operand& bit, const Operand& when_one, const Operand& when_zero, const Window& window);
  /// One bit: x < constant.
  std::string less_than(const Operand& x, const Dyadic& constant);
  /// One bit: x == constant, which lies on the grid of x.
  std::string equal(const Operand& x, const Dyadic& constant);
  /// a op b bit by bit; `opcode` is kAnd, kOr or kXor.
  std::string bitwise(Opcode opcode, const Operand& a, const Operand& b, const Window& window);
  /// The entry of `table`, which the function `name` gives for an index pattern. The function's result has the window
  /// `entries`.
  std::string lookup(const std::string& name, const Operand& x, const Format& index, const Window& entries,
                     bool is_signed, const Window& window);

 private:
  std::string widening_product(const Operand& a, const Operand& b, const Window& window);
  std::string literal(const Integer& value, unsigned width_bits) const { return language_.literal(value, width_bits); }
  std::string truth(bool is_true) const { return literal(is_true ? 1 : 0, 1); }
  std::string without_low_bits(const std::string& text, const Window& computed, const Window& window);
  Operand without_sign(const Operand& x, int top);
  std::string wrapped_bits(const Operand& x, const Format& format, const Window& window);

  const Language& language_;
  SignalTable& signals_;
  DeclareWire declare_wire_;
};

}  // namespace wirefold::rtl
