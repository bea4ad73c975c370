// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "wirefold/ir/interval.h"
#include "wirefold/ir/operation.h"

namespace wirefold {

// What the program files of alkaid (ALIR) and da4ml (comb.json) have in common, once their packed fields are taken
// apart: one block of operations, each filling the slot of its own number.

enum class AlirOpcode : std::uint8_t {
  kInput,       ///< input number `number`, floored and wrapped
  kConstant,    ///< `constant`
  kSum,         ///< the sum of the operands and of `constant`
  kMultiply,    ///< the product of two
  kQuantize,    ///< the operand, floored and wrapped
  kRelu,        ///< max(operand, 0), floored and wrapped
  kSelect,      ///< operands: condition, when its top bit is 1, when it is 0; wrapped
  kLookup,      ///< entry (operand - low end of its slot's range) / step of table `number`
  kComplement,  ///< every bit of the operand inverted within its slot's format
  kAnyBit,      ///< 1 where a bit of the operand is 1
  kAllBits,     ///< 1 where every bit of the operand's format is 1
  kAnd,         ///< bitwise, of two
  kOr,
  kXor,
};

/// An operation. A use of a slot is a Use whose value is the number of the slot.
struct AlirOperation {
  AlirOpcode opcode;
  std::vector<Use> operands;
  Dyadic constant;
  std::uint32_t number = 0;
  /// low * 2^exponent to high * 2^exponent, the step being 2^exponent: unlike an interval of ours not normalized,
  /// because the format of the slot, on which meanings hang, follows from it.
  Interval range;
  int latency = 0;  ///< in adders, of the path from the inputs
  int cost = 0;     ///< in bits of adders
};

/// A table: entry * 2^exponent.
struct AlirTable {
  std::vector<std::int32_t> entries;
  int exponent = 0;
  bool operator==(const AlirTable&) const = default;
};

struct AlirProgram {
  std::vector<int> input_shifts;  ///< one an input: raw * 2^shift is what is read
  std::vector<AlirOperation> operations;
  std::vector<Use> outputs;  ///< kNoValue is the constant zero
  std::vector<AlirTable> tables;
};

/// What a peer's interpreter computes rightly, as measured with alkaid 0.8.2 and da4ml 0.6.0.
struct AlirLimits {
  std::string_view function;  ///< that errors name
  std::string_view peer;
  int widest_signed_wrap;  ///< bits of a signed slot that is filled by an operation that wraps
  bool negates_operands;   ///< false: an operation of its own negates
};

}  // namespace wirefold
