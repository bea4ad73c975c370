// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "wirefold/ir/integer.h"
#include "wirefold/ir/operation.h"

namespace wirefold::rtl {

/// Bits of a signal brought to another width: copies of a sign (or zeros), the bits, zeros below.
struct AlignedBits {
  std::string sign_bit;         ///< what is copied above; empty for zeros
  unsigned extension_bits = 0;  ///< how many bits there are above
  std::string bits;             ///< empty if none of the signal's bits are left
  unsigned zero_bits = 0;       ///< how many zeros there are below
  unsigned width_bits = 0;      ///< of all of it
};

/// How a hardware language writes expressions.
///
/// Every operand and result is text of a vector of bits without a sign whose width the caller knows. A "bit" is text of
/// one element of such a vector, a "condition" is what the language's choice takes. The results of `mux` and of
/// `bit_of` stand alone behind an assignment; all others may be operands.
class Language {
 public:
  virtual ~Language() = default;

  /// The low `width_bits` bits of a number.
  virtual std::string literal(const Integer& value, unsigned width_bits) const = 0;
  /// Bits [low, low + count) of a signal that is declared with `declared_bits`.
  virtual std::string part_select(const std::string& name, std::size_t declared_bits, std::size_t low,
                                  std::size_t count) const = 0;
  virtual std::string bit_select(const std::string& name, std::size_t declared_bits, std::size_t index) const = 0;
  virtual std::string bit_literal(bool is_one) const = 0;

  /// `count` copies of a bit.
  virtual std::string replicated(const std::string& bit, unsigned count) const = 0;
  /// The parts side by side, the most significant first; one part stays as it is.
  virtual std::string concatenated(const std::vector<std::string>& parts) const = 0;
  virtual std::string aligned(const AlignedBits& bits) const = 0;

  virtual std::string negated(const std::string& bits) const = 0;
  virtual std::string inverted(const std::string& bits) const = 0;
  /// `opcode` is kAnd, kOr or kXor.
  virtual std::string bitwise(Opcode opcode, const std::string& a, const std::string& b) const = 0;
  /// Whether a product has the bits of both operands together, rather than as many as each of them.
  virtual bool products_grow() const = 0;
  /// `is_signed`: of both operands; the literal among them, if there is one, is told by `literal_operand` (0 or 1).
  virtual std::string product(const std::string& a, const std::string& b, bool is_signed,
                              int literal_operand) const = 0;

  virtual std::string is_set(const std::string& bit) const = 0;
  virtual std::string is_less(const std::string& bits, bool is_signed, const Integer& bound,
                              unsigned width_bits) const = 0;
  virtual std::string is_equal(const std::string& bits, const Integer& number, unsigned width_bits) const = 0;
  /// One bit: 1 where the condition holds; the opposite if `is_inverted`.
  virtual std::string bit_of(const std::string& condition, bool is_inverted) const = 0;
  virtual std::string mux(const std::string& condition, const std::string& when_true,
                          const std::string& when_false) const = 0;
};

}  // namespace wirefold::rtl
