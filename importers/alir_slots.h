// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "wirefold/importers/alir_program.h"
#include "wirefold/ir/graph.h"

namespace wirefold {

/// The range of the slots that a use stands for, as the peers annotate it: not normalized.
Interval alir_range(const AlirProgram& program, const Use& use);

/// Fills the slots of a peer's program one after the other. Every function returns a use of the slot it fills, which is
/// at least what `known` says of the value of that use; and refuses (UnsupportedError) what the peer's 64-bit
/// arithmetic would not compute exactly.
class AlirSlots {
 public:
  explicit AlirSlots(const AlirLimits& limits) : limits_(limits) {}

  /// What errors name: the operation of ours that is being written.
  void set_origin(std::string origin, const Location& location) {
    origin_ = std::move(origin);
    location_ = location;
  }

  Use input(std::uint32_t number, const Format& format);
  Use constant(const Dyadic& value);
  Use sum(Use a, Use b, const Interval* known);
  Use sum(const Use& x, const Dyadic& constant, const Interval* known);
  Use multiply(const Use& a, const Use& b, const Interval* known);
  Use quantize(const Use& x, const Format& format, const Interval* known);
  /// max(x, 0), wrapped to `format` unless it is null.
  Use relu(const Use& x, const Format* format, const Interval* known);
  /// `bit` is 0 or 1.
  Use select(const Use& bit, Use when_one, Use when_zero, const Interval* known);
  /// 1 where x < 0.
  Use is_negative(const Use& x);
  Use any_bit(const Use& x);
  /// 1 - bit.
  Use inverted(const Use& bit);
  Use bitwise(AlirOpcode opcode, Use a, Use b, const Interval* known);
  /// The entry of `table` for x, which was truncated and wrapped to the index format already.
  Use lookup(const Use& x, const Table& table);

  /// A use without a sign where the peer's operand has none.
  Use plain(const Use& x);
  void add_output(const Use& x);

  AlirProgram finish() { return std::move(program_); }

 private:
  [[noreturn]] void refuse(const std::string& problem) const;
  Use fill(AlirOperation operation, const Interval& natural, const Use& view, const Interval* known);
  Format wrap_format(const Use& operand, const Format& format) const;
  void check_format(const AlirOperation& operation) const;
  void check_alignment(const Interval& operand, int exponent) const;
  std::uint32_t table_number(AlirTable table);

  AlirLimits limits_;
  AlirProgram program_;
  std::string origin_;
  Location location_;
};

}  // namespace wirefold
