// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <span>
#include <variant>
#include <vector>

#include "wirefold/ir/graph.h"

namespace wirefold {

/// What an operation computes: two of the same key give the same values.
struct OperationKey {
  /// The opcode's own field; the format of a relu may be null.
  using Attribute =
      std::variant<std::monostate, const Dyadic*, const Matrix*, const Quantizer*, const Format*, const Table*>;

  Opcode opcode;
  std::span<const Use> operands;
  Attribute attribute;

  static OperationKey of(const CombLogic& logic, const Operation& operation);
};

/// The operations of a program that grows, found by what they compute. A hash table of indices into the program.
class ValueTable {
 public:
  /// `logic` outlives the table; what it holds already is not entered. There is room for `expected` operations before
  /// the table grows.
  explicit ValueTable(const CombLogic& logic, std::size_t expected = 0)
      : logic_(logic), slots_(std::bit_ceil(std::max(kFirstSize, 2 * expected))) {}

  /// The first result of the operation of that key; kNoValue where there is none.
  ValueId find(const OperationKey& key) const;
  /// Enters an operation of the program, of which `find` gave kNoValue.
  void add(ValueId first_result);

 private:
  static constexpr std::size_t kFirstSize = 64;
  struct Slot {
    ValueId value = kNoValue;
    std::uint64_t hash = 0;
  };

  void grow();
  void place(const Slot& slot);

  const CombLogic& logic_;
  std::vector<Slot> slots_;  // a power of two of them, at most half full
  std::size_t count_ = 0;
};

}  // namespace wirefold
