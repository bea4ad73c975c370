// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "wirefold/backends/hls/type_names.h"
#include "wirefold/ir/integer.h"

namespace wirefold::hls {

/// An expression in C++ for an integer n, which stands for n * 2^grid.
///
/// The law of the emitted code: integers of ap_types and ac_types grow, so every expression is exact; only a
/// conversion to a type leaves bits out, the high ones, and only `>>` the low ones.
struct Number {
  std::string text;
  unsigned width_bits = 0;  ///< of the expression's type
  bool is_signed = false;
  int grid = 0;
  bool needs_parentheses = false;  ///< as an operand
};

/// Writes expressions in the types of a flavor.
class NumberWriter {
 public:
  explicit NumberWriter(Flavor flavor) : flavor_(flavor) {}

  std::string type(unsigned width_bits, bool is_signed) const { return integer_type(flavor_, width_bits, is_signed); }
  /// The smallest type that holds the value.
  Number literal(const Integer& value, int grid) const;
  /// value modulo 2^width_bits, as that type.
  std::string literal(const Integer& value, unsigned width_bits, bool is_signed) const;
  /// -n, one bit wider.
  Number negated(const Number& n) const;
  /// The same number on another grid, modulo 2^kept_bits on a finer one and floored on a coarser one.
  Number on_grid(const Number& n, int grid, unsigned kept_bits) const;
  /// n modulo 2^width_bits, as that type.
  Number converted(const Number& n, unsigned width_bits, bool is_signed) const;

 private:
  Flavor flavor_;
};

/// The widest type of ap_types or ac_types that is named in the text.
unsigned widest_type(std::string_view text);

/// The text as an operand of an operator.
std::string as_operand(const Number& n);

}  // namespace wirefold::hls
