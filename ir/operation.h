// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace wirefold {

// The law of a program
//
// A program is one block of combinational logic: operations in order, each defining values that later operations use.
// An operation has one meaning, which depends on nothing but its own fields and the values of its operands, never on
// the interval that is noted beside an operand. So a pass may narrow an interval at any time and no meaning changes.
//
//  1. Every value is an exact dyadic number. Nothing rounds and nothing overflows but `quantize`, and `relu` where it
//     has a format.
//  2. A use of a value is value * 2^shift, negated if `negate`. Shifts and signs are wires until a backend needs them.
//  3. The interval noted for a value holds every number that the value can take. Its width on hardware follows from it.
//  4. Operands are defined before they are used; an operation is never changed after it was added.
//
// One row an operation: enumerator, name in text, fewest and most operands (-1: any number), whether a program that
// went through `lower` may hold it, and its meaning. `x`, `a`, `b` are operands with their shifts and signs applied.
//
//   X(enumerator, name, fewest, most, lowered)
#define WIREFOLD_OPCODES(X)                                                                                  \
  /* The next element of an input tensor; the port reads it as its format. */                                \
  X(kInput, "input", 0, 0, true)                                                                             \
  /* A number. */                                                                                            \
  X(kConstant, "constant", 0, 0, true)                                                                       \
  /* y[j] = sum over i of x[i] * matrix(i, j): one result a column. */                                       \
  X(kLinear, "linear", 1, -1, false)                                                                         \
  /* The sum of the operands; lowered programs hold sums of two or three. */                                 \
  X(kSum, "sum", 1, -1, true)                                                                                \
  /* a * b. */                                                                                               \
  X(kMultiply, "multiply", 2, 2, true)                                                                       \
  /* x / divisor, rounded to the format's grid and fitted to its range; lowered programs only drop bits. */  \
  X(kQuantize, "quantize", 1, 1, true)                                                                       \
  /* max(x, 0); where it has a format, then truncated and wrapped to that unsigned format. */                \
  X(kRelu, "relu", 1, 1, true)                                                                               \
  /* The largest operand. */                                                                                 \
  X(kMaximum, "maximum", 1, -1, false)                                                                       \
  /* The smallest operand. */                                                                                \
  X(kMinimum, "minimum", 1, -1, false)                                                                       \
  /* select(bit, a, b): a where bit is 1, b where it is 0. The bit is a use, not negated, that is 0 or 1. */ \
  X(kSelect, "select", 3, 3, true)                                                                           \
  /* 1 where x < constant, else 0; the sign bit is `less_than x, 0`. */                                      \
  X(kLessThan, "less_than", 1, 1, true)                                                                      \
  /* 1 where x == constant, else 0. */                                                                       \
  X(kEqual, "equal", 1, 1, true)                                                                             \
  /* Bitwise, as infinite two's complement with aligned binary points; lowered programs: two operands. */    \
  X(kAnd, "and", 1, -1, true)                                                                                \
  X(kOr, "or", 1, -1, true)                                                                                  \
  X(kXor, "xor", 1, -1, true)                                                                                \
  /* The table's entry for x, truncated and wrapped to the table's index format. */                          \
  X(kLookup, "lookup", 1, 1, true)

enum class Opcode : std::uint8_t {
#define WIREFOLD_ENUMERATOR(enumerator, name, fewest, most, lowered) enumerator,
  WIREFOLD_OPCODES(WIREFOLD_ENUMERATOR)
#undef WIREFOLD_ENUMERATOR
};

#define WIREFOLD_COUNT_ONE(enumerator, name, fewest, most, lowered) +1
inline constexpr std::size_t kOpcodeCount = 0 WIREFOLD_OPCODES(WIREFOLD_COUNT_ONE);
#undef WIREFOLD_COUNT_ONE

struct OpcodeInfo {
  std::string_view name;
  int fewest_operands;
  int most_operands;  ///< -1: any number
  bool may_be_lowered;
};

const OpcodeInfo& info(Opcode opcode);
std::optional<Opcode> parse_opcode(std::string_view name);

/// A value of a program, by its place in the order of definition.
using ValueId = std::uint32_t;
inline constexpr ValueId kNoValue = 0xFFFFFFFF;

/// An operand: value * 2^shift, negated if `negate`.
struct Use {
  ValueId value = kNoValue;
  std::int32_t shift = 0;
  bool negate = false;

  friend bool operator==(const Use&, const Use&) = default;
};

/// The use of a use: `outer` applied to what `inner` denotes.
inline Use compose(const Use& inner, int shift, bool negate) {
  return {inner.value, inner.shift + shift, inner.negate != negate};
}

/// One step of a program. Its operands, matrix, quantizer and constant are read through CombLogic.
struct Operation {
  Opcode opcode;
  std::uint32_t first_operand = 0;
  std::uint32_t operand_count = 0;
  ValueId first_result = 0;
  std::uint32_t result_count = 1;
  std::uint32_t attribute = 0;  ///< index into the pool that the opcode reads
  std::uint32_t location = 0;   ///< index into the locations; 0 is not known
};

}  // namespace wirefold
