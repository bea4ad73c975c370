// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "wirefold/ir/builder.h"
#include "wirefold/optimizer/passes/value_table.h"

namespace wirefold {

/// Appends operations in canonical form, each distinct one once. What it returns is a use of a value that may have been
/// there before:
///
///   sum(x), sum(x, 0), select(1, x, y)          -> x
///   sum(x, x), sum(x, y, -x)                    -> x << 1, y
///   sum(x << 2, y << 3), multiply(-x, y << 1)   -> sum(x, y << 1) << 2, -multiply(x, y) << 1
///   multiply(x, 4)                              -> x << 2
///   quantize and relu that never change a value -> their operand
///   relu(x << s), less_than x << s, c           -> relu(x) << s, less_than x, c >> s
///   operations on constants                     -> a constant
///
/// Operands of commutative operations are sorted, so a + b, b + a, (a << 1) + (b << 1) and -a - b are one operation.
/// Locations are those of the operation that came first.
class CanonicalBuilder {
 public:
  /// There is room for `expected` operations before tables grow.
  explicit CanonicalBuilder(Builder& builder, std::size_t expected = 0)
      : builder_(builder), table_(builder.graph(), expected) {}

  /// Notes that what comes next rebuilds an operation of another program on `operands`, which outlive that. Where it
  /// comes out the same, it is copied, which takes less time.
  void begin_copy(const CombLogic& from, const Operation& operation, std::span<const Use> operands) {
    copied_ = {&from, &operation, operands};
  }

  Builder& builder() { return builder_; }
  const CombLogic& graph() const { return builder_.graph(); }
  Interval interval(const Use& use) const { return graph().interval(use); }
  /// The number that a use always is, if it is one.
  std::optional<Dyadic> number(const Use& use) const;
  /// True for 0 or 1, neither shifted nor negated.
  bool is_bit(const Use& use) const;
  const Operation& definition(const Use& use) const { return graph().definition(use.value); }

  Use constant(const Dyadic& value, const Location& at);
  /// The first of the results, one a column.
  ValueId linear(const std::vector<Use>& operands, const Matrix& matrix, const Location& at);
  Use sum(std::vector<Use> terms, const Location& at);
  Use multiply(const Use& a, const Use& b, const Location& at);
  Use quantize(const Use& x, const Quantizer& quantizer, const Location& at);
  /// `format` may be null.
  Use relu(Use x, const Format* format, const Location& at);
  Use extremum(Opcode opcode, std::vector<Use> operands, const Location& at);
  Use select(const Use& bit, const Use& when_one, const Use& when_zero, const Location& at);
  Use less_than(const Use& x, const Dyadic& constant, const Location& at);
  Use equal(const Use& x, const Dyadic& constant, const Location& at);
  Use bitwise(Opcode opcode, std::vector<Use> operands, const Location& at);
  Use lookup(const Use& x, const TablePointer& table, const Location& at);
  /// 1 - bit.
  Use inverse(const Use& bit, const Location& at);

 private:
  struct Copied {
    const CombLogic* from = nullptr;
    const Operation* operation = nullptr;
    std::span<const Use> operands;
  };

  bool is_copied(const OperationKey& key) const;
  template <class Make>
  ValueId interned(const OperationKey& key, Make make);
  ValueId interned_sum(const std::vector<Use>& terms, const Location& at);
  ValueId find_negated_sum(const std::vector<Use>& terms, const Dyadic& bias);
  Dyadic collect_terms(std::vector<Use>& terms) const;
  std::optional<Dyadic> combine_constants(Opcode opcode, std::vector<Use>& operands) const;

  Builder& builder_;
  ValueTable table_;
  Copied copied_;
  std::vector<Use> negated_;  // of find_negated_sum, kept for its memory
};

}  // namespace wirefold
