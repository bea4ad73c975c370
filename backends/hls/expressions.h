// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>

#include "wirefold/backends/hls/number.h"
#include "wirefold/ir/dyadic.h"
#include "wirefold/ir/format.h"

namespace wirefold::hls {

/// An operand: n * 2^grid for the number's n, negated if `negate`.
struct Operand {
  Number number;
  bool is_constant = false;
  Integer constant;  ///< n, where it is one
  bool negate = false;
};

/// Where the result of an operation is kept: an integer of this width whose lowest bit weighs 2^grid.
struct Result {
  int grid = 0;
  unsigned width_bits = 0;
  bool is_signed = false;
};

/// Writes operations as expressions. What an expression gives is converted to the result's type where it is assigned;
/// up to that conversion it is the value on the result's grid.
class ExpressionWriter {
 public:
  explicit ExpressionWriter(Flavor flavor) : numbers_(flavor) {}

  /// The operand on the result's grid, in its type.
  std::string copy(const Operand& x, const Result& result) const;
  std::string sum(std::span<const Operand> terms, const Result& result) const;
  std::string multiply(const Operand& a, const Operand& b, const Result& result) const;
  /// Floors to the format's grid and wraps to its range.
  std::string drop_bits(const Operand& x, const Format& format, const Result& result) const;
  /// max(x, 0), then floored and wrapped to `format` unless it is null.
  std::string relu(const Operand& x, const Format* format, const Result& result) const;
  std::string select(const Operand& bit, const Operand& when_one, const Operand& when_zero, const Result& result) const;
  std::string less_than(const Operand& x, const Dyadic& bound) const;
  std::string equal(const Operand& x, const Dyadic& number) const;
  /// `symbol` is "&", "|" or "^".
  std::string bitwise(const char* symbol, const Operand& a, const Operand& b, const Result& result) const;
  /// The entry of the array `table` for x; `entry` has the type and the grid of the array's elements.
  std::string lookup(const std::string& table, const Operand& x, const Format& index, Number entry,
                     const Result& result) const;

 private:
  Number applied(const Operand& x) const;
  Number constant_on_grid(const Operand& x, int grid, unsigned kept_bits) const;
  Number placed(const Number& n, const Result& result) const;
  Number wrapped(const Number& n, const Format& format) const;
  std::string in_result_type(const Number& n, const Result& result) const;

  NumberWriter numbers_;
};

}  // namespace wirefold::hls
